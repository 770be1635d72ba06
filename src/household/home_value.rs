//! What a home is worth, equation (10): the level of its world, and its own walk.

use crate::loan::to_grain_above_zero;
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

/// A value, or its log, that is not below its price (0), equation (105), where prices do not fall.
#[inline(always)]
pub fn held<T: PartialOrd>(of_value: T, of_price: T, falls: bool) -> T {
    if !falls && of_value < of_price { of_price } else { of_value }
}

/// A home at a month's end. Its value is computed by whoever asks for it: in most months of most households nobody does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HomeLevel {
    /// Price paid for it, currency units.
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
