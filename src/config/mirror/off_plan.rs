//! `[off_plan]`: homes bought before they are built.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Distribution, defaults::zero};

/// Homes bought off-plan, which may never be delivered; off while `off_plan_frac` or `failure_probability_monthly` is 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OffPlan {
    /// Share of homes bought off-plan, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub off_plan_frac: f64,
    /// Month in which such a home is to be delivered, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub delivery_month: Distribution,
    /// Probability a month that its developer fails before delivery, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub failure_probability_monthly: f64,
    /// Months from the failure until both contracts are cancelled, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_rescission: Distribution,
    /// Part of what the buyer paid, own price and instalments, that the developer gives back, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub buyer_recovery_frac: f64,
    /// Part of the remaining principal that the developer pays the bank, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub bank_recovery_frac: f64,
}

impl Default for OffPlan {
    fn default() -> Self {
        Self {
            off_plan_frac: 0.0,
            delivery_month: zero(),
            failure_probability_monthly: 0.0,
            months_to_rescission: zero(),
            buyer_recovery_frac: 0.0,
            bank_recovery_frac: 0.0,
        }
    }
}
