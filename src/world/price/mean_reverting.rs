//! Prices that return to a trend, equation (40).

/// Distance of the log index from its trend at origination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InitialGap {
    /// Drawn from the stationary law.
    Stationary,
    /// Given, log of the index over its trend.
    Given(f64),
}

/// L_t = m·t/12 + x_t − x₀, x an Ornstein–Uhlenbeck process sampled monthly without error:
/// x_t = e^{−κ/12}·x_{t−1} + s·z_t, s² = σ²(1 − e^{−κ/6})/(2κ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanReverting {
    /// m, log growth of the trend a year.
    pub trend_growth_annual: f64,
    /// κ, a year, above 0.
    pub reversion_annual: f64,
    /// σ, a year.
    pub volatility_annual: f64,
    /// x₀.
    pub initial_gap: InitialGap,
}

impl MeanReverting {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let (kappa, sigma) = (self.reversion_annual, self.volatility_annual);
        // Of the gap's change since origination, since a gap that hardly closes is lost in the difference of two large ones.
        let (kept, closes) = (libm::exp(-kappa / 12.0), libm::expm1(-kappa / 12.0));
        let stationary_sd = sigma / (2.0 * kappa).sqrt();
        let innovation_sd = stationary_sd * (-libm::expm1(-kappa / 6.0)).sqrt();
        let initial = match self.initial_gap {
            InitialGap::Given(gap) => gap,
            InitialGap::Stationary => stationary_sd * z[0],
        };
        let mut change = 0.0;
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            change = kept * change + closes * initial + innovation_sd * z[t];
            log_index[t] = self.trend_growth_annual * t as f64 / 12.0 + change;
        }
    }
}
