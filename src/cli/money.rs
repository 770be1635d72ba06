//! Numbers for people and for files that people read: exact decimals, rounded once.

use rust_decimal::Decimal;

use crate::outcome::cents;
use crate::report::with_separators;

/// Currency units with two digits, half away from zero; what is not finite is named.
pub(super) fn plain(amount: f64) -> String {
    cents(amount).map_or_else(|| amount.to_string(), |cents| format!("{:.2}", Decimal::new(cents, 2)))
}

/// The same with a comma before every third digit.
pub(super) fn grouped(amount: f64) -> String {
    with_separators(&plain(amount))
}
