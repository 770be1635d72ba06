//! The interval a number must lie in.

use std::fmt;

use crate::told::{Told, told};
use serde_json::Value;

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// Where it is.
    pub value: f64,
    /// Whether the value itself is allowed.
    pub is_inclusive: bool,
}

/// An interval with open or closed ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    low: f64,
    low_open: bool,
    high: f64,
    high_open: bool,
}

impl Range {
    /// The interval that `minimum`, `exclusiveMaximum` and the like of a schema describe.
    pub(in crate::config) fn of(schema: &Value) -> Self {
        let bound = |closed: &str, open: &str, none: f64| match (schema[closed].as_f64(), schema[open].as_f64()) {
            (_, Some(value)) => (value, true),
            (Some(value), None) => (value, false),
            (None, None) => (none, true),
        };
        let (low, low_open) = bound("minimum", "exclusiveMinimum", f64::NEG_INFINITY);
        let (high, high_open) = bound("maximum", "exclusiveMaximum", f64::INFINITY);
        Self { low, low_open, high, high_open }
    }

    /// Above one number and below another.
    pub fn between(low: f64, high: f64) -> Self {
        Self { low, low_open: true, high, high_open: true }
    }

    /// From one number to another, both included.
    pub fn from_to(low: f64, high: f64) -> Self {
        Self { low, low_open: false, high, high_open: false }
    }

    /// Its ends, infinite where there is none.
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Whether `value` lies inside.
    pub fn contains(&self, value: f64) -> bool {
        let above = if self.low_open { value > self.low } else { value >= self.low };
        let below = if self.high_open { value < self.high } else { value <= self.high };
        above && below
    }

    /// Its lower end, where it has one.
    pub fn minimum(&self) -> Option<Bound> {
        self.low.is_finite().then_some(Bound { value: self.low, is_inclusive: !self.low_open })
    }

    /// Its upper end, where it has one.
    pub fn maximum(&self) -> Option<Bound> {
        self.high.is_finite().then_some(Bound { value: self.high, is_inclusive: !self.high_open })
    }

    /// "70% is written 0.70", if `value` looks like a percentage of what is a fraction here.
    pub(in crate::config) fn percent_hint(&self, value: f64) -> Option<Told> {
        let fraction = value / 100.0;
        let meant = self.high <= 2.0 && value > 1.0 && value <= 100.0 && self.contains(fraction);
        meant.then(|| written_percent(value))
    }

    /// The same hint for a text such as `70%`.
    pub(in crate::config) fn percent_text_hint(&self, text: &str) -> Option<Told> {
        let value: f64 = text.trim().strip_suffix('%')?.trim().parse().ok()?;
        self.contains(value / 100.0).then(|| written_percent(value))
    }
}

/// "70% is written 0.70", with at least two decimals.
pub(in crate::config) fn written_percent(value: f64) -> Told {
    // Rounded to 12 digits, so that 3.3% does not read 0.033000000000000002.
    let fraction = (value * 1e10).round() / 1e12;
    let short = fraction.to_string();
    let decimals = short.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals < 2 {
        told!("{value}% is written {fraction:.2}", "{value}% 应写成 {fraction:.2}")
    } else {
        told!("{value}% is written {short}", "{value}% 应写成 {short}")
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.low_open { '(' } else { '[' };
        let close = if self.high_open { ')' } else { ']' };
        write!(f, "{open}{}, {}{close}", self.low, self.high)
    }
}
