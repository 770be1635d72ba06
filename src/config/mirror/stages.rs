//! `[stages]`: expected credit losses loan by loan, and what puts a loan into which stage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::outcome::loan_sums::StageTerms;

/// Expected credit losses and stages (IFRS 9, 5.5) of every loan of a tape: tables `loans` and `stages`; with `[portfolio]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Stages")]
#[serde(deny_unknown_fields)]
pub struct StagesAsked {
    /// Days past due in month 0 above which a loan is in stage 2; 30 is what IFRS 9, 5.5.11, presumes.
    #[serde(default = "thirty")]
    #[schemars(extend("minimum" = 0, "maximum" = 360))]
    pub days_past_due: u32,
    /// Days past due in month 0 from which on it is in stage 3; 90 is what B5.5.37 presumes.
    #[serde(default = "ninety")]
    #[schemars(extend("minimum" = 30, "maximum" = 720))]
    pub default_days_past_due: u32,
    /// Stage 2 where the probability of default is more than so many times that expected at origination, the tape's
    /// `origination_pd`; a bank's own choice, so that there is no default.
    #[schemars(extend("minimum" = 1, "maximum" = 1000))]
    pub pd_ratio: f64,
    /// Stage 2 where it is higher by more than this, 0 to 1; absent: the ratio alone decides.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub pd_rise: Option<f64>,
    /// Months, 0 to 60, for which a default that was cured stays in stage 3 along its path, with which stages are told year by year
    /// (table `stage_migration`); absent: they are told of month 0 alone.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub probation_months: Option<u32>,
    /// Whether a row without `origination_pd` is compared with loans of the tape that stand now where it stood when it was granted, by
    /// `original_amount` ÷ `price`, with nothing overdue; absent: it changes stage by days past due alone.
    #[serde(default)]
    pub simulated_origination_pd: bool,
}

fn thirty() -> u32 {
    30
}

fn ninety() -> u32 {
    90
}

impl StagesAsked {
    /// When a loan is in a stage.
    pub fn terms(&self) -> StageTerms {
        let Self { days_past_due, default_days_past_due, pd_ratio, pd_rise, probation_months, .. } = *self;
        StageTerms { days_past_due, pd_ratio, pd_rise, default_days_past_due, probation_months }
    }
}
