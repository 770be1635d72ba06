//! Exact quantiles of the values of worlds.

use super::moments::Moments;
use super::{Estimate, PerMille};

/// Least number of values beyond a quantile for which its error is given.
pub(super) const LEAST_BEYOND: usize = 10;

/// Quantile with its error; `values` need not be sorted. `None` without values.
///
/// The quantile is type 7 of Hyndman and Fan (1996): with h = (n − 1)p, x₍⌊h⌋₎ + (h − ⌊h⌋)(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎), counting
/// from 0. The error is a quarter of the distance between the quantiles at p ± 2·√(p(1 − p) ÷ n), two standard errors of
/// the empirical distribution function to either side (Woodruff 1952); `None` when fewer than ten values lie beyond the
/// quantile on its thinner side, and when both are one value.
pub fn quantile(values: &[f64], p: PerMille) -> Estimate {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let fraction = p.fraction();
    let thinner = p.get().min(1000 - p.get()) as usize;
    let enough = sorted.len() * thinner >= LEAST_BEYOND * 1000;
    let width = 2.0 * (fraction * (1.0 - fraction) / sorted.len() as f64).sqrt();
    let mcse = if enough {
        let upper = sorted_quantile(&sorted, fraction + width);
        let lower = sorted_quantile(&sorted, fraction - width);
        upper.zip(lower).map(|(upper, lower)| (upper - lower) / 4.0).filter(|mcse| *mcse > 0.0)
    } else {
        None
    };
    Estimate { value: sorted_quantile(&sorted, fraction), mcse }
}

/// Mean of the values beyond a quantile, with its error; `None` where less than one value lies beyond.
///
/// With m = (1 − p)·n, not less than 1, it is the mean of the m largest values, the ⌊m⌋ + 1st in part (Acerbi and Tasche
/// 2002). The error is that of the mean excess over x, the ⌈m⌉-th largest value, ÷ (1 − p): s of max(0, x_i − x) ÷ √n ÷
/// (1 − p); `None` when fewer than ten values lie beyond, and when all of them are one value.
///
/// ```
/// # use underwater::stats::{PerMille, quantile::mean_beyond};
/// let values: Vec<f64> = (1..=20).map(f64::from).collect();
/// assert_eq!(mean_beyond(&values, PerMille::new(900)).value, Some(19.5));
/// // 1.5 of the values: all of 20 and half of 19.
/// assert_eq!(mean_beyond(&values, PerMille::new(925)).value, Some((20.0 + 0.5 * 19.0) / 1.5));
/// assert_eq!(mean_beyond(&values, PerMille::new(990)).value, None);
/// ```
pub fn mean_beyond(values: &[f64], p: PerMille) -> Estimate {
    let (thousandths, share) = (values.len() * (1000 - p.get()) as usize, 1.0 - p.fraction());
    if thousandths < 1000 {
        return Estimate::default();
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| f64::total_cmp(b, a));
    let (whole, part) = (thousandths / 1000, (thousandths % 1000) as f64 / 1000.0);
    let boundary = sorted.get(thousandths.div_ceil(1000) - 1).copied().unwrap_or(0.0);
    let sum: f64 = sorted.iter().take(whole).sum::<f64>() + if part > 0.0 { part * boundary } else { 0.0 };
    let excess = |value: &f64| if *value > boundary { *value - boundary } else { 0.0 };
    let excess = Moments::of(&sorted.iter().map(excess).collect::<Vec<_>>());
    let mcse = excess.and_then(|moments| moments.standard_error()).map(|error| error / share);
    let enough = thousandths >= LEAST_BEYOND * 1000;
    Estimate { value: Some(sum / (thousandths as f64 / 1000.0)), mcse: mcse.filter(|mcse| enough && *mcse > 0.0) }
}

/// Type 7 quantile of sorted values at p in [0, 1]; `None` without values.
///
/// ```
/// # use underwater::stats::quantile::sorted_quantile;
/// assert_eq!(sorted_quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
/// ```
pub fn sorted_quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * p;
    // A float cast saturates: what lies below 0 starts at the first value.
    let below = (position as usize).min(last);
    let lower = *sorted.get(below)?;
    let upper = *sorted.get((below + 1).min(last))?;
    let share = position - below as f64;
    let share = if share < 0.0 { 0.0 } else { share };
    Some(lower + share * (upper - lower))
}
