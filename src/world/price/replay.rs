//! History as it was, equation (6).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::measure::YearMonth;
use crate::world::series::NamedSeries;

/// A stretch of a historical index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "ReplayTable", into = "ReplayTable")]
pub struct Replay {
    /// As the config has it.
    pub table: ReplayTable,
    /// ln(I_{s+t}/I_s) for t = 0…; held at its last value after. Empty where the month of origination is outside the series,
    /// which no checked config has.
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

impl From<ReplayTable> for Replay {
    fn from(table: ReplayTable) -> Self {
        let series = table.series.series.by_month();
        let levels = series.position(table.start_month).map_or(&[][..], |start| &series.values[start..]);
        let log_index = levels.iter().map(|level| libm::log(level / levels[0])).collect();
        Self { table, log_index }
    }
}

impl From<Replay> for ReplayTable {
    fn from(replay: Replay) -> Self {
        replay.table
    }
}

impl Replay {
    pub(super) fn fill(&self, log_index: &mut [f64]) {
        for (t, value) in log_index.iter_mut().enumerate() {
            *value = self.log_index.get(t).or(self.log_index.last()).copied().unwrap_or(f64::NAN);
        }
    }
}
