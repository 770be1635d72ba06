//! Loans that were granted before the study begins: how old they are and what is left of them, equation (208). What becomes of
//! their schedule is `repayment.rs`, of the home `household/home_value.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A loan that was granted some months before month 0: `[loan]` says what was agreed on then, `[household]` what the household
/// paid then and is today.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBook {
    /// Months from the loan's origination to month 0, 1 to term - 1.
    #[schemars(extend("minimum" = 1, "maximum" = 599))]
    pub months: u32,
    /// Price index of month 0 divided by that of origination, above 0, at most 100: 1.2 is a rise by a fifth. What is past is known and is not drawn; each home's own walk since then is.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 100))]
    pub index_ratio: f64,
    /// Share of the loan that is still owed in month 0, above 0, at most 1; absent: what the method leaves at the contract rate of month 0.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub balance_frac: Option<f64>,
}
