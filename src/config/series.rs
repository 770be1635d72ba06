//! Reads a time series of a data file: monthly, quarterly or yearly.

use super::{
    csv_file::{CsvFile, Unusable},
    shown::quoted_cell,
    time_cell::{FORMS, Time},
};
use crate::measure::YearMonth;
use crate::told::{Told, told};
use crate::world::SeriesRef;
use crate::world::series::{Frequency, Series};

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
            message: told!("has no value in the column {:?}", "在列 {:?} 中没有值", reference.column),
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
            told!(
                "has the time {written}: months, quarters and years in one column",
                "的时间为 {written}：同一列中混有月、季、年"
            )
        } else if since <= 0 {
            told!("has the time {written}, which is not after the one before", "的时间为 {written}，不晚于上一个")
        } else if since > 1 {
            {
                let (periods, count) = (frequency.periods(), since - 1);
                told!(
                    "has the time {written}; {periods} missing before it: {count}",
                    "的时间为 {written}；其前缺 {count} 期"
                )
            }
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
    let first = first.ok_or_else(|| vec![Unusable::in_line(0, told!("has no month to begin with", "没有起始月份"))])?;
    let values = observations.iter().map(|it| it.value).collect();
    Ok(Series::new(frequency, first, values, file.label.clone(), observations.iter().map(|it| it.line).collect()))
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
            let message = told!("has an empty cell inside the column {:?}", "列 {:?} 中间有空单元格", reference.column);
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
                    Some(Time::Month(_)) => told!("which is no day of the calendar", "不是日历上的日期"),
                    _ => told!("which is not {FORMS}", "不是 {FORMS} 的形式"),
                };
                let time = quoted_cell(written);
                let message = told!("has the time {time}, {why}", "的时间为 {time}，{why}"; why);
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
pub(super) fn number(cell: &str, column: &str) -> Result<f64, Told> {
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(told!(
            "has {} in the column {column:?}, which is not a number",
            "列 {column:?} 中的 {} 不是数",
            quoted_cell(cell)
        )),
    }
}
