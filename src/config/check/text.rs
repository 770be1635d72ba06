//! Texts and the mistakes made where something else was expected.

use super::Range;
use crate::config::{
    mirror::NAME_PATTERN,
    node::{Node, Value},
};
use crate::measure::YearMonth;
use crate::measure::year_month::MONTH_PATTERN;
use crate::told::{Told, told};

/// What is wrong with `text` under a schema's `pattern`, if anything.
pub(super) fn violates(pattern: &str, text: &str) -> Option<Told> {
    match pattern {
        MONTH_PATTERN if YearMonth::parse(text).is_none() => Some(told!("is not a month, YYYY-MM", "不是月份 YYYY-MM")),
        NAME_PATTERN if !is_name(text) => Some(told!(
            "is not a name: letters, digits, `_` and `-` of the ASCII set",
            "不是名称：只能用 ASCII 字母、数字、`_` 和 `-`"
        )),
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}

/// What was meant by a text where a number is expected.
pub(super) fn number_hint(node: &Node, range: &Range) -> Option<Told> {
    let percent = range.percent_text_hint(node.as_str()?);
    percent.or_else(|| unquoted_hint(node))
}

/// "write 240 without quotes" for a number in quotes.
pub(super) fn unquoted_hint(node: &Node) -> Option<Told> {
    let text = node.as_str()?.trim();
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| told!("write {text} without quotes", "请写 {text}，不加引号"))
}

/// What was meant by a text where `true` or `false` is expected.
pub(super) fn switch_hint(node: &Node) -> Option<Told> {
    let word = match &node.value {
        Value::String(text) => text.to_lowercase(),
        Value::Integer(number) => number.to_string(),
        _ => return None,
    };
    match word.as_str() {
        "true" | "yes" | "on" | "1" => Some(told!("{word} is written true", "{word} 应写成 true")),
        "false" | "no" | "off" | "0" => Some(told!("{word} is written false", "{word} 应写成 false")),
        _ => None,
    }
}

/// What was meant by a date where a text is expected.
pub(super) fn date_hint(node: &Node, pattern: &str, written: &str) -> Option<Told> {
    match (&node.value, written.get(..7)) {
        (Value::Datetime, Some(month)) if pattern == MONTH_PATTERN => {
            Some(told!("write \"{month}\"", "请写 \"{month}\""))
        }
        (Value::Datetime, _) => Some(told!("put it in quotes", "请加引号")),
        _ => None,
    }
}
