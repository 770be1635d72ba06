//! Drift and volatility by regime, equation (43).

use crate::world::regime::Regime;

/// What a regime does to prices and to auctions.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceRegime {
    /// Name.
    pub name: String,
    /// μ, a year, while in it.
    pub drift_annual: f64,
    /// σ, a year, while in it.
    pub volatility_annual: f64,
    /// What it adds to the log odds of an auction round, equation (48).
    pub auction_log_odds: f64,
}

/// Geometric Brownian motion whose drift and volatility are those of the month's regime.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeSwitching {
    /// Which of the study's chains.
    pub chain: usize,
    /// Regimes in the chain's order.
    pub regimes: Vec<PriceRegime>,
}

impl RegimeSwitching {
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
