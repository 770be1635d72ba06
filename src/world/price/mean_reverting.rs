//! Prices that return to a trend, equation (40).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// L_t = m·t/12 + x_t − x₀, x an Ornstein–Uhlenbeck process sampled monthly without error:
/// x_t = e^{−κ/12}·x_{t−1} + s·z_t, s² = σ²(1 − e^{−κ/6})/(2κ).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct MeanReverting {
    /// Log growth of the trend per year, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub trend_growth_annual: f64,
    /// Speed at which the index returns to its trend, per year, above 0, at most 10; half of a gap closes in 0.69 divided by this.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub reversion_annual: f64,
    /// Standard deviation of the log index per square root of a year over short times, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub volatility_annual: f64,
    /// Log of the index over its trend at origination, -2 to 2; 0.2 is a market 22% too dear; absent: a stationary draw.
    #[serde(default)]
    #[schemars(extend("minimum" = -2, "maximum" = 2))]
    pub initial_gap_log: Option<f64>,
}

impl MeanReverting {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let (kappa, sigma) = (self.reversion_annual, self.volatility_annual);
        // Of the gap's change since origination, since a gap that hardly closes is lost in the difference of two large ones.
        let (kept, closes) = (libm::exp(-kappa / 12.0), libm::expm1(-kappa / 12.0));
        let stationary_sd = sigma / (2.0 * kappa).sqrt();
        let innovation_sd = stationary_sd * (-libm::expm1(-kappa / 6.0)).sqrt();
        let initial = match self.initial_gap_log {
            Some(gap) => gap,
            None => stationary_sd * z[0],
        };
        let mut change = 0.0;
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            change = kept * change + closes * initial + innovation_sd * z[t];
            log_index[t] = self.trend_growth_annual * t as f64 / 12.0 + change;
        }
    }
}
