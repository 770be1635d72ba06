//! Income over the months of a life: it stands still between events, or moves every month (equation (54)).

use super::changes::value_in;

/// Income ÷ wage at origination.
#[derive(Clone, Copy)]
pub enum Incomes<'a> {
    /// From a month on, in order of months.
    Standing(&'a [(u32, f64)]),
    /// Of months 1 to the horizon.
    Moving(&'a [f64]),
}

impl Incomes<'_> {
    /// Income ÷ wage at the end of a month, 0 the day of purchase.
    pub fn at(&self, month: u32) -> f64 {
        match self {
            Self::Standing(changes) => value_in(changes, month).0.unwrap_or(1.0),
            Self::Moving(fracs) => month.checked_sub(1).map_or(1.0, |month| fracs[month as usize]),
        }
    }
}
