//! Geometric Brownian motion, equation (3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// L_t = L_{t−1} + (μ − σ²/2)/12 + σ/√12·z_t, so that E\[index\] = e^{μt/12}.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Gbm {
    /// Drift of the level per year (the log index drifts by this less half the variance), -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub drift_annual: f64,
    /// Standard deviation of the log index per square root of a year, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub volatility_annual: f64,
}

impl Gbm {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let sigma = self.volatility_annual;
        let drift_monthly = (self.drift_annual - 0.5 * sigma * sigma) / 12.0;
        let sigma_monthly = sigma / 12f64.sqrt();
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            log_index[t] = log_index[t - 1] + (drift_monthly + sigma_monthly * z[t]);
        }
    }
}
