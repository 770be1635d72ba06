//! A time series of a data file: monthly, quarterly or yearly.

use std::borrow::Cow;

use super::{
    csv_file::{CsvFile, Unusable},
    mirror::{SeriesRef, YearMonth},
    origin::Place,
    shown::quoted_cell,
    time_cell::{FORMS, Time},
};

/// How often a series is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// One value a month.
    Monthly,
    /// One value a quarter.
    Quarterly,
    /// One value a year.
    Yearly,
}

impl Frequency {
    /// Months of a period.
    pub fn months(self) -> i32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Yearly => 12,
        }
    }

    /// The periods in words.
    pub(super) fn periods(self) -> &'static str {
        match self {
            Self::Monthly => "months",
            Self::Quarterly => "quarters",
            Self::Yearly => "years",
        }
    }

    /// What such a series is called.
    pub(super) fn adjective(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        }
    }
}

/// A time series without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// How often it is observed.
    pub frequency: Frequency,
    /// First month of the first value's period.
    pub first: YearMonth,
    /// The values, scaled.
    pub values: Vec<f64>,
    /// The file, and the line of each value in it.
    file: String,
    lines: Vec<usize>,
}

impl Series {
    /// The line of the value `index` in its file.
    pub(super) fn place(&self, index: usize) -> Place {
        let line = self.lines.get(index).copied().unwrap_or(0);
        Place::File { file: self.file.clone(), line, column: 0 }
    }

    /// The last month of the last value's period.
    pub fn last_ordinal(&self) -> i32 {
        let periods = i32::try_from(self.values.len()).unwrap_or(i32::MAX / 24);
        self.first.ordinal() + periods * self.frequency.months() - 1
    }

    /// The position of the value whose period holds `month`.
    pub fn position(&self, month: YearMonth) -> Option<usize> {
        let offset = usize::try_from(month.ordinal() - self.first.ordinal()).ok()?;
        let position = offset / usize::try_from(self.frequency.months()).ok()?;
        (position < self.values.len()).then_some(position)
    }

    /// The months it covers: `1993-01 to 2026-07`.
    pub fn span(&self) -> String {
        format!("{} to {}", self.first, month_or_blank(self.last_ordinal()))
    }

    /// The value at the month with this ordinal: on the straight line between the observations around it, that of the
    /// first before it and of the last after it. A value stands at the middle of its period: that of a quarter in its
    /// second month, that of a year between June and July.
    pub fn at(&self, ordinal: i32) -> f64 {
        let months = f64::from(self.frequency.months());
        let middle = f64::from(self.first.ordinal()) + (months - 1.0) / 2.0;
        let position = (f64::from(ordinal) - middle) / months;
        let last = self.values.len().saturating_sub(1);
        let value = |at: usize| self.values.get(at).copied().unwrap_or(f64::NAN);
        if position <= 0.0 {
            return value(0);
        }
        let before = position as usize;
        if before >= last {
            return value(last);
        }
        let share = position - before as f64;
        value(before) + share * (value(before + 1) - value(before))
    }

    /// The series month by month, from the first month that lies between two observations to the last: itself if it is
    /// monthly.
    pub fn by_month(&self) -> Cow<'_, Self> {
        if self.frequency == Frequency::Monthly {
            return Cow::Borrowed(self);
        }
        // Of a year, whose middle is no month, the first month after it and the last before it.
        let months = self.frequency.months();
        let first = self.first.ordinal() + months / 2;
        let last = self.last_ordinal() - months / 2;
        let ordinals = first..=last.max(first);
        let of_line = |ordinal: i32| {
            let position = usize::try_from((ordinal - self.first.ordinal()) / months).unwrap_or(0);
            self.lines.get(position).copied().unwrap_or(0)
        };
        Cow::Owned(Self {
            frequency: Frequency::Monthly,
            first: YearMonth::from_ordinal(first).unwrap_or(self.first),
            values: ordinals.clone().map(|ordinal| self.at(ordinal)).collect(),
            file: self.file.clone(),
            lines: ordinals.map(of_line).collect(),
        })
    }
}

/// The month with this ordinal, for people.
pub(super) fn month_or_blank(ordinal: i32) -> String {
    YearMonth::from_ordinal(ordinal).map_or_else(String::new, |month| month.to_string())
}

/// One observation as it was read.
struct Observation {
    line: usize,
    written: String,
    time: Time,
    value: f64,
}

/// The series that `reference` names in `file`.
///
/// # Errors
/// What is wrong with the file's cells, at most a few of them.
pub(super) fn from_csv(file: &CsvFile, reference: &SeriesRef) -> Result<Series, Vec<Unusable>> {
    let column = file.column(&reference.column).map_err(|error| vec![error])?;
    let time = match &reference.time_column {
        Some(name) => file.column(name).map_err(|error| vec![error])?,
        None => 0,
    };
    let observations = observations(file, reference, column, time)?;
    let Some(first) = observations.first() else {
        return Err(vec![Unusable {
            message: format!("has no value in the column {:?}", reference.column),
            hint: None,
            line: None,
        }]);
    };
    let frequency = frequency(&observations);
    let mut faults = Vec::new();
    let period = |time: Time| {
        let month = match time {
            Time::Month(month) | Time::Quarter(month) | Time::Year(month) => month.ordinal(),
        };
        month.div_euclid(frequency.months())
    };
    for pair in observations.windows(2) {
        let [before, after] = pair else { continue };
        let since = period(after.time) - period(before.time);
        let written = quoted_cell(&after.written);
        let message = if std::mem::discriminant(&after.time) != std::mem::discriminant(&first.time) {
            format!("has the time {written}: months, quarters and years in one column")
        } else if since <= 0 {
            format!("has the time {written}, which is not after the one before")
        } else if since > 1 {
            format!("has the time {written}; {} missing before it: {}", frequency.periods(), since - 1)
        } else {
            continue;
        };
        faults.push(Unusable::in_line(after.line, message));
        if faults.len() >= FAULTS_SHOWN {
            break;
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let first = YearMonth::from_ordinal(period(first.time) * frequency.months());
    let first = first.ok_or_else(|| vec![Unusable::in_line(0, "has no month to begin with".to_owned())])?;
    Ok(Series {
        frequency,
        first,
        values: observations.iter().map(|it| it.value).collect(),
        file: file.label.clone(),
        lines: observations.iter().map(|it| it.line).collect(),
    })
}

/// Faults of one column that are told.
const FAULTS_SHOWN: usize = 3;

/// What stands in the column, blanks at its ends left out.
fn observations(
    file: &CsvFile,
    reference: &SeriesRef,
    column: usize,
    time: usize,
) -> Result<Vec<Observation>, Vec<Unusable>> {
    let mut faults = Vec::new();
    let mut observations: Vec<Observation> = Vec::new();
    let mut blank: Option<usize> = None;
    let read = file.records(|line, record| {
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        if cell(column).is_empty() {
            // One inside is a gap; whether it is inside, what follows will tell.
            blank = blank.or((!observations.is_empty()).then_some(line));
            return true;
        }
        if let Some(line) = blank.take() {
            let message = format!("has an empty cell inside the column {:?}", reference.column);
            faults.push(Unusable::in_line(line, message));
        }
        let written = cell(time);
        let value = match number(cell(column), &reference.column) {
            Ok(value) => value * reference.scale,
            Err(message) => {
                faults.push(Unusable::in_line(line, message));
                f64::NAN
            }
        };
        match Time::parse(written) {
            Some(time) => observations.push(Observation { line, written: written.to_owned(), time, value }),
            None => {
                let is_no_day = written.rsplit_once(['-', '/']).and_then(|(month, _)| Time::parse(month));
                let why = match is_no_day {
                    Some(Time::Month(_)) => "which is no day of the calendar".to_owned(),
                    _ => format!("which is not {FORMS}"),
                };
                let message = format!("has the time {}, {why}", quoted_cell(written));
                faults.push(Unusable::in_line(line, message));
                return false;
            }
        }
        faults.len() < FAULTS_SHOWN
    });
    faults.extend(read.err());
    if faults.is_empty() { Ok(observations) } else { Err(faults) }
}

/// How often a column is observed. Months that lie three or twelve apart from the start are those of quarters or years.
fn frequency(observations: &[Observation]) -> Frequency {
    let month = |at: usize| match observations.get(at)?.time {
        Time::Month(month) => Some(month.ordinal()),
        Time::Quarter(_) | Time::Year(_) => None,
    };
    match observations.first().map(|it| it.time) {
        Some(Time::Quarter(_)) => return Frequency::Quarterly,
        Some(Time::Year(_)) => return Frequency::Yearly,
        _ => {}
    }
    // Two gaps of the same length, so that a single one stays a gap.
    let gap = |at: usize| Some(month(at + 1)? - month(at)?);
    match (gap(0), gap(1)) {
        (Some(3), Some(3)) => Frequency::Quarterly,
        (Some(12), Some(12)) => Frequency::Yearly,
        _ => Frequency::Monthly,
    }
}

/// The number in a cell of `column`.
///
/// # Errors
/// That it is no finite number.
pub(super) fn number(cell: &str, column: &str) -> Result<f64, String> {
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(format!("has {} in the column {column:?}, which is not a number", quoted_cell(cell))),
    }
}
