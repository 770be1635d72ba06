//! A reference to a column of a CSV file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::distribution::unit;

/// A time series: a column of a CSV file whose time cells read `YYYY-MM`, `YYYY-MM-DD`, `YYYY-Qn` or `YYYY`; `/` may
/// stand for `-`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesRef {
    /// CSV file, relative to the config file that names it.
    pub file: String,
    /// Column of the values.
    pub column: String,
    /// Column of the months or years; absent: the first column.
    #[serde(default)]
    pub time_column: Option<String>,
    /// Factor by which the values are multiplied, above 0; 0.01 reads percents.
    #[serde(default = "unit")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub scale: f64,
    /// Whether a quarterly series, or a yearly index, is read month by month: on straight lines between the middles of
    /// its periods. An index read so moves less from month to month than the market did. Yearly rates are read so in any
    /// case.
    #[serde(default)]
    pub interpolate: bool,
}
