//! Differences between two cells that share their worlds.

use super::Estimate;
use super::moments::Moments;
use super::ratio::{pairs, ratio, residual, sum};

/// Mean of the differences a_w − b_w and its standard error s ÷ √W. `None` without worlds.
pub fn mean_difference(a: &[f64], b: &[f64]) -> Estimate {
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let moments = Moments::of(&differences);
    Estimate { value: moments.map(|moments| moments.mean), mcse: moments.and_then(|moments| moments.standard_error()) }
}

/// Sums of one cell by world: the numerator and the denominator of a ratio.
#[derive(Clone, Copy, Debug)]
pub struct WorldSums<'a> {
    /// Numerators, ordered by world.
    pub y: &'a [i64],
    /// Denominators, ordered by world.
    pub x: &'a [i64],
}

/// Difference of two ratios of sums over the same W worlds, D = R_a − R_b, by the delta method:
///
/// mcse = √(W/(W − 1) · Σ_w ((y_aw − R_a·x_aw) ÷ ΣX_a − (y_bw − R_b·x_bw) ÷ ΣX_b)²)
///
/// What the cells share cancels world by world, so the error is far smaller than that of either ratio. `None` when a
/// denominator is not positive; no error for one world, or when neither cell saw an event.
///
/// ```
/// # use underwater::stats::paired::{WorldSums, ratio_difference};
/// // The second cell has one default more in every world: the difference is certain, the rates are not.
/// let (x, few, more) = ([10, 10], [1, 5], [2, 6]);
/// let difference = ratio_difference(WorldSums { y: &more, x: &x }, WorldSums { y: &few, x: &x });
/// assert!((difference.value.unwrap() - 0.1).abs() < 1e-15);
/// assert!(difference.mcse.unwrap() < 1e-15);
/// ```
pub fn ratio_difference(a: WorldSums<'_>, b: WorldSums<'_>) -> Estimate {
    let (sum_a, sum_b) = (sum(a.x), sum(b.x));
    let (Some(ratio_a), Some(ratio_b)) = (ratio(sum(a.y), sum_a), ratio(sum(b.y), sum_b)) else {
        return Estimate::default();
    };
    let worlds = a.x.len().min(b.x.len());
    let seen = a.y.iter().chain(b.y).any(|y| *y != 0);
    let mcse = (worlds > 1 && seen).then(|| {
        let squares: f64 = pairs(a.y, a.x)
            .zip(pairs(b.y, b.x))
            .map(|((y_a, x_a), (y_b, x_b))| {
                let apart = residual(y_a, x_a, ratio_a) / sum_a as f64 - residual(y_b, x_b, ratio_b) / sum_b as f64;
                apart * apart
            })
            .sum();
        (worlds as f64 / (worlds as f64 - 1.0) * squares).sqrt()
    });
    Estimate { value: Some(ratio_a - ratio_b), mcse }
}

/// Standard error of a − b if a and b were independent: √(mcse_a² + mcse_b²). `None` where either cannot be told.
pub fn unpaired_mcse(a: Estimate, b: Estimate) -> Option<f64> {
    let (a, b) = (a.mcse?, b.mcse?);
    Some((a * a + b * b).sqrt())
}

/// How many times smaller the error of a paired difference is than that of an unpaired one. `None` where either is not
/// known, and where the paired difference is certain.
///
/// ```
/// # use underwater::stats::paired::precision_gain;
/// assert_eq!(precision_gain(Some(0.002), Some(0.010)), Some(5.0));
/// assert_eq!(precision_gain(Some(0.0), Some(0.010)), None);
/// ```
pub fn precision_gain(paired: Option<f64>, unpaired: Option<f64>) -> Option<f64> {
    let (paired, unpaired) = (paired?, unpaired?);
    (paired > 0.0).then(|| unpaired / paired)
}
