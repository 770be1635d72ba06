//! Statistics against figures worked out by hand and against theory.

use proptest::prelude::*;
use underwater::stats::binned::{Amounts, Bin};
use underwater::stats::clustered::BatchedAmounts;
use underwater::stats::effective::{effective_number, widened};
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
    // R = 8/80.
    let rate = ratio_of_sums(&[1, 1, 3, 0, 1, 1, 1, 0], &[10; 8]);
    near(rate.value, 0.1);
    // Residuals 0, 0, 2, −1, 0, 0, 0, −1: √(8/7 · 6)/80; n = 8²/14.
    assert_eq!(rate.mcse, widened((8.0_f64 / 7.0 * 6.0).sqrt() / 80.0, 64.0 / 14.0));
    assert!(rate.mcse.is_some());
}

#[test]
fn ratio_of_unequal_worlds_by_hand() {
    // Exactly proportional worlds show no spread, and that is no proof that there is none.
    assert_eq!(ratio_of_sums(&[10, 20, 10, 20, 10], &[20, 40, 20, 40, 20]), Estimate { value: Some(0.5), mcse: None });
    // R = 30/60; residuals 1, −1 six times over; √(12/11 · 12)/60; n is that of x − y, 30²/102.
    let (y, x) = ([3, 2].repeat(6), [4, 6].repeat(6));
    assert_eq!(ratio_mcse(&y, &x), widened((12.0_f64 / 11.0 * 12.0).sqrt() / 60.0, 900.0 / (6.0 * 17.0)));
    assert!(ratio_mcse(&y, &x).is_some());
}

#[test]
fn effective_numbers_by_hand() {
    assert_eq!(effective_number([]), 0.0);
    assert_eq!(effective_number([0.0, 0.0]), 0.0);
    assert_eq!(effective_number([5.0; 7]), 7.0);
    assert_eq!(effective_number([3.0, -1.0, 0.0]), 1.6);
}

/// Student's factor against the distribution of another crate.
#[test]
fn errors_of_few_worlds_are_wider() {
    use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
    let normal = Normal::new(0.0, 1.0).expect("a distribution").inverse_cdf(0.975);
    for effective in [4.0, 4.5, 6.0, 10.0, 31.0, 100.0, 1e4] {
        let student = StudentsT::new(0.0, 1.0, effective - 1.0).expect("a distribution").inverse_cdf(0.975);
        let found = widened(1.0, effective).expect("an error");
        assert!((found / (student / normal) - 1.0).abs() < 2e-3, "{found} at {effective}");
    }
    assert_eq!(widened(1.0, 3.99), None);
    assert_eq!(widened(0.0, 100.0), None);
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
    // Effective numbers: 31²/173 of y, 8 of x, 129²/2133 of x − y.
    assert_eq!(
        rate.mcse.map(|mcse| mcse as f32),
        widened(mean.standard_error().expect("an error"), 961.0 / 173.0).map(|mcse| mcse as f32)
    );
}

#[test]
fn no_event_leaves_an_upper_bound() {
    assert_eq!(upper_bound_95(0), None);
    assert_eq!(upper_bound_95(1), Some(1.0));
    assert_eq!(upper_bound_95(1000), Some(0.003));
}

/// 90 amounts of 1, 8 of 10, 2 of 100.
fn amounts() -> Amounts {
    Amounts::new(vec![Bin::of_equal(1, 90), Bin::of_equal(10, 8), Bin::of_equal(100, 2)])
}

#[test]
fn binned_quantiles_by_hand() {
    for (per_mille, expected) in
        [(0, 1.0), (10, 1.0), (900, 1.0), (901, 10.0), (980, 10.0), (981, 100.0), (1000, 100.0)]
    {
        assert_eq!(amounts().quantile(PerMille::new(per_mille)), Some(expected), "at {per_mille}");
    }
    assert_eq!(Amounts::new(Vec::new()).quantile(PerMille::new(500)), None);
    // Five amounts from 10 to 18, taken as 10, 12, 14, 16, 18.
    let spread = Amounts::new(vec![Bin { count: 5, sum: 70, lowest: 10, highest: 18 }]);
    let found = [200, 201, 600, 1000].map(|per_mille| spread.quantile(PerMille::new(per_mille)));
    assert_eq!(found, [Some(10.0), Some(12.0), Some(14.0), Some(18.0)]);
    // The worst two are 16 and 18.
    near(spread.expected_shortfall(PerMille::new(600)), 17.0);
}

#[test]
fn expected_shortfall_by_hand() {
    // Worst five of a hundred: 100, 100, 10, 10, 10.
    near(amounts().expected_shortfall(PerMille::new(950)), 46.0);
    near(amounts().expected_shortfall(PerMille::new(980)), 100.0);
    near(amounts().expected_shortfall(PerMille::new(990)), 100.0);
    // Worst 2.5: 100, 100 and half of a 10.
    near(amounts().expected_shortfall(PerMille::new(975)), 205.0 / 2.5);
    near(amounts().expected_shortfall(PerMille::new(0)), 3.7);
    assert_eq!(amounts().expected_shortfall(PerMille::new(1000)), None);
    assert_eq!(Amounts::new(Vec::new()).expected_shortfall(PerMille::new(950)), None);
}

/// Sixteen batches of a hundred even amounts, shifted against each other, and a base of twice the amounts.
#[test]
fn errors_of_batched_amounts_by_hand() {
    let batch = |number: i64, times: i64| -> Vec<Bin> {
        (0..100).map(|k| Bin::of_equal(times * (1000 * k + 10 * number), 1)).collect()
    };
    let of = |times: i64| {
        let batches: Vec<Vec<Bin>> = (0..16).map(|number| batch(number, times)).collect();
        let mut pooled: Vec<Bin> = batches.iter().flatten().copied().collect();
        pooled.sort_by_key(|bin| bin.lowest);
        BatchedAmounts::new(pooled, batches)
    };
    let (amounts, double) = (of(1), of(2));
    // The 1,520th of 1,600 amounts is the last with k = 94; five of each hundred lie beyond, in every batch: no spread.
    let quantile = amounts.quantile(PerMille::new(950));
    assert_eq!((quantile.value, quantile.mcse), (Some(94_150.0), None));
    // At 950.6 per mille a few more batches reach beyond; ES: the mean excess of batch n over 94,150 is (300 + n/2)·…
    let excess = |number: f64| (95..100).map(|k| 1000.0 * f64::from(k) + 10.0 * number - 94_150.0).sum::<f64>();
    let mean = (0..16).map(|number| excess(f64::from(number))).sum::<f64>() / 16.0;
    let squares: f64 = (0..16).map(|number| (excess(f64::from(number)) - mean).powi(2)).sum();
    let plain = (16.0 / 15.0 * squares).sqrt() / 1600.0 / 0.05;
    let effective = effective_number((0..16).map(|number| excess(f64::from(number))));
    let shortfall = amounts.expected_shortfall(PerMille::new(950));
    near(shortfall.value, 94_150.0 + mean / 5.0);
    let error = widened(plain, effective).expect("an error");
    assert!((shortfall.mcse.expect("an error") / error - 1.0).abs() < 1e-9, "{shortfall:?} is not {error}");
    // Twice the amounts: the difference is the amounts over again, and so is its error.
    let difference = double.expected_shortfall_difference(&amounts, PerMille::new(950));
    assert!((difference.mcse.expect("an error") / error - 1.0).abs() < 1e-9, "{difference:?} is not {error}");
    assert_eq!(amounts.expected_shortfall_difference(&amounts, PerMille::new(950)).mcse, None, "the same cell twice");
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
    // R_a − R_b = 1/5 − 1/10; one default more in every world: no spread is seen.
    let x = [10; 6];
    let (few, more) = ([0, 2, 0, 2, 0, 2], [1, 3, 1, 3, 1, 3]);
    let certain = ratio_difference(WorldSums { y: &more, x: &x }, WorldSums { y: &few, x: &x });
    near(certain.value, 0.1);
    assert_eq!(certain.mcse, None);
    // Crossed: differences of 3, −1 defaults in turn; the residuals are ±2 of 60; √(6/5 · 6 · 4)/60; n = 12²/30.
    let crossed = ratio_difference(WorldSums { y: &more, x: &x }, WorldSums { y: &[2, 0, 2, 0, 2, 0], x: &x });
    near(crossed.value, 0.1);
    let by_hand = widened((6.0_f64 / 5.0 * 24.0).sqrt() / 60.0, 144.0 / 30.0).expect("an error");
    near(crossed.mcse, by_hand);
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
                _ => bins.push(Bin::of_equal(*amount, 1)),
            }
        }
        let n = amounts.len();
        let reached = (n * per_mille as usize).div_ceil(1000);
        let p = PerMille::new(per_mille);
        let binned = Amounts::new(bins);
        prop_assert_eq!(binned.quantile(p), Some(amounts[reached - 1] as f64));

        let mut tail = (1000 - per_mille) as f64 * n as f64 / 1000.0;
        let size = tail;
        let mut sum = 0.0;
        for amount in amounts.iter().rev() {
            let part = tail.clamp(0.0, 1.0);
            sum += part * *amount as f64;
            tail -= part;
        }
        let found = binned.expected_shortfall(p).expect("a tail");
        prop_assert!((found - sum / size).abs() < 1e-8, "{} is not {}", found, sum / size);
        prop_assert!(found >= binned.quantile(p).expect("a quantile") - 1e-9);
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
