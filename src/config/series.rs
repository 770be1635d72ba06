//! A monthly or yearly time series.

use super::{
    csv_file::{CsvFile, Unusable},
    mirror::{SeriesRef, YearMonth},
    origin::Place,
};

/// How often a series is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// One value a month.
    Monthly,
    /// One value a year.
    Yearly,
}

/// A time series without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// How often it is observed.
    pub frequency: Frequency,
    /// Month of the first value; January of a yearly series.
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

    /// The last month covered; December of a yearly series.
    pub fn last_ordinal(&self) -> i32 {
        let months = match self.frequency {
            Frequency::Monthly => self.values.len(),
            Frequency::Yearly => self.values.len().saturating_mul(12),
        };
        self.first.ordinal() + i32::try_from(months).unwrap_or(i32::MAX / 2) - 1
    }

    /// The position of `month` in a monthly series; the year's position in a yearly one.
    pub fn position(&self, month: YearMonth) -> Option<usize> {
        let offset = usize::try_from(month.ordinal() - self.first.ordinal()).ok()?;
        let position = match self.frequency {
            Frequency::Monthly => offset,
            Frequency::Yearly => offset / 12,
        };
        (position < self.values.len()).then_some(position)
    }

    /// The months it covers: `1993-01 to 2026-07`.
    pub fn span(&self) -> String {
        let last = YearMonth::from_ordinal(self.last_ordinal());
        format!("{} to {}", self.first, last.map_or_else(String::new, |month| month.to_string()))
    }
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
    let mut faults = Vec::new();
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    let mut first: Option<(Frequency, YearMonth)> = None;
    let mut previous: Option<YearMonth> = None;
    for (row, line, cell) in file.cells(column) {
        let mut fault = |message: String| {
            faults.push(Unusable { message, hint: None, line: Some(line) });
        };
        lines.push(line);
        match number(cell, &reference.column) {
            Ok(value) => values.push(value * reference.scale),
            Err(message) => fault(message),
        }
        let written = file.cell(row, time);
        let Some((frequency, month)) = read_time(written) else {
            fault(format!("has the time {written:?}, which is not YYYY-MM, YYYY-MM-DD or YYYY"));
            break;
        };
        let (expected, _) = *first.get_or_insert((frequency, month));
        let step = if frequency == Frequency::Monthly { 1 } else { 12 };
        let since = previous.map_or(step, |before| month.ordinal() - before.ordinal());
        if frequency != expected {
            fault(format!("has the time {written:?}: months and years in one column"));
        } else if since <= 0 {
            fault(format!("has the time {written:?}, which is not after the one before"));
        } else if since != step {
            let missing = since / step - 1;
            let unit = if frequency == Frequency::Monthly { "months" } else { "years" };
            fault(format!("has the time {written:?}; {unit} missing before it: {missing}"));
        }
        previous = Some(month);
        const SHOWN: usize = 3;
        if faults.len() >= SHOWN {
            break;
        }
    }
    match (first, faults.is_empty()) {
        (Some((frequency, first)), true) => Ok(Series { frequency, first, values, file: file.label.clone(), lines }),
        (None, true) => Err(vec![Unusable {
            message: format!("has no value in the column {:?}", reference.column),
            hint: None,
            line: None,
        }]),
        _ => Err(faults),
    }
}

/// The number in a cell of `column`.
///
/// # Errors
/// That it is empty or no finite number.
pub(super) fn number(cell: &str, column: &str) -> Result<f64, String> {
    if cell.is_empty() {
        return Err(format!("has an empty cell inside the column {column:?}"));
    }
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(format!("has {cell:?} in the column {column:?}, which is not a number")),
    }
}

/// Reads `YYYY-MM`, `YYYY-MM-DD` or `YYYY`.
fn read_time(text: &str) -> Option<(Frequency, YearMonth)> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((Frequency::Yearly, YearMonth::new(text.parse().ok()?, 1)?));
    }
    let (month, day) = match text.get(..7) {
        Some(month) => (month, text.get(7..).unwrap_or_default()),
        None => return None,
    };
    let is_day = |day: &str| {
        let digits = day.strip_prefix('-').unwrap_or_default();
        digits.len() == 2
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=31).contains(&digits.parse::<u8>().unwrap_or(0))
    };
    let is_valid = day.is_empty() || is_day(day);
    is_valid.then(|| YearMonth::parse(month).map(|month| (Frequency::Monthly, month))).flatten()
}
