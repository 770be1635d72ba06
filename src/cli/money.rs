//! Numbers for people and for files that people read: exact decimals, rounded once.

use rust_decimal::Decimal;

use crate::outcome::cents;

/// Currency units with two digits, half away from zero; what is not finite is named.
pub(super) fn plain(amount: f64) -> String {
    cents(amount).map_or_else(|| amount.to_string(), |cents| format!("{:.2}", Decimal::new(cents, 2)))
}

/// The same with a comma before every third digit.
pub(super) fn grouped(amount: f64) -> String {
    with_separators(&plain(amount))
}

/// A comma before every third digit of the whole part.
pub(super) fn with_separators(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}
