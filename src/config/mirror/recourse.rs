//! `[recourse]`: what is owed after the home is gone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the household owes after the home is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recourse {
    /// Whether the household is liable for a deficiency.
    pub kind: RecourseKind,
    /// Share of income above the allowance that is collected, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub garnished_share: f64,
    /// Income left to the household, as a share of its wage, 0 to 10.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub allowance_income_frac: f64,
    /// Months of collection from settlement, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub collection_months: u32,
    /// Months from settlement after which the rest is forgiven, 1 to 600; absent: never.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub discharge_months: Option<u32>,
    /// Months from settlement after which the lender writes off what is still owed, 0 to 600; absent: when collection
    /// ends. The household owes it all the same.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub write_off_months: Option<u32>,
    /// Interest on the deficiency per year, 0 to 1; absent: the contract rate at settlement, none under a payment plan.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub interest_annual: Option<f64>,
}

/// Whether the household is liable for a deficiency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecourseKind {
    /// Liable for all of it.
    Full,
    /// Pays a share of income for `discharge_months`, then the rest is forgiven; cash is not seized (an IVA or a DRP).
    PaymentPlan,
    /// The deficiency ends with the home.
    None,
}
