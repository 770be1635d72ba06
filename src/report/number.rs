//! Numbers as people read them.

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::stats::Estimate;

/// What stands for a number that cannot be told.
pub(super) const NOTHING: &str = "–";

/// A fraction in per cent with its error: `1.234% ± 0.012`, without one `1.234%`.
pub(super) fn percent(estimate: Estimate) -> String {
    with_error(estimate, |value| format!("{}%", hundredfold(value)), hundredfold)
}

/// Money in whole currency units with its error: `1,234,567 ± 890`.
pub(super) fn money(estimate: Estimate) -> String {
    with_error(estimate, whole, whole)
}

fn with_error(estimate: Estimate, value: fn(f64) -> String, error: fn(f64) -> String) -> String {
    match (estimate.value, estimate.mcse) {
        (Some(estimate), Some(mcse)) => format!("{} ± {}", value(estimate), error(mcse)),
        (Some(estimate), None) => value(estimate),
        (None, _) => NOTHING.to_owned(),
    }
}

fn hundredfold(fraction: f64) -> String {
    rounded(fraction * 100.0, 3).map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.3}"))
}

fn whole(amount: f64) -> String {
    rounded(amount, 0).map_or_else(|| NOTHING.to_owned(), |value| with_separators(&value.to_string()))
}

/// Rounds half away from zero; `None` when the number is not finite or too large.
fn rounded(value: f64, digits: u32) -> Option<Decimal> {
    let value = Decimal::from_f64(value)?;
    Some(value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero))
}

/// A comma before every third digit from the right.
fn with_separators(whole: &str) -> String {
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
