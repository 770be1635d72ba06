//! The tables of a config file laid together. A table that a model uses is declared with the model; here are those of the
//! study itself. Nothing is computed here.
//!
//! The doc comment of a field is its description in the JSON Schema, and the ranges beside it
//! (`minimum`, `exclusiveMaximum`, ...) are the ones [`check`](super::check) enforces. A range
//! beside a [`Distribution`](crate::random::Distribution) bounds its support.

mod counterfactual;
mod portfolio;
mod precision;
mod stages;
mod study;
mod sweep;
mod tables;
mod uncertainty;

pub use counterfactual::{Counterfactual, Switch};
pub use portfolio::Portfolio;
pub use precision::{PreciseEstimate, PrecisionAsked};
pub use stages::StagesAsked;
pub use study::{Named, Study};
pub use sweep::{Sweep, SweepValue};
pub use tables::TablesAsked;
pub use uncertainty::Uncertainty;

pub(super) use study::NAME_PATTERN;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distress::Distress;
use crate::foreclosure::{Foreclosure, OffPlan, Recourse};
use crate::household::{Household, Underwriting};
use crate::loan::{Insurance, Loan, LoanBeside, Prepayment, Refinancing, Repayment};
use crate::measure::YearMonth;
use crate::world::region::MOST_REGIONS;
use crate::world::{
    Correlation, CorrelationTable, Feedback, Inflation, Labour, PolicyRate, PriceModel, Region, Sampling,
};

/// What is the same for every cell: neither scenario nor sweep changes it.
pub(super) const OF_ALL_CELLS: [&str; 10] =
    ["study", "sweep", "scenario", "extends", "uncertainty", "portfolio", "tables", "stages", "precision", "sampling"];

/// One cell's complete config: every table, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Size, seed and horizon of the study; the same for every cell.
    pub study: Study,
    /// Existing loans in place of households that are drawn; the same for every cell; absent: households are drawn.
    #[serde(default)]
    pub portfolio: Option<Portfolio>,
    /// What tables are made of besides; the same for every cell.
    #[serde(default)]
    pub tables: Option<TablesAsked>,
    /// Expected credit losses and stages of every loan of `[portfolio]`; the same for every cell; absent: they are not told.
    #[serde(default)]
    pub stages: Option<StagesAsked>,
    /// When a run knows enough and stops; the same for every cell; absent: it simulates all its worlds.
    #[serde(default)]
    pub precision: Option<PrecisionAsked>,
    /// How worlds are drawn; the same for every cell; absent: each by itself.
    #[serde(default)]
    pub sampling: Option<Sampling>,
    /// Dynamics of the house price index, monthly, 1 at origination.
    pub price: PriceModel,
    /// Regions, each with an index of its own: of rows of a tape by their column `region`, of households by `household.region`;
    /// what another layer of a config says of a region is laid over the one of its name. Absent: one index for all.
    #[serde(default)]
    #[schemars(extend("maxItems" = MOST_REGIONS, "x-merged-by" = "name"))]
    pub region: Option<Vec<Region>>,
    /// Labour market: monthly hazards of losing and finding a job.
    pub labour: Labour,
    /// Correlations between the monthly innovations of price, labour market and policy rate.
    #[serde(default)]
    #[schemars(with = "CorrelationTable")]
    pub correlation: Correlation,
    /// Policy rate; needed by a floating loan (`loan.spread_annual`).
    #[serde(default)]
    pub policy_rate: Option<PolicyRate>,
    /// Growth of consumer prices; absent: amounts are told in money of their own month alone.
    #[serde(default)]
    pub inflation: Option<Inflation>,
    /// The household at origination and its monthly budget.
    pub household: Household,
    /// The loan at origination and its schedule.
    pub loan: Loan,
    /// Homes bought before they are built.
    #[serde(default)]
    pub off_plan: OffPlan,
    /// Insurance of loans above a loan-to-value ratio; absent: none.
    #[serde(default)]
    pub insurance: Option<Insurance>,
    /// Loans repaid before their time; absent: none.
    #[serde(default)]
    pub prepayment: Option<Prepayment>,
    /// Loans replaced by others, the household going on with the new one; absent: none.
    #[serde(default)]
    pub refinancing: Option<Refinancing>,
    /// Whom the lender refuses.
    #[serde(default)]
    pub underwriting: Option<Underwriting>,
    /// Arrears, default, sale in distress and walking away.
    #[serde(default)]
    pub distress: Distress,
    /// Timeline, auction rounds and costs of a foreclosure.
    pub foreclosure: Foreclosure,
    /// What the household owes after the home is gone.
    pub recourse: Recourse,
    /// Households of a world act on each other, by forced sales and defaults; absent: they do not.
    #[serde(default)]
    pub feedback: Option<Feedback>,
    /// Causes turned off for the same households under the same draws.
    #[serde(default)]
    pub counterfactual: Option<Counterfactual>,
}

impl Config {
    /// How the loan is repaid.
    pub fn repayment(&self) -> Repayment {
        self.loan.repayment(self.policy_rate_start())
    }

    /// Loans beside it.
    pub fn loans_beside(&self) -> Vec<LoanBeside> {
        LoanBeside::all(&self.loan, self.policy_rate_start())
    }

    /// Regions, each with an index of its own.
    pub fn regions(&self) -> &[Region] {
        self.region.as_deref().unwrap_or_default()
    }

    /// The month of the calendar that is month 0, where it is known.
    pub fn month_0(&self) -> Option<YearMonth> {
        self.loan.start_month.or(self.policy_rate_start())
    }

    fn policy_rate_start(&self) -> Option<YearMonth> {
        self.policy_rate.as_ref().and_then(PolicyRate::start_month)
    }
}
