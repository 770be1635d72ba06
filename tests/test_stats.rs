//! Statistics against figures worked out by hand and against theory.

use proptest::prelude::*;
use underwater::stats::batch::batch_standard_error;
use underwater::stats::binned::{self, Bin};
use underwater::stats::moments::Moments;
use underwater::stats::paired::{WorldSums, mean_difference, ratio_difference};
use underwater::stats::quantile::{quantile, sorted_quantile};
use underwater::stats::ratio::{ratio_mcse, ratio_of_sums};
use underwater::stats::rule_of_three::upper_bound_95;
use underwater::stats::{Estimate, PerMille};

fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn moments_by_hand() {
    let moments = Moments::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).expect("values");
    assert_eq!(moments.mean, 5.0);
    near(moments.variance, 32.0 / 7.0);
    near(moments.standard_error(), (32.0_f64 / 7.0 / 8.0).sqrt());
}

#[test]
fn moments_keep_a_small_spread_on_a_large_mean() {
    let moments = Moments::of(&[1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0]).expect("values");
    assert_eq!(moments.variance, Some(1.0));
}

#[test]
fn moments_of_one_value_or_none() {
    assert_eq!(Moments::of(&[]), None);
    let one = Moments::of(&[3.0]).expect("a value");
    assert_eq!((one.variance, one.standard_error()), (None, None));
}

#[test]
fn ratio_by_hand() {
    // R = 4/40; residuals 0, −1, 2, −1; mcse = √(4/3 · 6)/40.
    let rate = ratio_of_sums(&[1, 0, 3, 0], &[10, 10, 10, 10]);
    near(rate.value, 0.1);
    near(rate.mcse, 8.0_f64.sqrt() / 40.0);
}

#[test]
fn ratio_of_unequal_worlds_by_hand() {
    // R = 30/60 = 1/2; residuals 10 − 10, 20 − 20 … exactly proportional worlds leave no error.
    assert_eq!(ratio_of_sums(&[10, 20], &[20, 40]), Estimate { value: Some(0.5), mcse: Some(0.0) });
    // R = 5/10; residuals 3 − 2, 2 − 3; mcse = √(2 · 2)/10.
    near(ratio_mcse(&[3, 2], &[4, 6]), 0.2);
}

#[test]
fn ratio_without_an_error() {
    assert_eq!(ratio_of_sums(&[1], &[10]), Estimate { value: Some(0.1), mcse: None }, "one world");
    assert_eq!(ratio_of_sums(&[0, 0], &[10, 10]), Estimate { value: Some(0.0), mcse: None }, "no event");
    assert_eq!(ratio_of_sums(&[0, 0], &[0, 0]), Estimate::default(), "no denominator");
    assert_eq!(ratio_of_sums(&[], &[]), Estimate::default(), "no world");
    // Only one of three worlds has a default: nothing is known of the spread of its loss.
    assert_eq!(ratio_mcse(&[0, 30, 0], &[0, 100, 0]), None);
}

#[test]
fn ratio_of_equal_denominators_is_a_mean() {
    let y = [3, 1, 4, 1, 5, 9, 2, 6];
    let shares: Vec<f64> = y.iter().map(|y| f64::from(*y) / 20.0).collect();
    let mean = Moments::of(&shares).expect("values");
    let rate = ratio_of_sums(&y.map(i64::from), &[20; 8]);
    near(rate.value, mean.mean);
    near(rate.mcse, mean.standard_error().expect("an error"));
}

#[test]
fn no_event_leaves_an_upper_bound() {
    assert_eq!(upper_bound_95(0), None);
    assert_eq!(upper_bound_95(1), Some(1.0));
    assert_eq!(upper_bound_95(1000), Some(0.003));
}

#[test]
fn batches_by_hand() {
    near(batch_standard_error([Some(1.0), None, Some(3.0)]), 1.0);
    assert_eq!(batch_standard_error([Some(1.0), None]), None);
    assert_eq!(batch_standard_error([]), None);
}

/// 90 amounts of 1, 8 of 10, 2 of 100.
const BINS: [Bin; 3] = [Bin { count: 90, sum: 90 }, Bin { count: 8, sum: 80 }, Bin { count: 2, sum: 200 }];

#[test]
fn binned_quantiles_by_hand() {
    for (per_mille, expected) in [(10, 1.0), (900, 1.0), (901, 10.0), (980, 10.0), (981, 100.0), (1000, 100.0)] {
        assert_eq!(binned::quantile(&BINS, PerMille::new(per_mille)), Some(expected), "at {per_mille}");
    }
    assert_eq!(binned::quantile(&[], PerMille::new(500)), None);
}

#[test]
fn expected_shortfall_by_hand() {
    // Worst five of a hundred: 100, 100, 10, 10, 10.
    near(binned::expected_shortfall(&BINS, PerMille::new(950)), 46.0);
    near(binned::expected_shortfall(&BINS, PerMille::new(980)), 100.0);
    near(binned::expected_shortfall(&BINS, PerMille::new(990)), 100.0);
    // Worst 2.5: 100, 100 and half of a 10.
    near(binned::expected_shortfall(&BINS, PerMille::new(975)), 205.0 / 2.5);
    near(binned::expected_shortfall(&BINS, PerMille::new(0)), 3.7);
    assert_eq!(binned::expected_shortfall(&BINS, PerMille::new(1000)), None);
    assert_eq!(binned::expected_shortfall(&[], PerMille::new(950)), None);
}

#[test]
fn exact_quantiles_are_type_7() {
    // R: quantile(c(1, 2, 4, 8, 16), c(0.1, 0.25, 0.5, 0.95), type = 7)
    let values = [1.0, 2.0, 4.0, 8.0, 16.0];
    for (p, expected) in [(0.1, 1.4), (0.25, 2.0), (0.5, 4.0), (0.95, 14.4), (0.0, 1.0), (1.0, 16.0)] {
        near(sorted_quantile(&values, p), expected);
    }
    assert_eq!(sorted_quantile(&[], 0.5), None);
    assert_eq!(sorted_quantile(&[7.0], 0.99), Some(7.0));
}

#[test]
fn the_error_of_a_quantile_waits_for_enough_values() {
    let values: Vec<f64> = (0..999).map(f64::from).collect();
    assert_eq!(quantile(&values, PerMille::new(990)).mcse, None);
    assert!(quantile(&values, PerMille::new(950)).mcse.is_some());
    assert_eq!(quantile(&[], PerMille::new(950)), Estimate::default());
}

#[test]
fn the_error_of_a_quantile_of_even_values() {
    // Evenly spread values: the density is 1, so the error is √(p(1 − p) ÷ n).
    let n = 10_001;
    let values: Vec<f64> = (0..n).map(|i| f64::from(i) / f64::from(n - 1)).collect();
    let found = quantile(&values, PerMille::new(950));
    near(found.value, 0.95);
    near(found.mcse, (0.95_f64 * 0.05 / f64::from(n)).sqrt());
}

#[test]
fn paired_differences_by_hand() {
    let difference = mean_difference(&[3.0, 5.0, 10.0], &[1.0, 4.0, 7.0]);
    near(difference.value, 2.0);
    near(difference.mcse, (1.0_f64 / 3.0).sqrt());
    // R_a − R_b = 1/5 − 1/10; residuals over ΣX: (1 − 2)/20 − (0 − 1)/20 = 0 and (3 − 2)/20 − (2 − 1)/20 = 0.
    let x = [10, 10];
    let paired = ratio_difference(WorldSums { y: &[1, 3], x: &x }, WorldSums { y: &[0, 2], x: &x });
    near(paired.value, 0.1);
    near(paired.mcse, 0.0);
    // Crossed: (1 − 2)/20 − (3 − 2)/20 = −0.1 and 0.1; √(2/1 · 0.02) = 0.2.
    near(ratio_difference(WorldSums { y: &[1, 3], x: &x }, WorldSums { y: &[3, 1], x: &x }).mcse, 0.2);
}

#[test]
fn a_paired_difference_needs_two_worlds_and_an_event() {
    let one = ratio_difference(WorldSums { y: &[1], x: &[2] }, WorldSums { y: &[0], x: &[2] });
    assert_eq!(one, Estimate { value: Some(0.5), mcse: None });
    let nothing = WorldSums { y: &[0, 0], x: &[2, 2] };
    assert_eq!(ratio_difference(nothing, nothing).mcse, None);
    assert_eq!(ratio_difference(nothing, WorldSums { y: &[0, 0], x: &[0, 0] }), Estimate::default());
}

proptest! {
    /// With a bin for each amount, binned statistics are those of the sorted amounts.
    #[test]
    fn binned_statistics_agree_with_sorted_amounts(
        mut amounts in prop::collection::vec(-50_i64..200, 1..80),
        per_mille in 1_u32..1000,
    ) {
        amounts.sort_unstable();
        let mut bins: Vec<Bin> = Vec::new();
        for (place, amount) in amounts.iter().enumerate() {
            let sum = i128::from(*amount);
            match bins.last_mut() {
                Some(bin) if amounts[place - 1] == *amount => { bin.count += 1; bin.sum += sum; }
                _ => bins.push(Bin { count: 1, sum }),
            }
        }
        let n = amounts.len();
        let reached = (n * per_mille as usize).div_ceil(1000);
        let p = PerMille::new(per_mille);
        prop_assert_eq!(binned::quantile(&bins, p), Some(amounts[reached - 1] as f64));

        let mut tail = (1000 - per_mille) as f64 * n as f64 / 1000.0;
        let size = tail;
        let mut sum = 0.0;
        for amount in amounts.iter().rev() {
            let part = tail.clamp(0.0, 1.0);
            sum += part * *amount as f64;
            tail -= part;
        }
        let found = binned::expected_shortfall(&bins, p).expect("a tail");
        prop_assert!((found - sum / size).abs() < 1e-8, "{} is not {}", found, sum / size);
        prop_assert!(found >= binned::quantile(&bins, p).expect("a quantile") - 1e-9);
    }

    /// An error does not depend on the unit of the amounts.
    #[test]
    fn ratio_scales(y in prop::collection::vec(0_i64..1000, 2..20), factor in 1_i64..1000) {
        let x = vec![7; y.len()];
        let once = ratio_of_sums(&y, &x);
        let more = ratio_of_sums(&y.iter().map(|y| y * factor).collect::<Vec<_>>(), &x).scaled(1.0 / factor as f64);
        for (once, more) in [(once.value, more.value), (once.mcse, more.mcse)] {
            prop_assert_eq!(once.is_some(), more.is_some());
            prop_assert!((once.unwrap_or(0.0) - more.unwrap_or(0.0)).abs() < 1e-9);
        }
    }
}
