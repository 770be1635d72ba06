//! The mortgage: exact schedules for people, instalments for the simulation.

pub mod arrears;
pub mod beside;
pub mod buying_costs;
pub mod combined;
pub mod contract;
pub mod contract_rate;
pub mod curtailment;
mod exact;
pub mod floating_rate;
pub mod grain;
pub mod instalment;
pub mod insurance;
pub mod on_book;
pub mod prepayment;
pub mod refinancing;
pub mod repayment;
pub mod repricing;
pub mod rollover;
pub mod schedule;
mod terms;
pub mod tightening;
pub mod tranche;
pub mod unit_schedule;

pub use arrears::Arrears;
pub use beside::{Lent, LoanBeside, MOST_BESIDE, Rank};
pub use buying_costs::{BuyingCosts, CostParts, TaxedHome};
pub use contract::{Contract, MonthDue};
pub use contract_rate::ContractRate;
pub use curtailment::PartialPrepayment;
pub use grain::{GRAIN, to_grain, to_grain_above_zero};
pub use instalment::{Method, discount_factor, unit_instalment, unit_present_value};
pub use insurance::{Cover, Insurance};
pub use on_book::OnBook;
pub use prepayment::Prepayment;
pub use refinancing::Refinancing;
pub use repayment::Repayment;
pub use repricing::{RepricedOn, Repricing, SpreadChange};
pub use rollover::Rollover;
pub use tightening::Tightening;
pub use tranche::{Tranche, TrancheSource};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::YearMonth;
use crate::random::Distribution;
use crate::random::distribution::{one, zero};

/// The loan at origination and its schedule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-alternatives" = [["annual_rate", "spread_annual"]]))]
#[serde(deny_unknown_fields)]
pub struct Loan {
    /// Down payment as a share of the price, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub down_payment: Distribution,
    /// Fixed contract rate per year, 0 to 1, never negative: no lender pays its borrower; instead of `spread_annual`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub annual_rate: Option<f64>,
    /// Spread over the policy rate per year, -0.2 to 1; instead of `annual_rate`. The contract rate is policy rate plus spread, but never below 0: no lender pays its borrower.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.2, "maximum" = 1))]
    pub spread_annual: Option<f64>,
    /// Changes of the spread in later months, in order of months; the instalment is computed anew with the policy rate of the last repricing.
    #[serde(default)]
    #[schemars(extend("minItems" = 1))]
    pub spread_changes: Option<Vec<SpreadChange>>,
    /// When a floating rate is set, and between what limits.
    #[serde(default)]
    pub repricing: Option<Repricing>,
    /// Month 0, YYYY-MM, that of origination unless the loan is `on_book`, for what goes by the calendar; absent: `policy_rate.start_month`.
    #[serde(default)]
    pub start_month: Option<YearMonth>,
    /// Term in months, 1 to 600.
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub term_months: u32,
    /// How principal is repaid.
    #[serde(default)]
    pub method: MethodKind,
    /// Last month of level payment, 1 to term - 1; with `method = "hybrid"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 599, "x-with" = { "method": "hybrid" }))]
    pub switch_month: Option<u32>,
    /// Months from the first in which interest alone falls due, before the method begins, 0 to term - 1; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 599))]
    pub interest_only_months: Option<u32>,
    /// Balloon: share of the loan that the method does not repay, and that falls due with the last instalment, 0 or more, below 1; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub balloon_frac: Option<f64>,
    /// The loan was granted some months before month 0; absent: it begins then.
    #[serde(default)]
    pub on_book: Option<OnBook>,
    /// Renewals of a loan of interest alone; with `method = "interest-only"`; absent: it runs to its term.
    #[serde(default)]
    pub rollover: Option<Rollover>,
    /// Lender's appraisal divided by the price, above 0, at most 2.
    #[serde(default = "one")]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 2))]
    pub appraisal_ratio: Distribution,
    /// Buying costs as a share of the price, 0 to 1.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub buying_cost_frac: Distribution,
    /// Buying costs by parts, instead of `buying_cost_frac`.
    #[serde(default)]
    pub buying_costs: Option<BuyingCosts>,
    /// Loans of other lenders beside this one, at most three, in order.
    #[serde(default)]
    #[schemars(extend("maxItems" = 3))]
    pub tranche: Option<Vec<Tranche>>,
}

/// How principal is repaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Method")]
#[serde(rename_all = "kebab-case")]
pub enum MethodKind {
    /// Equal instalments.
    #[default]
    Level,
    /// Equal principal every month.
    ConstantPrincipal,
    /// Equal instalments to `switch_month`, then equal principal.
    Hybrid,
    /// Interest only, the principal with the last instalment.
    InterestOnly,
}

impl Loan {
    /// Months from its origination to month 0.
    pub fn months_on_book(&self) -> u32 {
        self.on_book.map_or(0, |on_book| on_book.months)
    }

    /// How it is repaid, where the series of the policy rate begins with the month of origination, if it has one.
    pub fn repayment(&self, policy_rate_start: Option<YearMonth>) -> Repayment {
        Repayment::of(self, self.start_month.or(policy_rate_start))
    }

    /// The loans beside it, in order.
    pub fn tranches(&self) -> &[Tranche] {
        self.tranche.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A loan of thirty years at 4%.
    pub(in crate::loan) fn level_loan() -> Loan {
        Loan {
            down_payment: Distribution::Constant(0.2),
            annual_rate: Some(0.04),
            spread_annual: None,
            spread_changes: None,
            repricing: None,
            start_month: None,
            term_months: 360,
            method: MethodKind::Level,
            switch_month: None,
            interest_only_months: None,
            balloon_frac: None,
            on_book: None,
            rollover: None,
            appraisal_ratio: Distribution::Constant(1.0),
            buying_cost_frac: Distribution::Constant(0.0),
            buying_costs: None,
            tranche: None,
        }
    }
}
