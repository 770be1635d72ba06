//! What a home is worth, equation (10): the level of its world, and its own walk.

use crate::loan::{OnBook, to_grain_above_zero};
use crate::measure::exponential::exp;
use crate::measure::log_units::{MOST_LEVEL, log_of, units};

/// Drift of a home's own walk a month, −σ²/24: it belongs to the level, since it is the same for all homes.
pub fn walk_drift_monthly(volatility_annual: f64) -> f64 {
    -volatility_annual * volatility_annual / 24.0
}

/// ln (value ÷ price) of a home whose own walk stands at 0.
#[inline(always)]
pub fn level(log_index: f64, walk_drift_monthly: f64, month: u32) -> f64 {
    log_index + walk_drift_monthly * f64::from(month)
}

/// Value in currency units, to the grain of money and at least one grain: price·e^{level + walk}.
#[inline(always)]
pub fn value(price: f64, level: f64, walk: i32) -> f64 {
    to_grain_above_zero(price * exp(level + log_of(walk)))
}

/// Equation (210): what a home that cost `price` when its loan was granted is worth in month 0, where its own walk since then
/// has the normal score `z`.
pub fn value_on_book(on_book: &OnBook, price: f64, volatility_annual: f64, z: f64) -> f64 {
    let months = f64::from(on_book.months);
    let walk = walk_drift_monthly(volatility_annual) * months + volatility_annual * (months / 12.0).sqrt() * z;
    to_grain_above_zero(price * on_book.index_ratio * exp(walk))
}

/// A value, or its log, that is not below its price (0), equation (105), where prices do not fall.
#[inline(always)]
pub fn held<T: PartialOrd>(of_value: T, of_price: T, falls: bool) -> T {
    if !falls && of_value < of_price { of_price } else { of_value }
}

/// A home at a month's end. Its value is computed by whoever asks for it: in most months of most households nobody does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HomeLevel {
    /// What it was worth in month 0: the price paid, unless that was long before. Currency units.
    pub price: f64,
    /// ln (value ÷ price) were its own walk at 0.
    pub level: f64,
    /// Its own walk, in whole units.
    pub walk: i32,
    /// Whether it may be worth less than its price.
    pub falls: bool,
}

impl HomeLevel {
    /// Market value, currency units, to the grain of money.
    pub fn value(&self) -> f64 {
        held(self.value_unheld(), self.price, self.falls)
    }

    /// What it would be worth were its value not held at its price, equation (105).
    pub fn value_unheld(&self) -> f64 {
        value(self.price, self.level, self.walk)
    }

    /// ln (value ÷ price) in whole units.
    pub fn log_value(&self) -> i32 {
        held(units(self.level, MOST_LEVEL) + self.walk, 0, self.falls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A fifth dearer, a home whose own walk stands one deviation of three years up.
    #[test]
    fn what_an_old_home_is_worth() {
        let on_book = OnBook { months: 36, index_ratio: 1.2, balance_frac: None };
        let walk = 0.1 * 3.0_f64.sqrt() - 0.1 * 0.1 / 24.0 * 36.0;
        assert!((value_on_book(&on_book, 1e6, 0.1, 1.0) - 1.2e6 * walk.exp()).abs() < 1e-4);
        assert_eq!(value_on_book(&on_book, 1e6, 0.0, 3.0), 1.2e6);
    }
}
