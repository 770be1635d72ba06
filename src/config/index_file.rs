//! A price index in a file that no config names yet: read as a config's would be, and described.

use std::path::Path;

use super::{
    csv_file::{CsvFile, Unusable},
    fault::{Fault, Faults},
    origin::Place,
    series::from_csv,
    shown::cut,
};
use crate::measure::YearMonth;
use crate::told::{Told, told};
use crate::world::SeriesRef;
use crate::world::series::{Frequency, Series};

/// What a file of an index holds.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexFile {
    /// Its column.
    pub column: String,
    /// How often it is observed.
    pub frequency: Frequency,
    /// Its months; those that lie between two observations, where it is not monthly.
    pub months: usize,
    /// The first of them.
    pub first: YearMonth,
    /// The last of them.
    pub last: YearMonth,
    /// The lowest level, and its month.
    pub least: (f64, YearMonth),
    /// The highest level, and its month.
    pub most: (f64, YearMonth),
    /// The fall from an earlier peak that is the largest; `None` of an index that never fell.
    pub worst_fall: Option<Fall>,
}

/// A fall of an index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fall {
    /// The month of the peak.
    pub peak: YearMonth,
    /// The month of the lowest level after it.
    pub trough: YearMonth,
    /// 1 − trough ÷ peak.
    pub fraction: f64,
}

impl IndexFile {
    /// Reads the column `column` of the file at `path`, or the only one that can be an index; `option` is what the faults
    /// name.
    ///
    /// # Errors
    /// What a study that names it would be refused for; several columns.
    pub fn read(path: &Path, column: Option<&str>, option: &str) -> Result<Self, Faults> {
        let place = |line: Option<usize>| match line {
            Some(line) => Place::File { file: path.display().to_string(), line, column: 0 },
            None => Place::Flag { option: option.to_owned() },
        };
        let fault = |error: Unusable| Fault::of_file(place(error.line), error.message).hint(error.hint);
        let (file, _) = CsvFile::read(path, &path.display().to_string()).map_err(|error| Faults::from(fault(error)))?;
        let column = match column {
            Some(column) => column.to_owned(),
            None => only_column(&file).map_err(|error| Faults::from(fault(error)))?,
        };
        let reference = SeriesRef {
            file: path.display().to_string(),
            column: column.clone(),
            time_column: None,
            scale: 1.0,
            interpolate: true,
        };
        let series = from_csv(&file, &reference).map_err(|errors| {
            let mut faults = Faults::default();
            faults.extend(errors.into_iter().map(fault));
            faults
        })?;
        let wrong =
            series.values.iter().position(|value| *value <= 0.0).map(|at| (series.source(at).1, series.values[at]));
        if let Some((line, value)) = wrong {
            let message = told!("has the value {value}; an index must be above 0", "的值为 {value}；指数必须大于 0");
            return Err(Fault::of_file(place(Some(line)), message).into());
        }
        let by_month = series.by_month();
        const LEAST: usize = 3;
        if by_month.values.len() < LEAST {
            let message = told!(
                "has {} months; at least {LEAST} are needed",
                "有 {} 个月；至少需要 {LEAST} 个",
                by_month.values.len()
            );
            return Err(Fault::of_file(place(None), message).into());
        }
        Ok(Self::of(column, series.frequency, &by_month))
    }

    fn of(column: String, frequency: Frequency, series: &Series) -> Self {
        let month = |at: usize| {
            let offset = i32::try_from(at).unwrap_or(0);
            YearMonth::from_ordinal(series.first.ordinal() + offset).unwrap_or(series.first)
        };
        let mut least = (f64::INFINITY, 0);
        let mut most = (f64::NEG_INFINITY, 0);
        let mut worst: Option<(usize, usize, f64)> = None;
        for (at, value) in series.values.iter().copied().enumerate() {
            if value < least.0 {
                least = (value, at);
            }
            if value > most.0 {
                most = (value, at);
            }
            let fraction = 1.0 - value / most.0;
            if fraction > worst.map_or(0.0, |(_, _, worst)| worst) {
                worst = Some((most.1, at, fraction));
            }
        }
        let fall = |(peak, trough, fraction)| Fall { peak: month(peak), trough: month(trough), fraction };
        Self {
            column,
            frequency,
            months: series.values.len(),
            first: series.first,
            last: month(series.values.len() - 1),
            least: (least.0, month(least.1)),
            most: (most.0, month(most.1)),
            worst_fall: worst.map(fall),
        }
    }

    /// The month from which a replay over so many months still fits: that of the peak before the worst fall, or the latest
    /// there is; `None` where the index is shorter.
    pub fn replay_start(&self, months: u32) -> Option<YearMonth> {
        let latest = self.last.ordinal() - i32::try_from(months).ok()?;
        if latest < self.first.ordinal() {
            return None;
        }
        let peak = self.worst_fall.map_or(latest, |fall| fall.peak.ordinal());
        YearMonth::from_ordinal(peak.min(latest))
    }
}

/// The only column after the first that holds numbers.
fn only_column(file: &CsvFile) -> Result<String, Unusable> {
    let unusable = |message: Told, hint| Unusable { message, hint, line: None };
    match file.number_columns().as_slice() {
        [only] => Ok((*only).to_owned()),
        [] => Err(unusable(
            told!("has no numbers beside its first column, the months", "除第一列月份外没有数"),
            file.separator_hint(),
        )),
        several => {
            const SHOWN: usize = 12;
            let shown: Vec<_> = several.iter().take(SHOWN).map(|name| cut(name, 40)).collect();
            let shown = shown.join(", ");
            let message = match several.len().saturating_sub(SHOWN) {
                0 => told!("has several columns of numbers: {shown}", "有多列数：{shown}"),
                more => told!(
                    "has several columns of numbers: {shown} and {more} more",
                    "有多列数：{shown} 等另外 {more} 列"
                ),
            };
            Err(unusable(message, Some(told!("name the index with --column", "请用 --column 指明指数列"))))
        }
    }
}
