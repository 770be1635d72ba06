//! Quantiles of the price index by month.

use crate::outcome::LevelHistogram;
use crate::stats::PerMille;
use crate::stats::binned::quantile_bin;

/// Names and levels of the quantiles shown.
pub(super) const LEVELS: [(&str, PerMille); 5] = [
    ("index_q05", PerMille::new(50)),
    ("index_q25", PerMille::new(250)),
    ("index_q50", PerMille::new(500)),
    ("index_q75", PerMille::new(750)),
    ("index_q95", PerMille::new(950)),
];

/// Index level e^x at the middle x of the bin in which the cumulative count of worlds first reaches p·n: off by at most
/// 0.05%. `None` when the month has no worlds.
pub(super) fn index_quantile(levels: &LevelHistogram, month: usize, p: PerMille) -> Option<f64> {
    let (middles, counts): (Vec<f64>, Vec<u64>) = levels.bins(month).unzip();
    middles.get(quantile_bin(&counts, p)?).copied().map(libm::exp)
}
