//! The home's own walk, equation (10).

use std::ops::Range;

use super::context::LifeContext;
use crate::kernel::exponential::exp;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::NoiseLanes;
use crate::random::Purpose;

/// The walk of all lanes; it stands still where its volatility is 0.
#[derive(Clone, Debug, Default)]
pub(super) struct WalkLanes {
    /// The home's own walk y_t, in the log.
    walk: Vec<f64>,
    /// e^{−y_t}.
    pub inverse: Vec<f64>,
    noise: NoiseLanes,
}

impl WalkLanes {
    pub fn start(&mut self, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for (column, value) in [(&mut self.walk, 0.0), (&mut self.inverse, 1.0)] {
            column.clear();
            column.resize(lanes, value);
        }
        if context.parameters.home_volatility_annual > 0.0 {
            self.noise.start(Purpose::HomeWalk, context);
        }
    }

    pub fn step(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        let sigma = context.parameters.home_volatility_annual;
        if sigma <= 0.0 {
            return;
        }
        let noise = self.noise.step(Purpose::HomeWalk, month, lanes.clone(), context);
        walk_pass(
            context.instruction_set,
            &mut self.walk[lanes.clone()],
            &mut self.inverse[lanes.clone()],
            noise,
            -sigma * sigma / 24.0,
            sigma / 12f64.sqrt(),
        );
    }
}

lane_pass! {
    /// A month of the homes' own walks, equation (10).
    pub fn walk_pass(walk: &mut [f64], inverse_walk: &mut [f64], noise: &[f32], drift_monthly: f64, sigma_monthly: f64) {
        let n = walk.len();
        let (inverse_walk, noise) = (&mut inverse_walk[..n], &noise[..n]);
        for lane in 0..n {
            let moved = walk[lane] + (drift_monthly + sigma_monthly * f64::from(noise[lane]));
            walk[lane] = moved;
            inverse_walk[lane] = exp(-moved);
        }
    }
}
