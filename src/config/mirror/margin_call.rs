//! `[distress.margin_call]`: the lender's call for the gap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The lender's margin call; off while neither `trigger_ltv` nor `call_dpd` is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MarginCall {
    /// Current debt over value above which the gap is called, above 0, at most 10; absent: negative equity never calls.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub trigger_ltv: Option<f64>,
    /// Debt over value to be back at, 0 to 10, never above the trigger; absent: that of origination.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub target_ltv: Option<f64>,
    /// Months from the call to its deadline, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub deadline_months: u32,
    /// Days past due at which a loan in default is called, a multiple of 30, 30 to 720, not below `default_dpd`; absent:
    /// suit is left to `months_to_suit`.
    #[schemars(extend("minimum" = 30, "maximum" = 720, "multipleOf" = 30))]
    pub call_dpd: Option<u32>,
}
