//! Ratios of sums over worlds: every pooled rate and mean is one.

use super::Estimate;
use super::effective::{ContributionSums, DifferenceSums, Spread};

/// Fewest effective worlds that hold the cases of a mean for which its error is given. Few cases of a share are still
/// counts; few amounts can all lie on one side of a mean that is carried by large ones.
const LEAST_EFFECTIVE_OF_A_MEAN: f64 = 10.0;

/// R = ΣY ÷ ΣX. `None` when ΣX is not positive.
pub fn ratio(sum_y: i128, sum_x: i128) -> Option<f64> {
    (sum_x > 0).then(|| sum_y as f64 / sum_x as f64)
}

/// Standard error of R = ΣY ÷ ΣX over W independent worlds by the delta method, widened for few effective worlds:
///
/// mcse = √(W/(W − 1) · Σ_w (y_w − R·x_w)²) ÷ ΣX · t₀.₉₇₅(n − 1) ÷ z₀.₉₇₅
///
/// (Cochran 1977, *Sampling Techniques*, §6.3). `y` and `x` are in the same order, one entry a world, or a batch of
/// worlds. Worlds with x = y = 0 tell nothing about R and are not counted in W. n is the least of the effective numbers
/// of y, of x and, where y is a part of x in every world, of x − y, and of that of y − R·x by skewness: a rate of few
/// events rests on the worlds that saw them, a mean of few large amounts on these. `None` when ΣX is not positive, when y
/// is no part of x and x has fewer than ten effective worlds, and as [`widened`] says: so when no event, or nothing but events, was seen
/// (see [`super::rule_of_three`]).
pub fn ratio_mcse(y: &[i64], x: &[i64]) -> Option<f64> {
    clustered_error(&floats(y), &floats(x))
}

/// R = ΣY ÷ ΣX and its standard error.
///
/// ```
/// # use underwater::stats::ratio::ratio_of_sums;
/// // Four worlds of ten households, with 1, 3, 1 and 3 defaults: R = 8/40, √(4/3·4)/40 = 0.0577, n = 8²/20 = 3.2: an
/// // effective number that small has no error.
/// let rate = ratio_of_sums(&[1, 3, 1, 3], &[10, 10, 10, 10]);
/// assert_eq!((rate.value, rate.mcse), (Some(0.2), None));
/// ```
pub fn ratio_of_sums(y: &[i64], x: &[i64]) -> Estimate {
    Estimate { value: ratio(sum(y), sum(x)), mcse: ratio_mcse(y, x) }
}

/// [`ratio_of_sums`] of whole numbers that may need more than 64 bits.
pub fn ratio_of_wide_sums(y: &[i128], x: &[i128]) -> Estimate {
    let floats = |values: &[i128]| values.iter().map(|value| *value as f64).collect::<Vec<f64>>();
    Estimate { value: ratio(y.iter().sum(), x.iter().sum()), mcse: clustered_error(&floats(y), &floats(x)) }
}

/// What [`ratio_mcse`] is made of. `None` when ΣX is not positive, and with fewer than two worlds that tell something.
pub fn ratio_spread(y: &[i64], x: &[i64]) -> Option<Spread> {
    clustered_spread(&floats(y), &floats(x))
}

/// The error of [`ratio_mcse`] of sums that are no whole numbers.
pub(super) fn clustered_error(y: &[f64], x: &[f64]) -> Option<f64> {
    // An error of 0 is none, whatever it rests on.
    let error = plain_error(y, x).filter(|error| *error > 0.0)?;
    Spread { error, effective: effective_worlds(y, x) }.widened()
}

fn clustered_spread(y: &[f64], x: &[f64]) -> Option<Spread> {
    plain_error(y, x).map(|error| Spread { error, effective: effective_worlds(y, x) })
}

/// How many worlds a ratio rests on in effect.
fn effective_worlds(y: &[f64], x: &[f64]) -> f64 {
    let ratio = y.iter().sum::<f64>() / x.iter().sum::<f64>();
    let (mut of_y, mut of_x, mut of_others) =
        (ContributionSums::default(), ContributionSums::default(), ContributionSums::default());
    let (mut of_residuals, mut is_part) = (DifferenceSums::default(), true);
    for (y, x) in y.iter().zip(x) {
        of_y.add(*y);
        of_x.add(*x);
        of_others.add(x - y);
        of_residuals.add(residual(*y, *x, ratio));
        is_part &= (0.0..=*x).contains(y);
    }
    let effective = least(least(of_y.effective_number(), of_x.effective_number()), of_residuals.effective_number());
    if is_part {
        least(effective, of_others.effective_number())
    } else if of_x.effective_number() < LEAST_EFFECTIVE_OF_A_MEAN {
        0.0
    } else {
        effective
    }
}

/// The delta method's error itself; `None` with fewer than two worlds that tell something.
pub(super) fn plain_error(y: &[f64], x: &[f64]) -> Option<f64> {
    let sum_x: f64 = x.iter().sum();
    let ratio = (sum_x > 0.0).then(|| y.iter().sum::<f64>() / sum_x)?;
    let informative = || y.iter().zip(x).filter(|(y, x)| **y != 0.0 || **x != 0.0);
    let worlds = informative().count() as f64;
    let squares: f64 = informative().map(|(y, x)| residual(*y, *x, ratio) * residual(*y, *x, ratio)).sum();
    (worlds > 1.0).then(|| (worlds / (worlds - 1.0) * squares).sqrt() / sum_x)
}

/// What a world's y differs by from R·x.
pub(super) fn residual(y: f64, x: f64, ratio: f64) -> f64 {
    y - ratio * x
}

/// The whole numbers as floats.
pub(super) fn floats(values: &[i64]) -> Vec<f64> {
    values.iter().map(|value| *value as f64).collect()
}

/// Exact sum.
pub(super) fn sum(values: &[i64]) -> i128 {
    values.iter().copied().map(i128::from).sum()
}

pub(super) fn least(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}
