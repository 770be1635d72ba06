//! A stress path by knots, equation (7).

/// Log-linear between knots, flat after the last, with a driftless random walk on top.
#[derive(Clone, Debug, PartialEq)]
pub struct StressPath {
    /// (month, log level), the first at month 0 with log level 0, months increasing.
    pub knots: Vec<(usize, f64)>,
    /// Noise on top, a year; its mean level is 1.
    pub volatility_annual: f64,
}

impl StressPath {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let sigma = self.volatility_annual;
        let (drift_monthly, sigma_monthly) = (-sigma * sigma / 24.0, sigma / 12f64.sqrt());
        let (mut noise, mut next) = (0.0, 0);
        for t in 0..log_index.len() {
            if t > 0 {
                noise += drift_monthly + sigma_monthly * z[t];
            }
            while next < self.knots.len() && self.knots[next].0 <= t {
                next += 1;
            }
            let (from, level) = self.knots[next - 1];
            let planned = match self.knots.get(next) {
                Some(&(to, target)) => level + (target - level) * (t - from) as f64 / (to - from) as f64,
                None => level,
            };
            log_index[t] = planned + noise;
        }
    }
}
