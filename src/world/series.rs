//! A time series of a data file: monthly, quarterly or yearly.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::measure::YearMonth;
use crate::random::distribution::unit;
use crate::random::scope::Scope;

/// A time series: a column of a CSV file whose time cells read `YYYY-MM`, `YYYY-MM-DD`, `YYYY-Qn` or `YYYY`; `/` may
/// stand for `-`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesRef {
    /// CSV file, relative to the config file that names it.
    pub file: String,
    /// Column of the values.
    pub column: String,
    /// Column of the months or years; absent: the first column.
    #[serde(default)]
    pub time_column: Option<String>,
    /// Factor by which the values are multiplied, above 0; 0.01 reads percents.
    #[serde(default = "unit")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub scale: f64,
    /// Whether a quarterly series, or a yearly index, is read month by month: on straight lines between the middles of
    /// its periods. An index read so moves less from month to month than the market did. Yearly rates are read so in any
    /// case.
    #[serde(default)]
    pub interpolate: bool,
}

/// The series that a [`SeriesRef`] names, read before the config that names it; all cells hold it once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SeriesRef", into = "SeriesRef")]
pub struct NamedSeries {
    reference: SeriesRef,
    /// Its values and their months.
    pub series: Arc<Series>,
}

thread_local! {
    static READ: Scope<SeriesRef, Arc<Series>> = Scope::default();
}

impl NamedSeries {
    /// Whether it is read on straight lines between its periods.
    pub fn is_interpolated(&self) -> bool {
        self.reference.interpolate
    }
}

/// What `work` makes of models that name `series`.
pub fn with_series<T>(series: Vec<(SeriesRef, Arc<Series>)>, work: impl FnOnce() -> T) -> T {
    Scope::with(&READ, series, work)
}

impl TryFrom<SeriesRef> for NamedSeries {
    type Error = String;

    fn try_from(reference: SeriesRef) -> Result<Self, String> {
        match READ.with(|read| read.find(&reference)) {
            Some(series) => Ok(Self { reference, series }),
            None => Err(format!("the series {:?} of {} was not read", reference.column, reference.file)),
        }
    }
}

impl From<NamedSeries> for SeriesRef {
    fn from(named: NamedSeries) -> Self {
        named.reference
    }
}

impl JsonSchema for NamedSeries {
    fn schema_name() -> Cow<'static, str> {
        SeriesRef::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        SeriesRef::json_schema(generator)
    }
}

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
    pub fn periods(self) -> &'static str {
        match self {
            Self::Monthly => "months",
            Self::Quarterly => "quarters",
            Self::Yearly => "years",
        }
    }

    /// What such a series is called.
    pub fn adjective(self) -> &'static str {
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
    /// Values from the period that begins in `first` on, and the lines of `file` they stand in.
    pub fn new(frequency: Frequency, first: YearMonth, values: Vec<f64>, file: String, lines: Vec<usize>) -> Self {
        Self { frequency, first, values, file, lines }
    }

    /// File and line of the value `index`.
    pub fn source(&self, index: usize) -> (&str, usize) {
        (&self.file, self.lines.get(index).copied().unwrap_or(0))
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

/// A rate for every month from `start` to the end of the series: linear between observations, flat beyond the first and
/// the last. A value stands at the middle of its period.
pub fn monthly_rates(series: &Series, start: YearMonth) -> Vec<f64> {
    let last = series.last_ordinal().max(start.ordinal());
    (start.ordinal()..=last).map(|ordinal| series.at(ordinal)).collect()
}

/// The month with this ordinal, for people.
pub fn month_or_blank(ordinal: i32) -> String {
    YearMonth::from_ordinal(ordinal).map_or_else(String::new, |month| month.to_string())
}
