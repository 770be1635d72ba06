//! Stationary block bootstrap of a series' monthly log returns (Politis and Romano 1994), equation (5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::YearMonth;
use crate::world::series::NamedSeries;

/// Blocks of geometric length, mean `mean_block_months`, wrapping round at the end of the sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "BootstrapTable", into = "BootstrapTable")]
pub struct Bootstrap {
    /// As the config has it.
    pub table: BootstrapTable,
    /// Monthly log returns between the levels of the window, in order; of a checked config at least two.
    log_returns: Vec<f64>,
}

/// What a config says of a [`Bootstrap`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct BootstrapTable {
    /// Monthly index whose log returns are drawn.
    pub series: NamedSeries,
    /// Mean length of a block in months, 1 to 600.
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub mean_block_months: f64,
    /// First month of the window of index levels; absent: the start of the series.
    #[serde(default)]
    pub first_month: Option<YearMonth>,
    /// Last month of the window of index levels; absent: the end of the series.
    #[serde(default)]
    pub last_month: Option<YearMonth>,
}

impl From<BootstrapTable> for Bootstrap {
    fn from(table: BootstrapTable) -> Self {
        let log_returns = log_returns(&table, (table.first_month, table.last_month));
        Self { table, log_returns }
    }
}

/// Monthly log returns between the levels of a window; an end that is absent is that of the series.
fn log_returns(table: &BootstrapTable, (first, last): (Option<YearMonth>, Option<YearMonth>)) -> Vec<f64> {
    let series = table.series.series.by_month();
    let at = |month: Option<YearMonth>, otherwise| month.and_then(|it| series.position(it)).unwrap_or(otherwise);
    let (first, last) = (at(first, 0), at(last, series.values.len().saturating_sub(1)));
    let window = series.values.get(first..=last).unwrap_or_default();
    window.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect()
}

impl From<Bootstrap> for BootstrapTable {
    fn from(bootstrap: Bootstrap) -> Self {
        bootstrap.table
    }
}

impl Bootstrap {
    /// Ordinals of the first and the last month of its window; `None` where it is not in the series.
    pub fn window(&self) -> Option<(i32, i32)> {
        let series = self.table.series.series.by_month();
        let inside = |month: YearMonth| series.position(month).map(|_| month.ordinal());
        let first = self.table.first_month.map_or(Some(series.first.ordinal()), inside)?;
        let last = self.table.last_month.map_or(Some(series.last_ordinal()), inside)?;
        Some((first, last))
    }

    /// The first and the last month that the windows of all have, where there is any, equation (252).
    pub fn common_window<'a>(all: impl Iterator<Item = &'a Self>) -> (i32, i32) {
        let windows = all.filter_map(Self::window);
        windows.fold((i32::MIN / 2, i32::MAX / 2), |(from, to), (first, last)| (from.max(first), to.min(last)))
    }

    /// The same of another window, between months with these ordinals.
    pub fn within(&self, (first, last): (i32, i32)) -> Self {
        let ends = (YearMonth::from_ordinal(first), YearMonth::from_ordinal(last));
        Self { table: self.table.clone(), log_returns: log_returns(&self.table, ends) }
    }

    pub(super) fn fill(&self, blocks: &[(f64, f64)], log_index: &mut [f64]) {
        let n = self.log_returns.len();
        // ln(1 − 1/ℓ) is −∞ for ℓ = 1: every block then has one month.
        let log_continue = libm::log1p(-1.0 / self.table.mean_block_months);
        log_index[0] = 0.0;
        let (mut at, mut left, mut block) = (0, 0, 0);
        for t in 1..log_index.len() {
            if left == 0 {
                let (start, length) = blocks[block];
                block += 1;
                at = ((start * n as f64) as usize).min(n - 1);
                left = 1 + (libm::log(length) / log_continue) as usize;
            }
            log_index[t] = log_index[t - 1] + self.log_returns[at];
            at = if at + 1 == n { 0 } else { at + 1 };
            left -= 1;
        }
    }
}
