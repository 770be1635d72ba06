//! Logs in whole units of 2⁻²⁴, a relative 6·10⁻⁸: sums and comparisons of them are exact, so that a stretch of months can be
//! taken in any order.
//!
//! A log of debt ÷ value is ln(debt ÷ price) − level − walk, each rounded once. The three limits below keep the sum within 32
//! bits: 24 + 60 + 40 is less than 128. What is cut at the first two lies outside all that a result holds: an LTV of e²⁴ is
//! more than the largest fraction kept.

/// Units of a log of 1.
const UNITS: f64 = 16_777_216.0;
/// Largest log of a level of values, on either side; a level beyond is counted as this.
pub const MOST_LEVEL: f64 = 60.0;
/// Largest log of a home's own walk, on either side: a study whose walk could go further is refused.
pub const MOST_WALK: f64 = 40.0;
/// Largest log of debt ÷ price, on either side; what is beyond is counted as this.
const MOST_DEBT: f64 = 24.0;

/// The nearest whole number, half to even, of one within 32 bits: it stands in the low bits of this sum. A plain rounding is
/// a call on machines without an instruction for it, and a plain cast is not done side by side.
#[inline(always)]
fn whole(number: f64) -> i32 {
    const ROUNDER: f64 = 6_755_399_441_055_744.0; // 1.5 · 2⁵²
    (number + ROUNDER).to_bits() as i32
}

/// A log in whole units, half to even; beyond ± `most` it is `most`.
#[inline(always)]
pub fn units(log: f64, most: f64) -> i32 {
    let log = if log > most { most } else { log };
    let log = if log < -most { -most } else { log };
    whole(log * UNITS)
}

/// ln of a ratio of debts or prices in whole units.
pub fn log_units(ratio: f64) -> i32 {
    units(libm::log(ratio), MOST_DEBT)
}

/// Sum of two logs of debts.
pub fn sum_of_debts(a: i32, b: i32) -> i32 {
    const MOST: i32 = (MOST_DEBT * UNITS) as i32;
    (a + b).clamp(-MOST, MOST)
}

/// The log that so many units are.
#[inline(always)]
pub fn log_of(units: i32) -> f64 {
    f64::from(units) * (1.0 / UNITS)
}

/// What a normal number moves a walk by, where a standard deviation has so many units (see [`deviation`]).
#[inline(always)]
pub fn increment(normal: f32, deviation: f32) -> i32 {
    whole(f64::from(normal * deviation))
}

/// A monthly standard deviation in units, single precision as the normal numbers are.
pub fn deviation(sigma_monthly: f64) -> f32 {
    (sigma_monthly * UNITS) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_rounded_once() {
        assert_eq!(log_units(1.0), 0);
        assert_eq!(log_units(0.8), -3_743_728);
        assert_eq!(log_units(0.0), -402_653_184);
        assert_eq!(log_units(f64::INFINITY), 402_653_184);
        assert_eq!(sum_of_debts(log_units(0.0), log_units(0.8)), -402_653_184);
        assert_eq!(units(1e9, MOST_LEVEL), 1_006_632_960);
        assert_eq!(log_of(units(0.25, MOST_LEVEL)), 0.25);
        assert!((log_of(log_units(0.7)) - libm::log(0.7)).abs() <= 0.5 / UNITS);
        assert_eq!(increment(-1.5, deviation(0.01)), -251_658);
        assert_eq!(increment(0.5, 3.0), 2);
        assert_eq!(increment(0.5, 1.0), 0);
    }

    /// The largest of each still have a sum.
    #[test]
    fn all_three_fit() {
        let most = |log: f64| i64::from(units(log, log));
        assert!(most(MOST_DEBT) + most(MOST_LEVEL) + most(MOST_WALK) < i64::from(i32::MAX));
    }
}
