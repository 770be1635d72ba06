//! Quantiles of the price index by month.

use crate::outcome::level_histogram::LevelBin;
use crate::outcome::{Column, LevelHistogram, Unit};
use crate::stats::PerMille;
use crate::stats::binned::{Amounts, Bin};

const fn level(name: &'static str, meaning: &'static str, chinese_name: &'static str, chinese: &'static str) -> Column {
    Column::new(name, Unit::Level, meaning, chinese_name, chinese)
}

/// One world in twenty is lower.
pub const INDEX_Q05: Column =
    level("index_q05", "Price index: one world in twenty is lower.", "指数 5%", "二十分之一的世界更低。");
/// A quarter of the worlds is lower.
pub const INDEX_Q25: Column =
    level("index_q25", "Price index: a quarter of the worlds is lower.", "指数 25%", "四分之一的世界更低。");
/// The median over worlds.
pub const INDEX_Q50: Column =
    level("index_q50", "Price index: half of the worlds are lower.", "指数中位数", "半数世界更低。");
/// A quarter of the worlds is higher.
pub const INDEX_Q75: Column =
    level("index_q75", "Price index: a quarter of the worlds is higher.", "指数 75%", "四分之一的世界更高。");
/// One world in twenty is higher.
pub const INDEX_Q95: Column =
    level("index_q95", "Price index: one world in twenty is higher.", "指数 95%", "二十分之一的世界更高。");

/// The quantiles shown.
pub(super) const LEVELS: [(Column, PerMille); 5] = [
    (INDEX_Q05, PerMille::new(50)),
    (INDEX_Q25, PerMille::new(250)),
    (INDEX_Q50, PerMille::new(500)),
    (INDEX_Q75, PerMille::new(750)),
    (INDEX_Q95, PerMille::new(950)),
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
