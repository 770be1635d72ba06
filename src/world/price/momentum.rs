//! Growth that persists, equation (4).

/// Growth of the month of origination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InitialGrowth {
    /// Drawn from the stationary law.
    Stationary,
    /// Given, log growth a month.
    Given(f64),
}

/// g_t = m + φ(g_{t−1} − m) + ε_t with m the mean log growth a month, ε normal with sd σ/√12.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Momentum {
    /// Mean log growth a year.
    pub mean_growth_annual: f64,
    /// φ, a month, |φ| < 1.
    pub momentum_monthly: f64,
    /// Standard deviation of the innovation, a year.
    pub innovation_volatility_annual: f64,
    /// g₀.
    pub initial_growth: InitialGrowth,
}

impl Momentum {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let mean_monthly = self.mean_growth_annual / 12.0;
        let phi = self.momentum_monthly;
        let sigma_monthly = self.innovation_volatility_annual / 12f64.sqrt();
        let mut growth = match self.initial_growth {
            InitialGrowth::Given(growth) => growth,
            InitialGrowth::Stationary => mean_monthly + sigma_monthly / ((1.0 - phi) * (1.0 + phi)).sqrt() * z[0],
        };
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            growth = mean_monthly + phi * (growth - mean_monthly) + sigma_monthly * z[t];
            log_index[t] = log_index[t - 1] + growth;
        }
    }
}
