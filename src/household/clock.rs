//! The month a household is in, and what its home is worth then (METHOD.md §5, step 2).

use super::home_value::HomeLevel;

/// The month a household is in, and where its home stands at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Month from origination, from 1.
    pub month: u32,
    /// Last month in which new defaults are counted.
    pub horizon: u32,
    /// Last month of a case in default.
    pub last_workout_month: u32,
    /// The home.
    pub home: HomeLevel,
}

impl Clock {
    /// Market value of the home, currency units, to the grain of money.
    pub fn value(&self) -> f64 {
        self.home.value()
    }
}
