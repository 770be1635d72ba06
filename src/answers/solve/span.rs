//! Where a key is searched: the ends, the first grid, and values written with no more digits than they need.

use crate::config::{Fault, Faults, KeyFacts, Loaded, Place, SweepValue, Takes};
use crate::told::{Told, told};

/// The last digit looked for, as a share of the range of a key that is not whole.
const LAST_DIGIT: f64 = 1e-6;
/// Distance of the first value from an end that is not allowed itself, as a share of the range.
const INSET: f64 = 1e-3;

/// A key and the values between which it is varied, both allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The option that varies it, the place of faults: `--vary loan.down_payment`.
    pub option: String,
    /// What is known of the key.
    pub facts: KeyFacts,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Span {
    /// The range of a key: the one given, or the declared one where that has two ends.
    ///
    /// # Errors
    /// The range given has no inside, leaves what the key takes, or is needed and not given.
    pub fn of(loaded: &Loaded, option: String, key: &str, between: Option<(f64, f64)>) -> Result<Self, Faults> {
        // The first cell may be of another kind than one that has the key.
        let facts = (0..loaded.cells.len()).find_map(|cell| loaded.facts_of(cell, key));
        let refused = |place: &str, message: Told, hint: Option<Told>| -> Faults {
            let place = Some(Place::Flag { option: place.to_owned() });
            Fault { place, key: key.to_owned(), message, hint }.into()
        };
        let Some(facts) = facts else {
            return Err(refused(
                &option,
                told!("is no key of this study's tables as their kinds are", "在本研究各表的 kind 下不是参数"),
                None,
            ));
        };
        let Some((low, high)) = between else {
            let (low, high) = declared(&facts).ok_or_else(|| {
                let hint = Some(told!(
                    "--between A B says between which values to look",
                    "请用 --between A B 写明在哪两个值之间找"
                ));
                let range = &facts.range;
                let message =
                    told!("takes {range} without two ends to look between", "取 {range}，没有可在其间查找的两端");
                refused(&option, message, hint)
            })?;
            return Ok(Self { option, facts, low, high });
        };
        let given = format!("--between {low} {high}");
        let span = Self { option, facts, low, high };
        if low >= high || !(high - low).is_finite() {
            return Err(refused(
                &given,
                told!(
                    "is looked for between {low} and {high}, and there is nothing",
                    "要在 {low} 与 {high} 之间找，而其间没有值"
                ),
                {
                    (low > high).then(|| {
                        told!(
                            "--between {high} {low} is meant, if it is the other way round",
                            "若顺序写反了，应为 --between {high} {low}"
                        )
                    })
                },
            ));
        }
        if let Some(outside) = [low, high].into_iter().find(|end| !span.facts.range.contains(*end)) {
            let range = &span.facts.range;
            let message = told!("= {outside} is not in {range}", "= {outside} 不在 {range} 内");
            return Err(refused(&given, message, None));
        }
        let is_whole = |end: f64| libm::round(end / span.step()) * span.step() == end;
        if span.facts.takes == Takes::WholeNumber && !(is_whole(low) && is_whole(high)) {
            let step = span.step();
            let message = match step == 1.0 {
                true => told!("takes whole numbers", "取整数"),
                false => told!("takes multiples of {step}", "取 {step} 的倍数"),
            };
            return Err(refused(&given, message, None));
        }
        Ok(span)
    }

    /// Distance of neighbouring values: 1 of a whole key, or what it is a multiple of; the last digit of another.
    pub(super) fn step(&self) -> f64 {
        match self.facts.takes {
            Takes::WholeNumber => self.facts.multiple_of.map_or(1.0, |step| step as f64),
            _ => (self.high - self.low) * LAST_DIGIT,
        }
    }

    /// Whether the key takes whole numbers.
    pub(super) fn is_whole(&self) -> bool {
        self.facts.takes == Takes::WholeNumber
    }

    /// At most so many values, evenly spread, the ends included.
    pub(super) fn grid(&self, count: usize) -> Vec<f64> {
        let intervals = count.saturating_sub(1).max(1);
        let width = (self.high - self.low) / intervals as f64;
        let mut values: Vec<f64> = vec![self.low];
        values.extend((1..intervals).map(|place| self.tidy(self.low + width * place as f64, width / 10.0)));
        values.retain(|value| self.low <= *value && *value < self.high);
        values.push(self.high);
        values.dedup();
        values
    }

    /// A value inside, rounded to a digit that is small against `spacing`.
    pub(super) fn tidy(&self, value: f64, spacing: f64) -> f64 {
        if self.is_whole() {
            return libm::round(value / self.step()) * self.step();
        }
        let digits = decimals(spacing) + 1;
        // Powers of ten up to 10²² are exact, so that the quotient is the decimal number nearest to itself.
        let power = |digits: u32| (0..digits).fold(1.0, |power, _| power * 10.0);
        match u32::try_from(digits) {
            Ok(digits) if digits <= 22 => libm::round(value * power(digits)) / power(digits),
            Ok(_) => value,
            Err(_) => libm::round(value / power(digits.unsigned_abs())) * power(digits.unsigned_abs()),
        }
    }

    /// The key and a value, to be set.
    pub(super) fn setting(&self, value: f64) -> (String, SweepValue) {
        (self.facts.key.clone(), self.facts.value(value))
    }
}

/// The declared range, a little inside of ends that it does not take.
fn declared(facts: &KeyFacts) -> Option<(f64, f64)> {
    let (low, high) = (facts.range.minimum()?, facts.range.maximum()?);
    let inset = match facts.takes {
        Takes::WholeNumber => facts.multiple_of.map_or(1.0, |step| step as f64),
        _ => (high.value - low.value) * INSET,
    };
    let from = if low.is_inclusive { low.value } else { low.value + inset };
    let to = if high.is_inclusive { high.value } else { high.value - inset };
    (from < to).then_some((from, to))
}

/// Digits after the point of the power of ten at or below a positive number; negative for tens and more.
fn decimals(number: f64) -> i32 {
    let written = format!("{number:e}");
    let exponent = written.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    -exponent.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::key_facts;

    fn span(key: &str, low: f64, high: f64) -> Span {
        Span { option: format!("--vary {key}"), facts: key_facts(key).remove(0), low, high }
    }

    #[test]
    fn values_have_no_more_digits_than_they_need() {
        let down_payment = span("loan.down_payment", 0.1, 0.5);
        assert_eq!(down_payment.grid(9), [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]);
        assert_eq!(down_payment.tidy(0.237_182_6, 0.004), 0.2372);
        let price = span("household.home_price", 1e6, 9e6);
        assert_eq!(price.tidy(1_234_567.8, 30_000.0), 1_235_000.0);
        assert_eq!(price.tidy(1_234_567.8, 0.5), 1_234_567.8);
    }

    #[test]
    fn whole_keys_get_whole_values_once_each() {
        assert_eq!(span("loan.term_months", 1.0, 5.0).grid(9), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(span("distress.default_dpd", 30.0, 180.0).grid(4), [30.0, 90.0, 120.0, 180.0]);
    }

    #[test]
    fn ends_that_are_not_taken_are_kept_away_from() {
        let declared = |key: &str| declared(&key_facts(key)[0]);
        assert_eq!(declared("loan.down_payment"), Some((0.0, 0.999)));
        assert_eq!(declared("loan.term_months"), Some((1.0, 600.0)));
    }
}
