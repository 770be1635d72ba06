//! The mortgage: exact schedules for people, instalments for the simulation.

pub mod arrears;
pub mod buying_costs;
pub mod contract;
pub mod contract_rate;
mod exact;
pub mod grain;
pub mod instalment;
pub mod schedule;
mod terms;
pub mod unit_schedule;

pub use arrears::Arrears;
pub use buying_costs::{BuyingCosts, CostParts, TaxedHome};
pub use contract::{Contract, MonthDue};
pub use contract_rate::LoanRate;
pub use grain::{GRAIN, to_grain, to_grain_above_zero};
pub use instalment::{Method, discount_factor, unit_instalment, unit_present_value};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::random::distribution::{one, zero};
use instalment::split;

/// ln (1 + i)ⁿ up to which an instalment computed once keeps ten digits of every balance: 24% a year over 600 months.
const MOST_GROWTH_LOG: f64 = 12.0;

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

/// Whether a year of the loan begins with `month`, and not its first.
fn begins_a_later_year(month: u32) -> bool {
    month > 1 && month % 12 == 1
}

impl Loan {
    /// Where the contract rate comes from.
    pub fn rate(&self) -> LoanRate {
        match (self.annual_rate, self.spread_annual) {
            (Some(rate_annual), _) => LoanRate::Fixed(rate_annual),
            (None, spread_annual) => LoanRate::Floating { spread_annual: spread_annual.unwrap_or_default() },
        }
    }

    /// How principal is repaid.
    pub fn method(&self) -> Method {
        match self.method {
            MethodKind::Level => Method::Level,
            MethodKind::ConstantPrincipal => Method::ConstantPrincipal,
            MethodKind::Hybrid => Method::Hybrid { switch_month: self.switch_month.unwrap_or(1) },
            MethodKind::InterestOnly => Method::InterestOnly,
        }
    }

    /// Whether the loan takes a new rate at the start of month `t`: months 13, 25, ….
    pub fn reprices(&self, month: u32) -> bool {
        begins_a_later_year(month) && matches!(self.rate(), LoanRate::Floating { .. })
    }

    /// Whether the instalment of a fixed rate is computed anew at the start of month `t`, once a year, though by formula
    /// it stays: S_t = S_{t−1}(1 + i) − A carries a rounding error on as (1 + i)^t, which grows beyond the balance itself
    /// in long loans at rates of half and more a year. Loans at ordinary rates keep their instalment to the bit.
    pub fn renews_instalment(&self, month: u32) -> bool {
        let LoanRate::Fixed(rate_annual) = self.rate() else { return false };
        let (term_months, rate_monthly) = (f64::from(self.term_months), rate_annual / 12.0);
        // ln (1 + i) is at most i: at ordinary rates no logarithm is needed.
        let grows_beyond = || {
            term_months * rate_monthly > MOST_GROWTH_LOG && term_months * libm::log1p(rate_monthly) > MOST_GROWTH_LOG
        };
        begins_a_later_year(month) && self.method().is_level(month) && grows_beyond()
    }

    /// Whether the instalment is computed anew at the start of month `t`: a new rate, a new phase of the method, or yearly.
    pub fn resets_instalment(&self, month: u32) -> bool {
        self.reprices(month) || self.method().changes_in(month) || self.renews_instalment(month)
    }

    /// Whether it ever is: the first time within the term, or in the month in which all loans take new rates.
    pub fn ever_resets_instalment(&self) -> bool {
        (1..=self.term_months.max(13)).any(|month| self.resets_instalment(month))
    }

    /// First instalment of a loan of 1.
    pub fn unit_first_instalment(&self, rate_monthly: f64) -> f64 {
        if self.term_months == 1 {
            return 1.0 + rate_monthly;
        }
        let fixed_part = self.method().unit_fixed_part(1, self.term_months, rate_monthly);
        split(fixed_part, rate_monthly, if self.method().is_level(1) { 1.0 } else { 0.0 }).due
    }
}
