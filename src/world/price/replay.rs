//! History as it was, equation (6).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::world::YearMonth;
use crate::world::series::NamedSeries;

/// A stretch of a historical index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ReplayTable", into = "ReplayTable")]
pub struct Replay {
    /// As the config has it.
    pub table: ReplayTable,
    /// ln(I_{s+t}/I_s) for t = 0…; held at its last value after.
    log_index: Vec<f64>,
}

/// What a config says of a [`Replay`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ReplayTable {
    /// Monthly index to replay; it must reach horizon and workout tail.
    pub series: NamedSeries,
    /// Month of origination in the series.
    pub start_month: YearMonth,
}

impl TryFrom<ReplayTable> for Replay {
    type Error = String;

    fn try_from(table: ReplayTable) -> Result<Self, String> {
        let series = table.series.series.by_month();
        let outside = || format!("start_month is outside the series, {}", series.span());
        let start = series.position(table.start_month).ok_or_else(outside)?;
        let base = series.values[start];
        let log_index = series.values[start..].iter().map(|level| libm::log(level / base)).collect();
        Ok(Self { table, log_index })
    }
}

impl From<Replay> for ReplayTable {
    fn from(replay: Replay) -> Self {
        replay.table
    }
}

impl Replay {
    pub(super) fn fill(&self, log_index: &mut [f64]) {
        let last = self.log_index.len() - 1;
        for (t, value) in log_index.iter_mut().enumerate() {
            *value = self.log_index[t.min(last)];
        }
    }
}
