//! Texts and the mistakes made where something else was expected.

use super::Range;
use crate::config::{
    mirror::NAME_PATTERN,
    node::{Node, Value},
};
use crate::measure::YearMonth;
use crate::measure::year_month::MONTH_PATTERN;

/// What is wrong with `text` under a schema's `pattern`, if anything.
pub(super) fn violates(pattern: &str, text: &str) -> Option<&'static str> {
    match pattern {
        MONTH_PATTERN if YearMonth::parse(text).is_none() => Some("is not a month, YYYY-MM"),
        NAME_PATTERN if !is_name(text) => Some("is not a name: letters, digits, `_` and `-` of the ASCII set"),
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}

/// What was meant by a text where a number is expected.
pub(super) fn number_hint(node: &Node, range: &Range) -> Option<String> {
    let percent = range.percent_text_hint(node.as_str()?);
    percent.or_else(|| unquoted_hint(node))
}

/// "write 240 without quotes" for a number in quotes.
pub(super) fn unquoted_hint(node: &Node) -> Option<String> {
    let text = node.as_str()?.trim();
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| format!("write {text} without quotes"))
}

/// What was meant by a text where `true` or `false` is expected.
pub(super) fn switch_hint(node: &Node) -> Option<String> {
    let word = match &node.value {
        Value::String(text) => text.to_lowercase(),
        Value::Integer(number) => number.to_string(),
        _ => return None,
    };
    match word.as_str() {
        "true" | "yes" | "on" | "1" => Some(format!("{word} is written true")),
        "false" | "no" | "off" | "0" => Some(format!("{word} is written false")),
        _ => None,
    }
}

/// What was meant by a date where a text is expected.
pub(super) fn date_hint(node: &Node, pattern: &str, written: &str) -> Option<String> {
    match (&node.value, written.get(..7)) {
        (Value::Datetime, Some(month)) if pattern == MONTH_PATTERN => Some(format!("write \"{month}\"")),
        (Value::Datetime, _) => Some("put it in quotes".to_owned()),
        _ => None,
    }
}
