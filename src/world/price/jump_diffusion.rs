//! Geometric Brownian motion with jumps (Merton 1976), equation (41).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// L_t = L_{t−1} + (μ − σ²/2 − λk)/12 + σ/√12·z_t + J_t, k = e^{m + s²/2} − 1; J_t = N_t·m + √N_t·s·w_t, N_t Poisson with
/// mean λ/12. The jumps are compensated by λk, so that E\[index\] = e^{μt/12} whatever they are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct JumpDiffusion {
    /// Drift of the level per year, jumps included, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub drift_annual: f64,
    /// Standard deviation of the log index between jumps per square root of a year, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub volatility_annual: f64,
    /// Mean number of jumps per year, 0 to 60.
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub jump_intensity_annual: f64,
    /// Mean of a jump of the log index, -2 to 2.
    #[schemars(extend("minimum" = -2, "maximum" = 2))]
    pub jump_mean_log: f64,
    /// Standard deviation of a jump of the log index, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub jump_sd_log: f64,
}

impl JumpDiffusion {
    /// `counts` are uniforms, `sizes` standard normal.
    pub(super) fn fill(&self, z: &[f64], counts: &[f64], sizes: &[f64], log_index: &mut [f64]) {
        let (sigma, mean, sd) = (self.volatility_annual, self.jump_mean_log, self.jump_sd_log);
        let compensator = self.jump_intensity_annual * libm::expm1(mean + 0.5 * sd * sd);
        let drift_monthly = (self.drift_annual - 0.5 * sigma * sigma - compensator) / 12.0;
        let sigma_monthly = sigma / 12f64.sqrt();
        let none = libm::exp(-self.jump_intensity_annual / 12.0);
        log_index[0] = 0.0;
        for t in 1..log_index.len() {
            let jumps = poisson(self.jump_intensity_annual / 12.0, none, counts[t]);
            let jump = jumps * mean + jumps.sqrt() * sd * sizes[t];
            log_index[t] = log_index[t - 1] + (drift_monthly + sigma_monthly * z[t] + jump);
        }
    }
}

/// The smallest n whose cumulative Poisson probability exceeds `u`; `none` is e^{−mean}.
fn poisson(mean: f64, none: f64, u: f64) -> f64 {
    // The mean is at most 5: beyond this count a probability adds nothing to a sum near 1.
    const MOST: f64 = 100.0;
    let (mut n, mut probability, mut cumulative) = (0.0, none, none);
    while u >= cumulative && n < MOST {
        n += 1.0;
        probability *= mean / n;
        cumulative += probability;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{DiscreteCDF, Poisson};

    #[test]
    fn counts_invert_the_distribution_function() {
        for mean in [0.01, 0.3, 1.0, 5.0_f64] {
            let exact = Poisson::new(mean).expect("a mean");
            for step in 0..1000 {
                let u = (f64::from(step) + 0.5) / 1000.0;
                let n = poisson(mean, (-mean).exp(), u) as u64;
                assert!(u < exact.cdf(n) && (n == 0 || u >= exact.cdf(n - 1)), "mean {mean}, u {u}: {n}");
            }
        }
        assert_eq!(poisson(0.0, 1.0, 1.0 - 1e-16), 0.0);
        assert!(poisson(5.0, (-5.0_f64).exp(), 1.0 - f64::EPSILON / 2.0) <= 100.0);
    }
}
