//! `[loan]`: the loan at origination and its schedule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Distribution,
    defaults::{one, zero},
};

/// The loan at origination and its schedule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    pub method: Method,
    /// Last month of level payment, 1 to term - 1; with `method = "hybrid"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 599))]
    pub switch_month: Option<u32>,
    /// Lender's appraisal divided by the price, above 0, at most 2.
    #[serde(default = "one")]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 2))]
    pub appraisal_ratio: Distribution,
    /// Buying costs as a share of the price, 0 to 1.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub buying_cost_frac: Distribution,
}

/// How principal is repaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
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
