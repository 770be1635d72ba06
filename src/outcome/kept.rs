//! How a number of a path becomes the integer that is kept of it. What no integer holds is told apart and never stops a
//! run: the value of a home, and what hangs on it, is bounded by nothing.

use super::path::ABSENT;

/// More than can be kept; also what is not a number.
pub const ABOVE: i64 = i64::MAX;
/// Less than can be kept.
pub const BELOW: i64 = i64::MIN + 1;

/// A sum of which some amount is beyond what can be kept.
pub const BEYOND: i128 = i128::MAX;

/// Whether a kept amount lies beyond what can be kept, on either side.
pub const fn is_beyond(kept: i64) -> bool {
    kept == ABOVE || kept == BELOW
}

/// The kept amount, where there is one and it is within what can be kept.
pub const fn known(kept: i64) -> Option<i64> {
    if kept == ABSENT || is_beyond(kept) { None } else { Some(kept) }
}

/// Largest amount kept of a path, in cents: so many households have a sum that fits into 64 bits, whatever they lose.
pub const fn most_cents(households: u64) -> i64 {
    // The quotient fits: it is at most i64::MAX.
    ((i64::MAX as u64 - 1) / if households > 0 { households } else { 1 }) as i64
}

/// Money in currency units to whole cents, half away from zero; [`ABOVE`] or [`BELOW`] beyond `most` cents.
#[inline]
pub fn money(amount: f64, most: i64) -> i64 {
    let scaled = amount * 100.0;
    // Of most paths most amounts are nothing.
    if scaled == 0.0 {
        0
    } else if scaled.abs() < (most - 1) as f64 {
        (scaled + half(scaled)) as i64
    } else {
        far_money(amount, most)
    }
}

/// Near to what is kept at most, and beyond.
#[cold]
fn far_money(amount: f64, most: i64) -> i64 {
    match cents(amount) {
        Some(cents) if cents > most => ABOVE,
        Some(cents) if cents < -most => BELOW,
        Some(cents) => cents,
        None if amount < 0.0 => BELOW,
        None => ABOVE,
    }
}

/// A fraction in units of 10⁻⁹, half away from zero; [`ABOVE`] or [`BELOW`] where it does not fit, [`ABSENT`] for 0 ÷ 0.
pub fn fraction(fraction: f64) -> i64 {
    match billionths(fraction) {
        Some(billionths) => billionths,
        None if fraction.is_nan() => ABSENT,
        None if fraction < 0.0 => BELOW,
        None => ABOVE,
    }
}

/// A kept amount added to a sum that is [`ABOVE`] as soon as anything in it is beyond, or the sum itself is: it then cannot
/// be told.
pub fn add(sum: &mut i64, kept: i64) {
    *sum = match sum.checked_add(kept) {
        Some(total) if !is_beyond(*sum) && !is_beyond(kept) && total != ABSENT && !is_beyond(total) => total,
        _ => ABOVE,
    };
}

/// Money in currency units to whole cents, half away from zero. `None` when it does not fit or is not finite.
pub fn cents(amount: f64) -> Option<i64> {
    scaled(amount, 100.0)
}

/// A fraction to units of 10⁻⁹, half away from zero. `None` when it does not fit or is not finite.
pub fn billionths(fraction: f64) -> Option<i64> {
    scaled(fraction, 1e9)
}

/// What rounds half away from zero when it is added before the fraction is cut off.
#[inline(always)]
fn half(scaled: f64) -> f64 {
    0.5_f64.copysign(scaled)
}

fn scaled(value: f64, scale: f64) -> Option<i64> {
    let scaled = value * scale;
    // 2^63 is exact in binary floating point; anything below it fits.
    if scaled.abs() < 9_223_372_036_854_775_808.0 { Some((scaled + half(scaled)) as i64) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_apart() {
        let most = most_cents(1000);
        assert_eq!((money(1.234, most), money(-1.235, most)), (123, -124));
        assert_eq!((money(1e14, most), money(-1e14, most)), (ABOVE, BELOW));
        assert_eq!((money(f64::INFINITY, most), money(f64::NEG_INFINITY, most)), (ABOVE, BELOW));
        assert_eq!(money(f64::NAN, most), ABOVE);
        assert_eq!(money(9.2e13, most), 9_200_000_000_000_000);
        assert_eq!((fraction(0.25), fraction(-1e10), fraction(1e10)), (250_000_000, BELOW, ABOVE));
        assert_eq!(fraction(f64::NAN), ABSENT);
        assert_eq!([ABSENT, ABOVE, BELOW, 7].map(known), [None, None, None, Some(7)]);
    }

    #[test]
    fn a_sum_with_something_beyond_cannot_be_told() {
        let summed = |amounts: &[i64]| {
            let mut sum = 0;
            amounts.iter().for_each(|amount| add(&mut sum, *amount));
            sum
        };
        assert_eq!(summed(&[1, -2, 4]), 3);
        for order in [[ABOVE, BELOW, 1], [1, ABOVE, BELOW], [BELOW, 1, 2], [i64::MAX - 1, i64::MAX - 1, -5]] {
            assert_eq!(summed(&order), ABOVE, "{order:?}");
        }
    }

    /// As many of the largest amounts as there are households still have a sum.
    #[test]
    fn all_households_together_fit() {
        for households in [1, 2, 3, 1000, 1_000_003] {
            let most = most_cents(households);
            let total = i128::from(most) * i128::from(households);
            assert!(total < i128::from(i64::MAX) && total + i128::from(households) >= i128::from(i64::MAX) - 1);
        }
    }
}
