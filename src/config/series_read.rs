//! What was read of each series, for the person who has to recognise it: a rate in per cent that is taken for a fraction
//! looks like any other number until its range is seen.

use std::fmt;

use super::{check::Range, origin::Place};
use crate::measure::YearMonth;
use crate::told::{Told, told};
use crate::world::SeriesRef;
use crate::world::series::{Series, month_or_blank};

/// What the values of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Levels of a price index; only their ratios matter.
    Index,
    /// Unemployment rate, a fraction.
    Unemployment,
    /// Rate per year, a fraction.
    RateAnnual,
    /// Growth of consumer prices per year, a fraction.
    Inflation,
}

impl Meaning {
    /// Where its values must lie, and that in words.
    pub fn allowed(self) -> (Range, Told) {
        match self {
            Self::Index => (Range::between(0.0, f64::INFINITY), told!("an index must be above 0", "指数必须大于 0")),
            Self::Unemployment => {
                (Range::between(0.0, 1.0), told!("an unemployment rate must be in (0, 1)", "失业率必须在 (0, 1) 内"))
            }
            Self::RateAnnual => (
                Range::from_to(-0.05, 1.0),
                told!("a rate per year must be in [-0.05, 1]", "年利率必须在 [-0.05, 1] 内"),
            ),
            Self::Inflation => (
                Range::from_to(-0.5, 1.0),
                told!("inflation per year must be in [-0.5, 1]", "年通胀率必须在 [-0.5, 1] 内"),
            ),
        }
    }

    /// The first value of a series that is none of these, and its place.
    pub fn first_outside(self, series: &Series) -> Option<(Place, f64)> {
        let (range, _) = self.allowed();
        let at = series.values.iter().position(|value| !range.contains(*value))?;
        let (file, line) = series.source(at);
        Some((Place::File { file: file.to_owned(), line, column: 0 }, series.values[at]))
    }
}

/// A series of a study: where it was read, its months and its range as the study uses it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRead {
    /// The key that names it, such as `labour.series`.
    pub key: String,
    reference: SeriesRef,
    /// How often it is observed, from when to when.
    when: String,
    meaning: Meaning,
    least: (f64, YearMonth),
    most: (f64, YearMonth),
}

impl SeriesRead {
    pub(super) fn new(key: &str, meaning: Meaning, reference: &SeriesRef, series: &Series) -> Self {
        let extreme = |is_beyond: fn(f64, f64) -> bool| {
            let first = (series.values.first().copied().unwrap_or(f64::NAN), 0);
            let pick = |best: (f64, usize), (at, value): (usize, &f64)| {
                if is_beyond(*value, best.0) { (*value, at) } else { best }
            };
            let (value, at) = series.values.iter().enumerate().fold(first, pick);
            let months = i32::try_from(at).unwrap_or(0) * series.frequency.months();
            (value, YearMonth::from_ordinal(series.first.ordinal() + months).unwrap_or(series.first))
        };
        Self {
            key: key.to_owned(),
            reference: reference.clone(),
            when: format!("{}, {} to {}", series.frequency.adjective(), series.first, {
                month_or_blank(series.last_ordinal())
            }),
            meaning,
            least: extreme(|value, best| value < best),
            most: extreme(|value, best| value > best),
        }
    }

    /// Whether it is the series that `key` names by `reference`.
    pub(super) fn is_of(&self, key: &str, reference: &SeriesRef) -> bool {
        self.key == key && self.reference == *reference
    }

    fn shown(&self, (value, month): (f64, YearMonth)) -> String {
        match self.meaning {
            Meaning::Index => format!("{value} ({month})"),
            Meaning::Unemployment => format!("{} ({month})", percent(value)),
            Meaning::RateAnnual | Meaning::Inflation => format!("{} a year ({month})", percent(value)),
        }
    }

    /// What makes it unlikely that the values are meant as they are read.
    pub fn doubt(&self) -> Option<Doubt> {
        const HIGH_RATE: f64 = 0.2;
        const LOW_RATE: f64 = 0.001;
        let (unit, unit_chinese) = match self.meaning {
            Meaning::Index => return None,
            Meaning::Unemployment => ("unemployment", "失业率"),
            Meaning::RateAnnual => ("a rate per year", "年利率"),
            Meaning::Inflation => ("inflation per year", "年通胀率"),
        };
        let (least, most) = (self.least.0, self.most.0);
        if most > HIGH_RATE {
            let (most, month) = (percent(most), self.most.1);
            return Some(Doubt {
                english: format!(
                    "is read as {unit} of up to {most} ({month}); where the file is in per cent, write scale = 0.01"
                ),
                chinese: format!("按{unit_chinese}读取，最高 {most}（{month}）；若文件以百分数记，请写 scale = 0.01"),
            });
        }
        // Rates near zero there were; unemployment never, and no rate was always.
        let (is_low, low, low_chinese) = match self.meaning {
            Meaning::Unemployment => (least < LOW_RATE, format!("down to {}", percent(least)), "最低"),
            _ => (most.abs() < LOW_RATE, format!("at most {}", percent(most)), "最高只有"),
        };
        let value = percent(if self.meaning == Meaning::Unemployment { least } else { most });
        is_low.then(|| Doubt {
            english: format!("is read as {unit} of {low}; where the file has fractions, leave scale out"),
            chinese: format!("按{unit_chinese}读取，{low_chinese} {value}；若文件已用小数记，请去掉 scale"),
        })
    }
}

/// Why a series may not mean what it is read as, for both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

/// A fraction as per cent, four decimals at most.
pub(super) fn percent(fraction: f64) -> String {
    let text = format!("{:.4}", fraction * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

impl fmt::Display for SeriesRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (least, most) = (self.shown(self.least), self.shown(self.most));
        let SeriesRef { file, column, scale, .. } = &self.reference;
        let scaled = if *scale == 1.0 { String::new() } else { format!(" × {scale}") };
        write!(f, "{}: {file}, {column}{scaled}, {}, from {least} to {most}", self.key, self.when)
    }
}
