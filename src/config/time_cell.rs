//! The time of an observation, as data files write it.

use jiff::civil::Date;

use crate::measure::YearMonth;

/// A time as it was written: its month, and how long it says that its period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// `2010-03`, `2010/3`, `2010-03-31`, `2010/3/31`.
    Month(YearMonth),
    /// `2010Q1`, `2010-Q1`; its first month.
    Quarter(YearMonth),
    /// `2010`; its January.
    Year(YearMonth),
}

/// What the forms are, for messages.
pub(super) const FORMS: &str = "YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY";

impl Time {
    /// Reads a time; `None` for what is none, a day that does not exist included.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        let year: i16 = digits(year, 4..=4)?.try_into().ok()?;
        let month = |number: u32| YearMonth::new(i32::from(year), u8::try_from(number).ok()?);
        if rest.is_empty() {
            return Some(Self::Year(month(1)?));
        }
        let of_quarter = rest.strip_prefix(['-', ' ', '/']).unwrap_or(rest);
        if let Some(quarter) = of_quarter.strip_prefix(['Q', 'q']) {
            let quarter = digits(quarter, 1..=1).filter(|quarter| (1..=4).contains(quarter))?;
            return Some(Self::Quarter(month(quarter * 3 - 2)?));
        }
        let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/'))?;
        let mut parts = rest[1..].split(separator);
        let number = digits(parts.next()?, 1..=2)?;
        if let Some(day) = parts.next() {
            let day = digits(day, 1..=2)?;
            Date::new(year, i8::try_from(number).ok()?, i8::try_from(day).ok()?).ok()?;
        }
        parts.next().is_none().then(|| month(number).map(Self::Month))?
    }
}

/// The number that `text` is, if it has so many digits and nothing else.
fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Time, YearMonth};

    #[test]
    fn times_are_read_and_impossible_ones_are_not() {
        let month = |year, month| YearMonth::new(year, month).expect("a month");
        for text in ["2010-03", "2010/03", "2010/3", "2010-3-31", "2010/3/31", " 2010-03-31 "] {
            assert_eq!(Time::parse(text), Some(Time::Month(month(2010, 3))), "{text}");
        }
        for text in ["2010Q2", "2010-Q2", "2010 q2"] {
            assert_eq!(Time::parse(text), Some(Time::Quarter(month(2010, 4))), "{text}");
        }
        assert_eq!(Time::parse("2010"), Some(Time::Year(month(2010, 1))));
        assert_eq!(Time::parse("2012-02-29"), Some(Time::Month(month(2012, 2))));
        for text in [
            "",
            "20",
            "2010-",
            "2010-13",
            "2010-00",
            "2010-02-31",
            "2010-02-29",
            "2010-04-31",
            "2010/02-03",
            "2010-1-1-1",
            "2010Q5",
            "2010Q",
            "201003",
            "2010-+1",
            "年年年年",
            "2010-02-03T",
            "31/01/2010",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
