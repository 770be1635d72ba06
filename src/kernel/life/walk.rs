//! Walks of normal steps in whole units of the log: the home's own, equation (10), and the persistent part of wages, equation
//! (54). Their drift, the same for all, is not in them.

use super::context::LifeContext;
use crate::kernel::instruction_set::{InstructionSet, Vectors};
use crate::kernel::noise::Noise;
use crate::measure::log_units::{deviation, increment};
use crate::random::Purpose;
#[cfg(target_arch = "x86_64")]
use crate::random::intrinsics;

/// Where a walk stands in months 1 to `until`; it stands still where its volatility is 0.
pub(super) fn fill(
    walk: &mut Vec<i32>,
    purpose: Purpose,
    volatility_annual: f64,
    until: u32,
    noise: &mut Noise,
    context: LifeContext<'_>,
) {
    walk.resize(until as usize, 0);
    if volatility_annual > 0.0 {
        let normals = noise.months(purpose, until, context);
        take_steps(context.instruction_set, walk, normals, deviation(volatility_annual / 12f64.sqrt()));
    } else {
        walk.fill(0);
    }
}

/// A walk, month by month: whole numbers, so that it may be summed in any order.
fn take_steps(instruction_set: InstructionSet, walk: &mut [i32], normals: &[f32], deviation: f32) {
    match instruction_set.0 {
        Vectors::Baseline => step_by_step(walk, normals, deviation, 0),
        // SAFETY: a machine that lacks an instruction set cannot have it from `available`; one with AVX-512 has AVX2.
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx2 | Vectors::Avx512 => unsafe {
            let (by_eight, last_months) = walk.as_chunks_mut();
            let (normals, last_normals) = normals.as_chunks();
            let stands = intrinsics::walk_avx2(normals, deviation, by_eight);
            step_by_step(last_months, last_normals, deviation, stands);
        },
    }
}

/// The same a month after the other, from where it stands before them.
fn step_by_step(walk: &mut [i32], normals: &[f32], deviation: f32, mut stands: i32) {
    for (month, normal) in walk.iter_mut().zip(normals) {
        stands = stands.wrapping_add(increment(*normal, deviation));
        *month = stands;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::standard_normals;

    /// The largest deviation and the furthest normal numbers among them, and any number of months.
    #[test]
    fn every_instruction_set_walks_alike() {
        let furthest = [0, 0x8000_0000, u32::MAX, 0x7fff_ffff];
        let words: Vec<u32> = furthest.into_iter().chain((4..60).map(|n: u32| n.wrapping_mul(2_654_435_769))).collect();
        let mut normals = vec![0.0; words.len()];
        standard_normals(InstructionSet::available()[0], &words, &mut normals);
        for volatility_annual in [0.001, 0.12, 3.0] {
            let deviation = deviation(volatility_annual / 12f64.sqrt());
            for months in 0..normals.len() {
                let mut expected = vec![0; months];
                step_by_step(&mut expected, &normals, deviation, 0);
                for instruction_set in InstructionSet::available() {
                    let mut walk = vec![7; months];
                    take_steps(instruction_set, &mut walk, &normals[..months], deviation);
                    assert_eq!(walk, expected, "{instruction_set:?}");
                }
            }
        }
    }
}
