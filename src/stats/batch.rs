//! Standard errors from the spread between batches of worlds.

use super::moments::Moments;

/// Standard error of an estimate from the estimates of B independent batches, s_B ÷ √B.
///
/// s_B is the standard deviation between the batches' own values. Batches without a value are left out; fewer than two
/// give `None`. A batch's quantile lies a little off the pooled one when batches are small, but the spread between
/// batches is what it measures.
pub fn batch_standard_error(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    let present: Vec<f64> = values.into_iter().flatten().collect();
    Moments::of(&present)?.standard_error()
}

/// Standard error of the difference of two estimates from the same B independent batches, s_D ÷ √B, s_D the standard
/// deviation between the batches' own differences. A batch in which either has no value is left out.
pub fn batch_difference_standard_error(
    a: impl IntoIterator<Item = Option<f64>>,
    b: impl IntoIterator<Item = Option<f64>>,
) -> Option<f64> {
    batch_standard_error(a.into_iter().zip(b).map(|(a, b)| Some(a? - b?)))
}
