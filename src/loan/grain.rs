//! The grain of money, equation (160): every amount is a whole number of 2⁻²⁰ currency units, rounded once, where it arises.

/// Currency units up to which every amount is rounded to the grain itself, 2³²; it carries the amount to where a double's last
/// digit is the grain.
const CARRIER: f64 = 4_294_967_296.0;

/// The grain, 2⁻²⁰ currency units, about a millionth.
pub const GRAIN: f64 = 1.0 / 1_048_576.0;

/// An amount of currency units to the nearest whole number of grains, ties to even: (x + c) − c, c = 2³² with the sign of x.
///
/// A double holds 53 binary digits, so that sums and differences of such amounts are exact up to 2³³ units (8.6 billion), in
/// whatever order they are taken. Up to 2³² units the error is at most 2⁻²¹; a larger amount is rounded to twice, four times …
/// the grain, about as coarsely as a double holds it, and is a whole number of grains still. The same on every processor: two
/// additions.
///
/// The grain is a choice of ours, no convention: a ten-thousandth of a cent, unseen in cents, and coarse enough that what a
/// household owns, owes and is paid in a lifetime stays within the exact range.
///
/// ```
/// use underwater::loan::to_grain;
///
/// assert_eq!(to_grain(0.1), 104_858.0 / 1_048_576.0);
/// assert_eq!(to_grain(0.1) + to_grain(0.2), to_grain(0.3));
/// ```
#[inline(always)]
pub fn to_grain(amount: f64) -> f64 {
    let carrier = CARRIER.copysign(amount);
    (amount + carrier) - carrier
}

/// As [`to_grain`], of what is worth something: at least a grain.
#[inline(always)]
pub fn to_grain_above_zero(amount: f64) -> f64 {
    let rounded = to_grain(amount);
    if rounded < GRAIN { GRAIN } else { rounded }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether an amount is a whole number of grains.
    fn is_whole(amount: f64) -> bool {
        let grains = amount / GRAIN;
        grains == libm::rint(grains)
    }

    #[test]
    fn ties_go_to_the_even_grain() {
        for (halves, grains) in [(1.0, 0.0), (3.0, 2.0), (5.0, 2.0), (2.0, 1.0)] {
            assert_eq!(to_grain(halves * GRAIN / 2.0), grains * GRAIN);
            assert_eq!(to_grain(-halves * GRAIN / 2.0), -grains * GRAIN);
        }
        assert_eq!(to_grain(-0.0), 0.0);
        assert_eq!((to_grain(f64::INFINITY), to_grain(1e300)), (f64::INFINITY, 1e300));
        assert!(to_grain(f64::NAN).is_nan());
        assert_eq!((to_grain_above_zero(1e-9), to_grain_above_zero(0.5)), (GRAIN, 0.5));
    }

    proptest! {
        #[test]
        fn an_amount_is_the_nearest_whole_number_of_grains(amount in -4.294e9..4.294e9_f64) {
            let rounded = to_grain(amount);
            prop_assert!(is_whole(rounded));
            prop_assert!((rounded - amount).abs() <= GRAIN / 2.0);
            prop_assert_eq!(rounded, libm::rint(amount / GRAIN) * GRAIN);
            prop_assert_eq!(to_grain(rounded), rounded);
            prop_assert_eq!(to_grain(-amount), -rounded);
        }

        #[test]
        fn beyond_the_range_it_is_coarser_and_whole(amount in prop_oneof![4.2e9..1e16_f64, -1e16..-4.2e9_f64]) {
            let rounded = to_grain(amount);
            prop_assert!(is_whole(rounded));
            prop_assert!((rounded - amount).abs() <= amount.abs() * f64::EPSILON + GRAIN / 2.0);
        }

        #[test]
        fn sums_are_the_same_in_any_order(amounts in prop::collection::vec(-8e6..8e6_f64, 2..1000), seed: u64) {
            let grains: Vec<f64> = amounts.iter().map(|amount| to_grain(*amount)).collect();
            let mut shuffled = grains.clone();
            let mut state = seed;
            for at in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                shuffled.swap(at, (state >> 33) as usize % (at + 1));
            }
            let forwards: f64 = grains.iter().sum();
            let shuffled: f64 = shuffled.iter().sum();
            let whole: i64 = grains.iter().map(|amount| (amount / GRAIN) as i64).sum();
            prop_assert_eq!(forwards, shuffled);
            prop_assert_eq!(forwards, whole as f64 * GRAIN);
            // A stretch of equal months is one product.
            let months = grains.len() as f64;
            let stretch: f64 = grains.iter().map(|_| grains[0]).sum();
            prop_assert_eq!(stretch, months * grains[0]);
        }
    }
}
