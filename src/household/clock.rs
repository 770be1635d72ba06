//! The month a household is in, and what its home is worth then (METHOD.md §5, step 2).

/// The month a household is in, and what its home is worth at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Month from origination, from 1.
    pub month: u32,
    /// Last month in which new defaults are counted.
    pub horizon: u32,
    /// Last month of a case in default.
    pub last_workout_month: u32,
    /// Market value of the home, currency units, to the grain of money.
    pub value: f64,
    /// What it would be worth were its value not held at its price, equation (105).
    pub value_unheld: f64,
    /// ln (value ÷ price of the home) in whole units.
    pub log_value: i32,
}
