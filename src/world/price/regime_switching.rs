//! Drift and volatility by regime, equation (43).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::world::regime::{Regime, RegimeChain, stationary_distribution};

/// A regime: how prices move in it, what may follow it, and what else hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Regime")]
#[serde(deny_unknown_fields)]
pub struct PriceRegime {
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

/// Geometric Brownian motion whose drift and volatility are those of the month's regime.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct RegimeSwitching {
    /// Regimes in the order that their transition rows follow, at most 12.
    #[schemars(extend("minItems" = 1, "maxItems" = 12))]
    pub regimes: Vec<PriceRegime>,
    /// Regime of the month of origination by name; absent: a draw from the chain's stationary distribution.
    #[serde(default)]
    pub initial_regime: Option<String>,
}

impl RegimeSwitching {
    /// Probability of each regime next month, a row for each regime of this month.
    pub fn transition_monthly(&self) -> Vec<Vec<f64>> {
        let row = |regime: &PriceRegime| regime.transition_monthly.iter().map(|probability| probability.0).collect();
        self.regimes.iter().map(row).collect()
    }

    /// The chain of its regimes, which starts in the initial one or, where none is named, from its stationary distribution; from
    /// the first regime where there are several of those, which no checked config has.
    pub fn chain(&self) -> RegimeChain {
        let transition_monthly = self.transition_monthly();
        let initial = match &self.initial_regime {
            Some(name) => self.regimes.iter().map(|regime| if regime.name == *name { 1.0 } else { 0.0 }).collect(),
            None => stationary_distribution(&transition_monthly).unwrap_or_else(|| vec![1.0]),
        };
        RegimeChain { transition_monthly, initial }
    }

    pub(super) fn fill(&self, z: &[f64], regimes: &[Regime], log_index: &mut [f64]) {
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            let regime = &self.regimes[usize::from(regimes[t])];
            let sigma = regime.volatility_annual;
            let drift_monthly = (regime.drift_annual - 0.5 * sigma * sigma) / 12.0;
            log_index[t] = log_index[t - 1] + (drift_monthly + sigma / 12f64.sqrt() * z[t]);
        }
    }
}
