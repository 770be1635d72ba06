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
        let series = table.series.series.by_month();
        let at = |month: Option<YearMonth>, otherwise| month.and_then(|it| series.position(it)).unwrap_or(otherwise);
        let (first, last) = (at(table.first_month, 0), at(table.last_month, series.values.len().saturating_sub(1)));
        let window = series.values.get(first..=last).unwrap_or_default();
        let log_returns = window.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect();
        Self { table, log_returns }
    }
}

impl From<Bootstrap> for BootstrapTable {
    fn from(bootstrap: Bootstrap) -> Self {
        bootstrap.table
    }
}

impl Bootstrap {
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
