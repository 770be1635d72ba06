//! How much of a variance over worlds is of the worlds, and how much of single lives within them: equations (301) to (303).

use super::Estimate;
use super::effective::{DifferenceSums, effective_number, widened};
use super::ratio::least;

/// Fewest worlds with two lives for which anything is told.
const LEAST_PAIRS: usize = 64;

/// What is known of a variance over worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Systematic {
    /// Mean variance within a world.
    pub within: Option<f64>,
    /// (Variance over worlds − that) ÷ variance over worlds.
    pub share: Estimate,
}

/// Of values of W worlds, and of values of a second life in the first S of them:
///
/// V = Σ_w (x_w − x̄)² ÷ (W − 1), D = Σ_{w < S} ½(x_w − x′_w)² ÷ S, share = 1 − D ÷ V.
///
/// Its error is that of a ratio over worlds by the delta method, √(W ÷ (W − 1)·Σ_w e_w²) ÷ (W·V), with
/// e_w = (W ÷ S)·(½(x_w − x′_w)² − D) where w < S, less (D ÷ V)·(W ÷ (W − 1)·(x_w − x̄)² − V), widened for few effective worlds.
/// Nothing where S < 64, and no share where no two worlds differ. The share is not held within 0 and 1.
pub fn systematic(first: &[f64], second: &[f64]) -> Systematic {
    let pairs = second.len();
    if pairs < LEAST_PAIRS || first.len() < pairs {
        return Systematic::default();
    }
    let (worlds, count) = (first.len() as f64, pairs as f64);
    let mean = first.iter().sum::<f64>() / worlds;
    let squares: Vec<f64> = first.iter().map(|x| (x - mean) * (x - mean) * worlds / (worlds - 1.0)).collect();
    let halves: Vec<f64> = first.iter().zip(second).map(|(x, other)| 0.5 * (x - other) * (x - other)).collect();
    let (variance, within) = (squares.iter().sum::<f64>() / worlds, halves.iter().sum::<f64>() / count);
    let is_finite = variance.is_finite() && within.is_finite();
    if !is_finite || variance <= 0.0 {
        return Systematic { within: Some(within).filter(|within| within.is_finite()), share: Estimate::default() };
    }
    let ratio = within / variance;
    let differs = |world: usize| {
        let of_pair = halves.get(world).map_or(0.0, |half| worlds / count * (half - within));
        of_pair - ratio * (squares[world] - variance)
    };
    let (mut sums, mut sum) = (DifferenceSums::default(), 0.0);
    for difference in (0..first.len()).map(differs) {
        sums.add(difference);
        sum += difference * difference;
    }
    let error = (worlds / (worlds - 1.0) * sum).sqrt() / (worlds * variance);
    let effective = least(
        least(effective_number(squares.iter().copied()), effective_number(halves.iter().copied())),
        sums.effective_number(),
    );
    Systematic { within: Some(within), share: Estimate { value: Some(1.0 - ratio), mcse: widened(error, effective) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are even in (0, 1), and normal ones by sums of twelve.
    struct Draws(u64);

    impl Draws {
        fn normal(&mut self) -> f64 {
            let mut even = || {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((self.0 >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
            };
            (0..12).map(|_| even()).sum::<f64>() - 6.0
        }
    }

    /// x = a·z + b·e: the share is a² ÷ (a² + b²), and twice the error holds it about 95 times in 100.
    #[test]
    fn a_share_that_is_known_is_found_and_its_error_holds_it() {
        for (common, own, pairs) in [(1.0, 0.3, 64), (1.0, 1.0, 400), (0.2, 1.0, 100), (0.0, 1.0, 400)] {
            let expected = common * common / (common * common + own * own);
            let mut seen: Vec<(f64, f64)> = Vec::new();
            for run in 0..400 {
                let mut draws = Draws(run * 7_919 + 1);
                let (mut first, mut second) = (Vec::new(), Vec::new());
                for world in 0..400 {
                    let z = draws.normal();
                    first.push(common * z + own * draws.normal());
                    if world < pairs {
                        second.push(common * z + own * draws.normal());
                    }
                }
                let found = systematic(&first, &second).share;
                // Where few pairs differ far more than the others it rests on too few of them to have an error.
                seen.extend(found.value.zip(found.mcse));
            }
            let runs = seen.len() as f64;
            assert!(runs >= 380.0, "{expected}: an error in {runs} of 400 runs");
            let mean_of = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
                seen.iter().map(|(value, mcse)| of(*value, *mcse)).sum::<f64>() / runs
            };
            let mean = mean_of(&|value, _| value);
            let told = mean_of(&|_, mcse| mcse * mcse);
            let squares = mean_of(&|value, _| (value - expected) * (value - expected));
            let held = seen.iter().filter(|(value, mcse)| (value - expected).abs() <= 2.0 * mcse).count() as f64;
            let error = (squares / runs).sqrt();
            // A ratio is off by some terms of 1 ÷ W.
            assert!((mean - expected).abs() < 3.0 * error + 0.01, "{mean} for {expected}");
            assert!(
                (0.9..1.2).contains(&(told / squares).sqrt()),
                "{expected}: {} for {}",
                told.sqrt(),
                squares.sqrt()
            );
            assert!(held >= 0.91 * runs, "{expected}: {held} of {runs}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_empty() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(systematic(&values, &values[..63]), Systematic::default());
        let same = systematic(&values, &values);
        assert_eq!((same.within, same.share.value), (Some(0.0), Some(1.0)));
        let none = systematic(&[5.0; 100], &[5.0; 100]);
        assert_eq!((none.within, none.share), (Some(0.0), Estimate::default()));
        // By hand: V = 100·33.25·… of 0 … 99 is 841⅔, D of a step of 10 is 50.
        let moved: Vec<f64> = values.iter().map(|value| value + 10.0).collect();
        let share = systematic(&values, &moved).share.value.expect("a share");
        assert!((share - (1.0 - 50.0 / (2_525.0 / 3.0))).abs() < 1e-12, "{share}");
    }
}
