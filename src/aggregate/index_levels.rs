//! Quantiles of the price index by month.

use crate::outcome::LevelHistogram;
use crate::outcome::level_histogram::LevelBin;
use crate::stats::PerMille;
use crate::stats::binned::{Amounts, Bin};

/// Names and levels of the quantiles shown.
pub(super) const LEVELS: [(&str, PerMille); 5] = [
    ("index_q05", PerMille::new(50)),
    ("index_q25", PerMille::new(250)),
    ("index_q50", PerMille::new(500)),
    ("index_q75", PerMille::new(750)),
    ("index_q95", PerMille::new(950)),
];

/// The months of a price model, ready to be asked.
pub(super) struct IndexLevels(Vec<Amounts>);

impl IndexLevels {
    pub(super) fn of(levels: &LevelHistogram) -> Self {
        let bins = |month| {
            let of_level =
                |level: LevelBin| Bin { count: level.worlds, sum: 0, lowest: level.lowest, highest: level.highest };
            levels.bins(month).map(of_level).collect()
        };
        Self((1..=levels.months()).map(|month| Amounts::new(bins(month))).collect())
    }

    /// Level e^x of the ⌈p·n⌉-th of n worlds in a month (from 1), worlds of a bin taken as evenly spread: off by less than
    /// 0.05%, and exact where the worlds of the bin are all alike. `None` when the month has no worlds.
    pub(super) fn quantile(&self, month: usize, p: PerMille) -> Option<f64> {
        let log = self.0.get(month.checked_sub(1)?)?.quantile(p)?;
        Some(libm::exp(log * LevelHistogram::UNIT))
    }
}
