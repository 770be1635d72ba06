//! `[price]`: the house price index.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SeriesRef, YearMonth};

/// Dynamics of the log house price index; parameters annual, simulated monthly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Price {
    /// Geometric Brownian motion.
    Gbm {
        /// Drift of the level per year (the log index drifts by this less half the variance), -1 to 1.
        #[schemars(extend("minimum" = -1, "maximum" = 1))]
        drift_annual: f64,
        /// Standard deviation of the log index per square root of a year, 0 to 2.
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        volatility_annual: f64,
    },
    /// Monthly growth that reverts to its mean as an AR(1).
    Momentum {
        /// Mean log growth per year, -1 to 1.
        #[schemars(extend("minimum" = -1, "maximum" = 1))]
        mean_growth_annual: f64,
        /// Autocorrelation of monthly growth, strictly between -1 and 1.
        #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
        momentum_monthly: f64,
        /// Annualised standard deviation of the growth innovation, 0 to 2.
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        innovation_volatility_annual: f64,
        /// Monthly log growth before the first month, -0.5 to 0.5; absent: a stationary draw.
        #[serde(default)]
        #[schemars(extend("minimum" = -0.5, "maximum" = 0.5))]
        initial_growth_monthly: Option<f64>,
    },
    /// Stationary block bootstrap of the monthly log returns of a series.
    Bootstrap {
        /// Monthly index whose log returns are drawn.
        series: SeriesRef,
        /// Mean length of a block in months, 1 to 600.
        #[schemars(extend("minimum" = 1, "maximum" = 600))]
        mean_block_months: f64,
        /// First month of the window of index levels; absent: the start of the series.
        #[serde(default)]
        first_month: Option<YearMonth>,
        /// Last month of the window of index levels; absent: the end of the series.
        #[serde(default)]
        last_month: Option<YearMonth>,
    },
    /// A historical series as it was.
    Replay {
        /// Monthly index to replay; it must reach horizon and workout tail.
        series: SeriesRef,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
    /// A stress path by knots, log-linear between them, flat after the last.
    Path {
        /// Knots in increasing order of month, the first at month 0.
        #[schemars(extend("minItems" = 1))]
        knots: Vec<LevelKnot>,
        /// Standard deviation of the noise on top, per square root of a year, 0 to 2.
        #[serde(default)]
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        volatility_annual: f64,
    },
}

/// One knot of a price path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelKnot {
    /// Month from origination, 0 or more.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Index level, above 0; only its ratio to the first knot matters.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub level: f64,
}
