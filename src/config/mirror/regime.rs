//! `[[price.regimes]]`: one regime of the market.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A regime: how prices move in it, what may follow it, and what else hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Name, unique among the regimes.
    pub name: String,
    /// Drift of the level per year in this regime, -3 to 3.
    #[schemars(extend("minimum" = -3, "maximum" = 3))]
    pub drift_annual: f64,
    /// Standard deviation of the log index per square root of a year in this regime, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub volatility_annual: f64,
    /// Probabilities of being in each regime next month, in the order of the regimes, this one included; they sum to 1.
    pub transition_monthly: Vec<Probability>,
    /// Added to the labour factor in this regime, -5 to 5; positive is worse: separation hazards are e to it times as high.
    #[serde(default)]
    #[schemars(extend("minimum" = -5, "maximum" = 5))]
    pub labour_factor: f64,
    /// Added to the log odds of every auction round in this regime, -10 to 10.
    #[serde(default)]
    #[schemars(extend("minimum" = -10, "maximum" = 10))]
    pub auction_log_odds: f64,
}

/// A probability, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("minimum" = 0, "maximum" = 1))]
pub struct Probability(pub f64);
