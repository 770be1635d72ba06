//! Walks of normal steps in whole units of the log: the home's own, equation (10), and the persistent part of wages, equation
//! (54). Their drift, the same for all, is not in them.

use std::ops::Range;

use super::context::LifeContext;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::NoiseLanes;
use crate::measure::log_units::{deviation, increment};
use crate::random::Purpose;

/// A walk of all lanes; it stands still where its volatility is 0.
#[derive(Clone, Debug, Default)]
pub(super) struct WalkLanes {
    /// Where it stands, in whole units of the log.
    pub walk: Vec<i32>,
    noise: NoiseLanes,
}

impl WalkLanes {
    pub fn start(&mut self, purpose: Purpose, volatility_annual: f64, context: LifeContext<'_>) {
        self.walk.clear();
        self.walk.resize(context.paths.count(), 0);
        if volatility_annual > 0.0 {
            self.noise.start(purpose, context);
        }
    }

    /// Moves `lanes` through `month`.
    pub fn step(
        &mut self,
        purpose: Purpose,
        volatility_annual: f64,
        month: u32,
        lanes: Range<usize>,
        context: LifeContext<'_>,
    ) {
        if volatility_annual <= 0.0 {
            return;
        }
        let noise = self.noise.step(purpose, month, lanes.clone(), context);
        let deviation = deviation(volatility_annual / 12f64.sqrt());
        walk_pass(context.instruction_set, &mut self.walk[lanes], noise, deviation);
    }

    /// The normal numbers of a month that was just stepped.
    pub fn noise(&self, month: u32, lanes: Range<usize>) -> &[f32] {
        self.noise.month(month, lanes)
    }
}

lane_pass! {
    /// A month of walks.
    pub fn walk_pass(walk: &mut [i32], noise: &[f32], deviation: f32) {
        let n = walk.len();
        let noise = &noise[..n];
        for lane in 0..n {
            walk[lane] = walk[lane].wrapping_add(increment(noise[lane], deviation));
        }
    }
}
