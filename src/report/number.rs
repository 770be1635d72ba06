//! Numbers as people read them, in either language.

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::language::Language;
use crate::outcome::label::CellValue;
use crate::stats::Estimate;

/// What stands for a number that cannot be told.
pub(super) const NOTHING: &str = "–";

/// Ten thousand, 万, the unit in which Chinese counts money.
const WAN: f64 = 1e4;
/// A hundred million, 亿.
const YI: f64 = 1e8;

/// How an estimate is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// A fraction in per cent with its error: `1.234% ± 0.012`.
    Percent,
    /// A difference of fractions in percentage points: `-1.234 ± 0.012`.
    Points,
    /// Money in whole currency units: `1,234,567 ± 890`, or `123.46 ± 0.09万`.
    Money,
}

impl Show {
    /// The estimate and its error.
    pub(super) fn estimate(self, estimate: Estimate, language: Language) -> String {
        match (self, language) {
            (Self::Percent, _) => with_error(estimate, |value| percent(value, 3), |mcse| fixed(mcse * 100.0, 3)),
            (Self::Points, _) => with_error(estimate, |value| fixed(value * 100.0, 3), |mcse| fixed(mcse * 100.0, 3)),
            (Self::Money, Language::English) => with_error(estimate, whole, whole),
            (Self::Money, Language::Chinese) => {
                let text = with_error(estimate, |value| fixed(value / WAN, 2), |mcse| fixed(mcse / WAN, 2));
                if text == NOTHING { text } else { format!("{text} 万") }
            }
        }
    }

    /// The value alone.
    pub(super) fn value(self, value: f64, language: Language) -> String {
        self.estimate(Estimate { value: Some(value), mcse: None }, language)
    }
}

/// A fraction in per cent.
pub(super) fn percent(fraction: f64, digits: u32) -> String {
    format!("{}%", fixed(fraction * 100.0, digits))
}

/// A fraction in per cent with as many digits as it needs, at most three.
pub(super) fn percent_short(fraction: f64) -> String {
    rounded(fraction * 100.0, 3).map_or_else(|| NOTHING.to_owned(), |value| format!("{}%", value.normalize()))
}

/// A number with so many digits after the point.
pub(super) fn fixed(value: f64, digits: u32) -> String {
    let places = digits as usize;
    rounded(value, digits).map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.places$}"))
}

/// A number with as many digits as it needs, at most four.
pub(super) fn plain(value: f64) -> String {
    rounded(value, 4).map_or_else(|| NOTHING.to_owned(), |value| value.normalize().to_string())
}

/// A whole number with separators.
pub(super) fn count(number: u64) -> String {
    with_separators(&number.to_string())
}

/// Money on an axis: `1.2M` and `200k`, or `120万` and `1.5亿`.
pub(super) fn money_short(amount: f64, language: Language) -> String {
    let units: [(f64, &str); 2] = match language {
        Language::English => [(1e6, "M"), (1e3, "k")],
        Language::Chinese => [(YI, "亿"), (WAN, "万")],
    };
    let unit = units.into_iter().find(|(size, _)| amount.abs() >= *size);
    unit.map_or_else(|| plain(amount), |(size, name)| format!("{}{name}", plain(amount / size)))
}

/// A swept value: fractions of keys that are shares are shown in per cent.
pub(super) fn swept(key: &str, value: &CellValue, language: Language) -> String {
    const SHARES: [&str; 5] = ["down_payment", "_frac", "_ratio", "_annual", "_share"];
    match value {
        CellValue::Float(number) if SHARES.iter().any(|end| key.ends_with(end)) => percent_short(*number),
        CellValue::Float(number) => plain(*number),
        CellValue::Integer(number) => with_separators(&number.to_string()),
        CellValue::Text(text) => text.clone(),
        CellValue::Boolean(switch) => match (switch, language) {
            (true, Language::English) => "yes",
            (false, Language::English) => "no",
            (true, Language::Chinese) => "是",
            (false, Language::Chinese) => "否",
        }
        .to_owned(),
    }
}

fn with_error(estimate: Estimate, value: impl Fn(f64) -> String, error: impl Fn(f64) -> String) -> String {
    match (estimate.value, estimate.mcse) {
        (Some(estimate), Some(mcse)) => format!("{} ± {}", value(estimate), error(mcse)),
        (Some(estimate), None) => value(estimate),
        (None, _) => NOTHING.to_owned(),
    }
}

fn whole(amount: f64) -> String {
    rounded(amount, 0).map_or_else(|| NOTHING.to_owned(), |value| with_separators(&value.to_string()))
}

/// Rounds half away from zero; `None` when the number is not finite or too large.
fn rounded(value: f64, digits: u32) -> Option<Decimal> {
    let value = Decimal::from_f64(value)?;
    let rounded = value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    // There is no negative nothing for people.
    Some(if rounded.is_zero() { rounded.abs() } else { rounded })
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
