//! Monthly standard normal noise of a household, equation (2): months are the lanes, four of them to a call.

use super::instruction_set::{InstructionSet, Vectors, lane_pass};
use super::life::LifeContext;
#[cfg(target_arch = "x86_64")]
use crate::random::intrinsics;
use crate::random::philox::{Words, philox4x32_10};
use crate::random::stream::counter;
use crate::random::{Purpose, octaves};

/// Months one Philox call serves.
const MONTHS_PER_CALL: u32 = 4;
/// Calls are made in groups: as many as a vector has lanes.
const CALLS_TOGETHER: u32 = 8;

/// Noise of the months of one household, kept for as long as the next is not asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Noise {
    words: Vec<Words>,
    normals: Vec<f32>,
}

impl Noise {
    /// The normal numbers of months 1 to `until`. Month 0 has none of its own but shares its call with months 1 to 3.
    pub fn months(&mut self, purpose: Purpose, until: u32, context: LifeContext<'_>) -> &[f32] {
        let calls = (until / MONTHS_PER_CALL + 1).next_multiple_of(CALLS_TOGETHER) as usize;
        self.words.resize(calls, [0; MONTHS_PER_CALL as usize]);
        self.normals.resize(calls * MONTHS_PER_CALL as usize, 0.0);
        let first_call = counter(context.who, purpose, 0, 0);
        words(context.instruction_set, &mut self.words, first_call, context.streams.key());
        standard_normals(context.instruction_set, self.words.as_flattened(), &mut self.normals);
        &self.normals[1..=until as usize]
    }
}

/// The words of consecutive calls, which differ in the last word of their counters.
fn words(instruction_set: InstructionSet, words: &mut [Words], first_call: Words, key: [u32; 2]) {
    match instruction_set.0 {
        // SAFETY: a machine that lacks an instruction set cannot have it from `available`.
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx2 => unsafe { intrinsics::philox_avx2(words, first_call, key) },
        _ => words_pass(instruction_set, words, first_call, key),
    }
}

lane_pass! {
    /// The same in plain operations.
    pub fn words_pass(words: &mut [Words], first_call: Words, key: [u32; 2]) {
        let [low, high, world, decision] = first_call;
        for (call, words) in words.iter_mut().enumerate() {
            *words = philox4x32_10([low, high, world, decision.wrapping_add(call as u32)], key);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole groups of calls and what is left of one, whatever stands in the counter.
    #[test]
    fn every_instruction_set_draws_the_same_words() {
        let mut first_call = [7, u32::MAX, 3, 17 << 24];
        for calls in 0..40 {
            let key = [first_call[2], first_call[0] ^ calls];
            let of_call = |call| [first_call[0], first_call[1], first_call[2], first_call[3].wrapping_add(call)];
            let expected: Vec<Words> = (0..calls).map(|call| philox4x32_10(of_call(call), key)).collect();
            for instruction_set in InstructionSet::available() {
                let mut drawn = vec![[0; 4]; calls as usize];
                words(instruction_set, &mut drawn, first_call, key);
                assert_eq!(drawn, expected, "{instruction_set:?}");
            }
            first_call = philox4x32_10(first_call, key);
        }
    }
}
