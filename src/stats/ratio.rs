//! Ratios of sums over worlds: every pooled rate and mean is one.

use super::Estimate;

/// R = ΣY ÷ ΣX. `None` when ΣX is not positive.
pub fn ratio(sum_y: i128, sum_x: i128) -> Option<f64> {
    (sum_x > 0).then(|| sum_y as f64 / sum_x as f64)
}

/// Standard error of R = ΣY ÷ ΣX over W independent worlds by the delta method:
///
/// mcse = √(W/(W − 1) · Σ_w (y_w − R·x_w)²) ÷ ΣX
///
/// (Cochran 1977, *Sampling Techniques*, §6.3). `y` and `x` are in the same order, one entry a world, or a batch of
/// worlds. Worlds with x = y = 0 tell nothing about R and are not counted in W. `None` with fewer than two worlds
/// that tell something, when ΣX is not positive, and when every y is 0 or every y is x: where no event, or nothing but
/// events, was seen, that is no evidence of no error (see [`super::rule_of_three`]).
pub fn ratio_mcse(y: &[i64], x: &[i64]) -> Option<f64> {
    let (sum_y, sum_x) = (sum(y), sum(x));
    let ratio = ratio(sum_y, sum_x)?;
    let informative: Vec<(f64, f64)> = pairs(y, x).filter(|(y, x)| *y != 0.0 || *x != 0.0).collect();
    if informative.len() < 2 || y.iter().all(|y| *y == 0) || y == x {
        return None;
    }
    let worlds = informative.len() as f64;
    let squares: f64 = informative.iter().map(|(y, x)| residual(*y, *x, ratio) * residual(*y, *x, ratio)).sum();
    Some((worlds / (worlds - 1.0) * squares).sqrt() / sum_x as f64)
}

/// R = ΣY ÷ ΣX and its standard error.
///
/// ```
/// # use underwater::stats::ratio::ratio_of_sums;
/// // Two worlds of ten households, with one and three defaults: R = 4/20, mcse = √(2/1·(1² + 1²))/20 = 0.1.
/// let rate = ratio_of_sums(&[1, 3], &[10, 10]);
/// assert_eq!((rate.value, rate.mcse), (Some(0.2), Some(0.1)));
/// ```
pub fn ratio_of_sums(y: &[i64], x: &[i64]) -> Estimate {
    Estimate { value: ratio(sum(y), sum(x)), mcse: ratio_mcse(y, x) }
}

/// What a world's y differs by from R·x.
pub(super) fn residual(y: f64, x: f64, ratio: f64) -> f64 {
    y - ratio * x
}

/// The two columns side by side.
pub(super) fn pairs(y: &[i64], x: &[i64]) -> impl Iterator<Item = (f64, f64)> {
    y.iter().zip(x).map(|(y, x)| (*y as f64, *x as f64))
}

/// Exact sum.
pub(super) fn sum(values: &[i64]) -> i128 {
    values.iter().copied().map(i128::from).sum()
}
