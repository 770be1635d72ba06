//! Walks of normal steps in whole units of the log: the home's own, equation (10), and the persistent part of wages, equation
//! (54). Their drift, the same for all, is not in them.

use super::context::LifeContext;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::Noise;
use crate::measure::log_units::{deviation, increment};
use crate::random::Purpose;

/// Where a walk stands in months 1 to `until`; it stands still where its volatility is 0.
pub(super) fn fill(
    walk: &mut Vec<i32>,
    purpose: Purpose,
    volatility_annual: f64,
    until: u32,
    noise: &mut Noise,
    context: LifeContext<'_>,
) {
    walk.clear();
    walk.resize(until as usize, 0);
    if volatility_annual > 0.0 {
        let normals = noise.months(purpose, until, context);
        walk_pass(context.instruction_set, walk, normals, deviation(volatility_annual / 12f64.sqrt()));
    }
}

lane_pass! {
    /// A walk, month by month.
    pub fn walk_pass(walk: &mut [i32], normals: &[f32], deviation: f32) {
        let n = walk.len();
        let normals = &normals[..n];
        for month in 0..n {
            walk[month] = increment(normals[month], deviation);
        }
        let mut sum: i32 = 0;
        for month in walk {
            sum = sum.wrapping_add(*month);
            *month = sum;
        }
    }
}
