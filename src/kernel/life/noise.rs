//! Monthly normal noise of a household, four months a call, equation (2).

use std::ops::Range;

use super::LifeContext;
use crate::kernel::instruction_set::lane_pass;
use crate::random::Purpose;
use crate::random::normal::standard_normal;
use crate::random::philox::philox4x32_10;
use crate::random::stream::decision;

/// Months one Philox call serves.
const MONTHS_PER_CALL: u32 = 4;

/// Noise of one purpose: the months of the current call.
#[derive(Clone, Debug, Default)]
pub(super) struct NoiseLanes {
    months: [Vec<f32>; MONTHS_PER_CALL as usize],
}

impl NoiseLanes {
    /// Month 0 has no noise of its own but shares its call with months 1 to 3.
    pub fn start(&mut self, purpose: Purpose, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for month in &mut self.months {
            month.clear();
            month.resize(lanes, 0.0);
        }
        self.draw(purpose, 0, 0..lanes, context);
    }

    /// Noise of `month` for all lanes, of which `lanes` are being moved.
    pub fn step(&mut self, purpose: Purpose, month: u32, lanes: Range<usize>, context: LifeContext<'_>) -> &[f32] {
        if month.is_multiple_of(MONTHS_PER_CALL) {
            self.draw(purpose, month, lanes, context);
        }
        &self.months[(month % MONTHS_PER_CALL) as usize]
    }

    fn draw(&mut self, purpose: Purpose, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        let [first, second, third, fourth] = &mut self.months;
        let call = (month / MONTHS_PER_CALL) as u16;
        noise_pass(
            context.instruction_set,
            &context.paths.household_low[lanes.clone()],
            &context.paths.household_high[lanes.clone()],
            &context.paths.world[lanes.clone()],
            decision(purpose, 0, call),
            context.streams.key(),
            &mut first[lanes.clone()],
            &mut second[lanes.clone()],
            &mut third[lanes.clone()],
            &mut fourth[lanes],
        );
    }
}

lane_pass! {
    /// Four months of standard normal noise, equation (2).
    pub fn noise_pass(
        household_low: &[u32],
        household_high: &[u32],
        world: &[u32],
        decision: u32,
        key: [u32; 2],
        first: &mut [f32],
        second: &mut [f32],
        third: &mut [f32],
        fourth: &mut [f32],
    ) {
        let n = first.len();
        let (household_low, household_high, world) = (&household_low[..n], &household_high[..n], &world[..n]);
        let (second, third, fourth) = (&mut second[..n], &mut third[..n], &mut fourth[..n]);
        for lane in 0..n {
            let words = philox4x32_10([household_low[lane], household_high[lane], world[lane], decision], key);
            first[lane] = standard_normal(words[0]);
            second[lane] = standard_normal(words[1]);
            third[lane] = standard_normal(words[2]);
            fourth[lane] = standard_normal(words[3]);
        }
    }
}
