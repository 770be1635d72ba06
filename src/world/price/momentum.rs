//! Growth that persists, equation (4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// g_t = m + φ(g_{t−1} − m) + ε_t with m the mean log growth a month, ε normal with sd σ/√12.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Momentum {
    /// Mean log growth per year, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub mean_growth_annual: f64,
    /// Autocorrelation of monthly growth, strictly between -1 and 1.
    #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
    pub momentum_monthly: f64,
    /// Annualised standard deviation of the growth innovation, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub innovation_volatility_annual: f64,
    /// Monthly log growth before the first month, -0.5 to 0.5; absent: a stationary draw.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.5, "maximum" = 0.5))]
    pub initial_growth_monthly: Option<f64>,
}

impl Momentum {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let mean_monthly = self.mean_growth_annual / 12.0;
        let phi = self.momentum_monthly;
        let sigma_monthly = self.innovation_volatility_annual / 12f64.sqrt();
        let mut growth = match self.initial_growth_monthly {
            Some(growth) => growth,
            None => mean_monthly + sigma_monthly / ((1.0 - phi) * (1.0 + phi)).sqrt() * z[0],
        };
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            growth = mean_monthly + phi * (growth - mean_monthly) + sigma_monthly * z[t];
            log_index[t] = log_index[t - 1] + growth;
        }
    }
}
