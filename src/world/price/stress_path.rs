//! A stress path by knots, equation (7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Log-linear between knots, flat after the last, with a driftless random walk on top.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct StressPath {
    /// Knots in increasing order of month, the first at month 0.
    #[schemars(extend("minItems" = 1))]
    pub knots: Vec<LevelKnot>,
    /// Standard deviation of the noise on top, per square root of a year, 0 to 2.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub volatility_annual: f64,
}

/// One knot of a price path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelKnot {
    /// Month from origination, 0 or more.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Index level, above 0; only its ratio to the first knot matters.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub level: f64,
}

impl StressPath {
    pub(super) fn fill(&self, z: &[f64], log_index: &mut [f64]) {
        let sigma = self.volatility_annual;
        let (drift_monthly, sigma_monthly) = (-sigma * sigma / 24.0, sigma / 12f64.sqrt());
        let base = self.knots.first().map_or(1.0, |knot| knot.level);
        let knots: Vec<(usize, f64)> =
            self.knots.iter().map(|knot| (knot.month as usize, libm::log(knot.level / base))).collect();
        let (mut noise, mut next) = (0.0, 0);
        for t in 0..log_index.len() {
            if t > 0 {
                noise += drift_monthly + sigma_monthly * z[t];
            }
            while next < knots.len() && knots[next].0 <= t {
                next += 1;
            }
            let (from, level) = knots[next - 1];
            let planned = match knots.get(next) {
                Some(&(to, target)) => level + (target - level) * (t - from) as f64 / (to - from) as f64,
                None => level,
            };
            log_index[t] = planned + noise;
        }
    }
}
