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
/// The same in whole units.
const MOST_DEBT_UNITS: i32 = (MOST_DEBT * UNITS) as i32;

/// 1.5 · 2⁵²: whole numbers within 32 bits stand in the low bits of a double after this is added, rounded half to even. A plain
/// rounding is a call on machines without an instruction for it, and a plain cast is not done side by side.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The nearest whole number, half to even, of one within 32 bits.
#[inline(always)]
fn whole(number: f64) -> i32 {
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
    let (log, is_sure) = quick_log_units(ratio);
    if is_sure { log } else { slow_log_units(ratio) }
}

/// By the library: what a quick log has to agree with.
#[cold]
fn slow_log_units(ratio: f64) -> i32 {
    units(libm::log(ratio), MOST_DEBT)
}

/// Ratios from the reciprocal of this to this are surely within [`MOST_DEBT`]: 2³³.
const MOST_RATIO: f64 = 8_589_934_592.0;
/// What the rounding may hang on, units: the error below is less than a quarter of it.
const IN_DOUBT: f64 = 1.0 / 16_384.0;
/// The double nearest to √½.
const ROOT_OF_HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// ln of a ratio in whole units, and whether that is beyond doubt: not where the rounding hangs on the error, and not far from 1.
/// No branch and no table: it can be taken side by side.
#[inline(always)]
pub fn quick_log_units(ratio: f64) -> (i32, bool) {
    let units = quick_units(ratio);
    let off = units - ((units + ROUNDER) - ROUNDER);
    let is_near = (ratio > 1.0 / MOST_RATIO) & (ratio < MOST_RATIO);
    (whole(units), is_near & (off.abs() < 0.5 - IN_DOUBT))
}

/// ln of a ratio in units. Of 2ᵏ·m, with m from √½ to √2, it is k·ln 2 + 2·artanh t with t = (m − 1)/(m + 1): |t| < 0.172, so that seven terms of the
/// series leave 5·10⁻¹³, a hundred-thousandth of a unit.
#[inline(always)]
fn quick_units(ratio: f64) -> f64 {
    const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;
    /// Keeps what is shifted positive.
    const MOST_EXPONENT: u64 = 1024;
    let bits = ratio.to_bits();
    let above_root = bits.wrapping_sub(ROOT_OF_HALF.to_bits()).wrapping_add(MOST_EXPONENT << MANTISSA);
    let exponent = above_root >> MANTISSA;
    let k = f64::from(exponent as u32 as i32 - MOST_EXPONENT as i32);
    let mantissa = f64::from_bits((above_root & ((1 << MANTISSA) - 1)) + ROOT_OF_HALF.to_bits());
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let (t2, t4) = (t * t, t * t * (t * t));
    let low = (1.0 + t2 * (1.0 / 3.0)) + t4 * ((1.0 / 5.0) + t2 * (1.0 / 7.0));
    let high = ((1.0 / 9.0) + t2 * (1.0 / 11.0)) + t4 * (1.0 / 13.0);
    let series = low + t4 * t4 * high;
    k * (std::f64::consts::LN_2 * UNITS) + t * (2.0 * UNITS) * series
}

/// Sum of two logs of debts.
pub fn sum_of_debts(a: i32, b: i32) -> i32 {
    (a + b).clamp(-MOST_DEBT_UNITS, MOST_DEBT_UNITS)
}

/// Whether [`sum_of_debts`] is a plain sum.
#[inline(always)]
pub fn is_plain_sum(a: i32, b: i32) -> bool {
    (-MOST_DEBT_UNITS..=MOST_DEBT_UNITS).contains(&(a + b))
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

    /// The quick logs are the library's wherever they are taken, and they nearly always are: ratios of debts and prices, and all
    /// that a double can be.
    #[test]
    fn quick_logs_agree_with_the_library() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        };
        let (mut quick, ratios) = (0, 2_000_000);
        for _ in 0..ratios {
            let ratio = (next() as f64 + 0.5) / 9e15 * 3.0;
            let (found, is_sure) = quick_log_units(ratio);
            quick += usize::from(is_sure);
            assert!(!is_sure || found == slow_log_units(ratio), "{ratio}");
            let any = f64::from_bits(next() << 11 | next() & 0x7ff);
            assert_eq!(log_units(any), slow_log_units(any), "{any}");
        }
        assert!(quick > ratios / 100 * 99, "{quick}");
        let edges = [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE, 5e-324, f64::MAX, 1.0, 2.0, 0.5];
        for edge in edges {
            for ratio in [edge, edge.next_up(), edge.next_down()] {
                assert_eq!(log_units(ratio), slow_log_units(ratio), "{ratio}");
            }
        }
        for exponent in -60..60 {
            let power = libm::exp2(f64::from(exponent));
            for ratio in [power.next_down(), power, power.next_up()] {
                assert_eq!(log_units(ratio), slow_log_units(ratio), "{ratio}");
            }
        }
        // The error that [`IN_DOUBT`] is four times of: largest at the ends of what the series is taken of.
        for step in 0..=1_000_000 {
            let ratio = ROOT_OF_HALF * (1.0 + f64::from(step) / 1e6);
            for ratio in [ratio.next_down(), ratio, ratio.next_up(), ratio / MOST_RATIO, ratio * MOST_RATIO] {
                assert!((quick_units(ratio) - UNITS * libm::log(ratio)).abs() < IN_DOUBT / 4.0, "{ratio}");
            }
        }
    }

    /// The largest of each still have a sum.
    #[test]
    fn all_three_fit() {
        let most = |log: f64| i64::from(units(log, log));
        assert!(most(MOST_DEBT) + most(MOST_LEVEL) + most(MOST_WALK) < i64::from(i32::MAX));
    }
}
