//! Illness: extra spending for some months, and an earner who brings less home, equation (56).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::Distribution;

/// Illness: extra spending for some months, and less pay if so configured; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Illness {
    /// Probability of falling ill in a month, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub probability_monthly: f64,
    /// Months an illness lasts, rounded, at least 1, at most 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub duration_months: Distribution,
    /// Extra spending in each of its months as a share of income at origination, 0 to 100.
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub extra_spending_frac: Distribution,
    /// Share of the first earner's pay lost while it lasts, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub income_loss_frac: f64,
}
