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
    quick_log_units(ratio).unwrap_or_else(|| slow_log_units(ratio))
}

/// By the library: what a quick log has to agree with.
#[cold]
fn slow_log_units(ratio: f64) -> i32 {
    units(libm::log(ratio), MOST_DEBT)
}

/// Binary digits by which a logarithm finds its place in [`PLACES`].
const PLACE_BITS: u32 = 7;
/// Binary exponents up to which a ratio is surely within [`MOST_DEBT`].
const MOST_EXPONENT: u64 = 33;
/// What the rounding may hang on, units: the error below is less than a quarter of it.
const IN_DOUBT: f64 = 1.0 / 256.0;

/// A stretch of the numbers from 1 to 2: 1 ÷ c and ln c in units, where c is near its middle.
type Place = (f64, f64);

/// All of them.
static PLACES: [Place; 1 << PLACE_BITS] = places();

const fn places() -> [Place; 1 << PLACE_BITS] {
    let mut places = [(0.0, 0.0); 1 << PLACE_BITS];
    let mut at = 0;
    while at < places.len() {
        let middle = 1.0 + (at as f64 + 0.5) / places.len() as f64;
        let inverse = 1.0 / middle;
        places[at] = (inverse, -UNITS * log_by_series(inverse));
        at += 1;
    }
    places
}

/// ln x of x from ½ to 2 as 2·artanh t, t = (x − 1)/(x + 1), by its series: |t| ≤ ⅓, so that twenty terms leave 10⁻²¹.
const fn log_by_series(x: f64) -> f64 {
    let t = (x - 1.0) / (x + 1.0);
    let (mut term, mut sum, mut n) = (2.0 * t, 0.0, 0);
    while n < 20 {
        sum += term / (2 * n + 1) as f64;
        term *= t * t;
        n += 1;
    }
    sum
}

/// ln of a ratio in units, where that is beyond doubt: 2ᵏ·c·(1 + r) with |r| < 2⁻⁸, of which r − r²/2 + r³/3 leaves r⁴/4, a
/// thousandth of a unit. `None` where the rounding hangs on that, and far from 1.
#[inline(always)]
fn quick_log_units(ratio: f64) -> Option<i32> {
    const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = ratio.to_bits();
    // A sign, a zero, what is no number and what is infinite are far off too.
    let exponent = (bits >> MANTISSA).wrapping_sub(1023 - MOST_EXPONENT);
    if exponent > 2 * MOST_EXPONENT {
        return None;
    }
    let (inverse, log_units) = PLACES[(bits >> (MANTISSA - PLACE_BITS)) as usize % PLACES.len()];
    let mantissa = f64::from_bits(bits & ((1 << MANTISSA) - 1) | 1.0_f64.to_bits());
    let r = mantissa * inverse - 1.0;
    let k = (exponent as i32 - MOST_EXPONENT as i32) as f64;
    let rest = r - r * r * (0.5 - r * (1.0 / 3.0));
    let units = k * (std::f64::consts::LN_2 * UNITS) + log_units + rest * UNITS;
    let off = units - ((units + ROUNDER) - ROUNDER);
    (off.abs() < 0.5 - IN_DOUBT).then_some(whole(units))
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
            let found = quick_log_units(ratio);
            quick += usize::from(found.is_some());
            assert!(found.is_none_or(|found| found == slow_log_units(ratio)), "{ratio}");
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
        // The error that [`IN_DOUBT`] is four times of, at the ends of every place.
        for (place, (inverse, log)) in PLACES.iter().enumerate() {
            let start = 1.0 + place as f64 / PLACES.len() as f64;
            for x in [start, start.next_up(), (start + 1.0 / PLACES.len() as f64).next_down()] {
                let r = x * inverse - 1.0;
                let found = log + UNITS * (r - r * r * (0.5 - r * (1.0 / 3.0)));
                assert!((found - UNITS * libm::log(x)).abs() < IN_DOUBT / 3.9, "{x}");
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
