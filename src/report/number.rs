//! Numbers as people read them, in either language.

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::language::Language;
use crate::outcome::Unit;
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
    /// Any other number with its error, two digits after the point: `12.34 ± 0.56`.
    Number,
}

impl Show {
    /// How an estimate of such a unit is shown.
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Fraction => Self::Percent,
            Unit::Money => Self::Money,
            _ => Self::Number,
        }
    }

    /// How a difference of such estimates is shown.
    pub(super) fn difference(self) -> Self {
        if self == Self::Percent { Self::Points } else { self }
    }

    /// The estimate and its error.
    pub(super) fn estimate(self, estimate: Estimate, language: Language) -> String {
        match (self, language) {
            (Self::Percent, _) => with_error(estimate, |value| percent(value, 3), |mcse| fixed(mcse * 100.0, 3)),
            (Self::Points, _) => with_error(estimate, |value| fixed(value * 100.0, 3), |mcse| fixed(mcse * 100.0, 3)),
            (Self::Number, _) => with_error(estimate, |value| fixed(value, 2), |mcse| fixed(mcse, 2)),
            (Self::Money, Language::English) => with_error(estimate, whole, whole),
            (Self::Money, Language::Chinese) => {
                let text = with_error(estimate, |value| fixed(value / WAN, 2), |mcse| fixed(mcse / WAN, 2));
                if text == NOTHING { text } else { format!("{text} 万") }
            }
        }
    }

    /// The same for narrow places: the error with two significant digits, the estimate rounded to its last one.
    pub(super) fn short(self, estimate: Estimate, language: Language) -> String {
        let mcse = estimate.mcse;
        match (self, language) {
            (Self::Percent | Self::Points, _) => {
                let places = mcse.map_or(2, |mcse| places_of(mcse * 100.0).clamp(0, 3)).unsigned_abs();
                let points = |value| fixed(value * 100.0, places);
                let sign = if self == Self::Percent { "%" } else { "" };
                with_error(estimate, |value| points(value) + sign, points)
            }
            (Self::Number, _) => {
                let places = mcse.map_or(2, |mcse| places_of(mcse).clamp(0, 3)).unsigned_abs();
                with_error(estimate, |value| fixed(value, places), |mcse| fixed(mcse, places))
            }
            (Self::Money, Language::English) => {
                let step = mcse.map_or(0, |mcse| places_of(mcse).min(0)).unsigned_abs();
                with_error(estimate, |value| whole_to(value, step), |mcse| whole_to(mcse, step))
            }
            (Self::Money, Language::Chinese) => {
                let places = mcse.map_or(2, |mcse| places_of(mcse / WAN).clamp(0, 2)).unsigned_abs();
                let text = with_error(estimate, |value| fixed(value / WAN, places), |mcse| fixed(mcse / WAN, places));
                if text == NOTHING { text } else { format!("{text} 万") }
            }
        }
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
    whole_to(amount, 0)
}

/// Money rounded to a power of ten: to hundreds for 2.
fn whole_to(amount: f64, power: u32) -> String {
    let step = 10_i64.checked_pow(power).unwrap_or(i64::MAX);
    let steps = rounded(amount / step as f64, 0).and_then(|steps| steps.checked_mul(Decimal::from(step)));
    steps.map_or_else(|| NOTHING.to_owned(), |amount| with_separators(&amount.to_string()))
}

/// Digits after the point of a number shown with two significant ones; negative where it is rounded to tens or more.
fn places_of(number: f64) -> i32 {
    let written = format!("{number:.1e}");
    let exponent = written.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    1 - exponent.unwrap_or(0)
}

/// Rounds half away from zero; `None` when the number is not finite or too large.
fn rounded(value: f64, digits: u32) -> Option<Decimal> {
    let value = Decimal::from_f64(value)?;
    let rounded = value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    // There is no negative nothing for people.
    Some(if rounded.is_zero() { rounded.abs() } else { rounded })
}

/// A comma before every third digit of the whole part.
pub fn with_separators(number: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_estimate_ends_where_its_error_does() {
        let english = |show: Show, value, mcse| show.short(Estimate { value, mcse }, Language::English);
        for (value, mcse, shown) in [
            (0.111_58, Some(0.001_31), "11.16% ± 0.13"),
            (0.003_771, Some(0.000_129_6), "0.377% ± 0.013"),
            (0.286_2, Some(0.099_6), "29% ± 10"),
            (0.5, Some(0.25), "50% ± 25"),
            (0.286_2, None, "28.62%"),
            (0.0, Some(0.0), "0.0% ± 0.0"),
        ] {
            assert_eq!(english(Show::Percent, Some(value), mcse), shown);
        }
        assert_eq!(english(Show::Points, Some(-0.012_34), Some(0.000_98)), "-1.234 ± 0.098");
        for (value, mcse, shown) in [
            (882_122.0, Some(7_984.0), "882,100 ± 8,000"),
            (1_183_668.0, Some(10_917.0), "1,184,000 ± 11,000"),
            (812.4, Some(0.3), "812 ± 0"),
            (1_327_745.0, None, "1,327,745"),
        ] {
            assert_eq!(english(Show::Money, Some(value), mcse), shown);
        }
        assert_eq!(english(Show::Money, None, None), NOTHING);
        let chinese = |value, mcse| Show::Money.short(Estimate { value: Some(value), mcse }, Language::Chinese);
        assert_eq!(chinese(1_183_668.0, Some(10_917.0)), "118.4 ± 1.1 万");
        assert_eq!(chinese(1_183_668.0, Some(617.0)), "118.37 ± 0.06 万");
    }
}
