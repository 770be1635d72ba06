//! The month a household is in, and what its home is worth then (METHOD.md §5, step 2).

use crate::loan::to_grain_above_zero;

/// The month a household is in, and what its home is worth at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Month from origination, from 1.
    pub month: u32,
    /// Last month in which new defaults are counted.
    pub horizon: u32,
    /// Last month of a case in default.
    pub last_workout_month: u32,
    /// 1 ÷ value of the home.
    pub inverse_value: f64,
    /// 1 ÷ what it would be worth were its value not held at its price, equation (105).
    pub inverse_value_unheld: f64,
}

impl Clock {
    /// Market value of the home at the month's end in money, currency units.
    pub fn value(&self) -> f64 {
        to_grain_above_zero(1.0 / self.inverse_value)
    }
}
