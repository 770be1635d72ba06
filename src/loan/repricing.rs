//! The keys by which a floating rate is agreed on: `[loan.repricing]` and `[[loan.spread_changes]]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::YearMonth;

/// Months from one repricing to the next that there are contracts for.
pub const PERIODS_MONTHS: [u32; 5] = [1, 3, 6, 12, 60];

/// When a floating rate is set, and between what limits; absent: every 12 months from origination, without limits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Repricing {
    /// Months from one repricing to the next: 1, 3, 6, 12 or 60.
    #[schemars(extend("minimum" = 1, "maximum" = 60))]
    pub every_months: u32,
    /// Where these months are counted from.
    pub on: RepricedOn,
    /// Lowest floating rate per year, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub floor_annual: f64,
    /// Highest floating rate per year, 0 to 1, not below the floor; absent: none.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub cap_annual: Option<f64>,
    /// Months from the first in which the rate is fixed, 0 to term - 1; it floats from the month after them.
    #[schemars(extend("minimum" = 0, "maximum" = 599))]
    pub fixed_months: u32,
    /// Rate per year of the fixed months, 0 to 1; absent: policy rate of origination plus spread.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub fixed_rate_annual: Option<f64>,
}

impl Default for Repricing {
    fn default() -> Self {
        Self {
            every_months: 12,
            on: RepricedOn::Anniversary,
            floor_annual: 0.0,
            cap_annual: None,
            fixed_months: 0,
            fixed_rate_annual: None,
        }
    }
}

/// Where the months between repricings are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RepricedOn {
    /// From origination, or from the end of the fixed months.
    #[default]
    Anniversary,
    /// From the January of the year of origination: every 12 months is each 1 January, every 3 each quarter's first day.
    January,
}

/// A change of the spread, in a month from origination or of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-alternatives" = [["month", "date"]]))]
#[serde(deny_unknown_fields)]
pub struct SpreadChange {
    /// Month from origination whose instalment is the first with it, 2 to 1200; instead of `date`.
    #[serde(default)]
    #[schemars(extend("minimum" = 2, "maximum" = 1200))]
    pub month: Option<u32>,
    /// The same as a month of the calendar, YYYY-MM, which needs `loan.start_month`; instead of `month`.
    #[serde(default)]
    pub date: Option<YearMonth>,
    /// Spread over the policy rate per year from then on, -0.2 to 1.
    #[schemars(extend("minimum" = -0.2, "maximum" = 1))]
    pub spread_annual: f64,
    /// Whether a lower spread stays as it is.
    #[serde(default)]
    pub lowers_only: bool,
}

impl SpreadChange {
    /// Its month from month 0, that month of the calendar being `start`, of a loan granted so many months before.
    pub fn month_from(&self, start: Option<YearMonth>, months_on_book: i32) -> Option<i32> {
        let of_date = self.month.is_none();
        self.month(start).map(|month| if of_date { month } else { month - months_on_book })
    }

    /// Its month from origination, or where it is a date from `origination`; `None` for a date where that is not known. A month
    /// before it is negative.
    pub fn month(&self, origination: Option<YearMonth>) -> Option<i32> {
        match (self.month, self.date) {
            (Some(month), _) => i32::try_from(month).ok(),
            (None, Some(date)) => Some(date.ordinal() - origination?.ordinal()),
            (None, None) => None,
        }
    }
}
