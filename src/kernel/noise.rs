//! Monthly standard normal noise of a block's lanes, equation (2): four months to a call.

use std::ops::Range;

use super::instruction_set::{InstructionSet, Vectors, lane_pass};
use super::life::LifeContext;
#[cfg(target_arch = "x86_64")]
use crate::random::intrinsics;
use crate::random::philox::philox4x32_10;
use crate::random::stream::decision;
use crate::random::{Purpose, octaves};

/// Months one Philox call serves.
const MONTHS_PER_CALL: u32 = 4;

/// Noise of the months of the current call.
#[derive(Clone, Debug, Default)]
pub(super) struct NoiseLanes {
    words: [Vec<u32>; MONTHS_PER_CALL as usize],
    normals: [Vec<f32>; MONTHS_PER_CALL as usize],
}

impl NoiseLanes {
    /// Room for all lanes. Month 0 has no noise of its own but shares its call with months 1 to 3.
    pub fn start(&mut self, purpose: Purpose, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for (words, normals) in self.words.iter_mut().zip(&mut self.normals) {
            words.resize(lanes, 0);
            normals.resize(lanes, 0.0);
        }
        self.draw(purpose, 0..lanes, 0, context);
    }

    /// Noise of `month` for `lanes`.
    pub fn step(&mut self, purpose: Purpose, month: u32, lanes: Range<usize>, context: LifeContext<'_>) -> &[f32] {
        if month.is_multiple_of(MONTHS_PER_CALL) {
            self.draw(purpose, lanes.clone(), month, context);
        }
        self.month(month, lanes)
    }

    /// Noise of a month that was drawn.
    pub fn month(&self, month: u32, lanes: Range<usize>) -> &[f32] {
        &self.normals[(month % MONTHS_PER_CALL) as usize][lanes]
    }

    /// Draws the noise of the four months of which `month` is one.
    fn draw(&mut self, purpose: Purpose, lanes: Range<usize>, month: u32, context: LifeContext<'_>) {
        let LifeContext { instruction_set, streams, paths, .. } = context;
        let [first, second, third, fourth] = &mut self.words;
        words_pass(
            instruction_set,
            &paths.household_low[lanes.clone()],
            &paths.household_high[lanes.clone()],
            &paths.world[lanes.clone()],
            decision(purpose, 0, (month / MONTHS_PER_CALL) as u16),
            streams.key(),
            &mut first[lanes.clone()],
            &mut second[lanes.clone()],
            &mut third[lanes.clone()],
            &mut fourth[lanes.clone()],
        );
        for (words, normals) in self.words.iter().zip(&mut self.normals) {
            standard_normals(instruction_set, &words[lanes.clone()], &mut normals[lanes.clone()]);
        }
    }
}

lane_pass! {
    /// The words of one call a lane. Apart from the normals: a product of words takes twice the width of a word.
    pub fn words_pass(
        household_low: &[u32],
        household_high: &[u32],
        world: &[u32],
        decision: u32,
        key: [u32; 2],
        first: &mut [u32],
        second: &mut [u32],
        third: &mut [u32],
        fourth: &mut [u32],
    ) {
        let n = first.len();
        let (household_low, household_high, world) = (&household_low[..n], &household_high[..n], &world[..n]);
        let (second, third, fourth) = (&mut second[..n], &mut third[..n], &mut fourth[..n]);
        for lane in 0..n {
            [first[lane], second[lane], third[lane], fourth[lane]] =
                philox4x32_10([household_low[lane], household_high[lane], world[lane], decision], key);
        }
    }
}

/// One standard normal number a word.
pub fn standard_normals(instruction_set: InstructionSet, words: &[u32], normals: &mut [f32]) {
    match instruction_set.0 {
        Vectors::Baseline => octaves::standard_normals(words, normals),
        // SAFETY: a machine that lacks an instruction set cannot have it from `available`.
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx2 => unsafe { intrinsics::standard_normals_avx2(words, normals) },
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx512 => unsafe { intrinsics::standard_normals_avx512(words, normals) },
    }
}
