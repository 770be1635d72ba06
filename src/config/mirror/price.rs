//! `[price]`: the house price index.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Overlay, Regime, SeriesRef, YearMonth};

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
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
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
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
    },
    /// Ornstein-Uhlenbeck process around a trend.
    MeanReverting {
        /// Log growth of the trend per year, -1 to 1.
        #[schemars(extend("minimum" = -1, "maximum" = 1))]
        trend_growth_annual: f64,
        /// Speed at which the index returns to its trend, per year, above 0, at most 10; half of a gap closes in 0.69 divided by this.
        #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
        reversion_annual: f64,
        /// Standard deviation of the log index per square root of a year over short times, 0 to 2.
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        volatility_annual: f64,
        /// Log of the index over its trend at origination, -2 to 2; 0.2 is a market 22% too dear; absent: a stationary draw.
        #[serde(default)]
        #[schemars(extend("minimum" = -2, "maximum" = 2))]
        initial_gap_log: Option<f64>,
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
    },
    /// Geometric Brownian motion with normal jumps that come at random (Merton).
    JumpDiffusion {
        /// Drift of the level per year, jumps included, -1 to 1.
        #[schemars(extend("minimum" = -1, "maximum" = 1))]
        drift_annual: f64,
        /// Standard deviation of the log index between jumps per square root of a year, 0 to 2.
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        volatility_annual: f64,
        /// Mean number of jumps per year, 0 to 60.
        #[schemars(extend("minimum" = 0, "maximum" = 60))]
        jump_intensity_annual: f64,
        /// Mean of a jump of the log index, -2 to 2.
        #[schemars(extend("minimum" = -2, "maximum" = 2))]
        jump_mean_log: f64,
        /// Standard deviation of a jump of the log index, 0 to 2.
        #[schemars(extend("minimum" = 0, "maximum" = 2))]
        jump_sd_log: f64,
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
    },
    /// Drift and volatility by regime, regimes by a Markov chain.
    RegimeSwitching {
        /// Regimes in the order that their transition rows follow, at most 12.
        #[schemars(extend("minItems" = 1, "maxItems" = 12))]
        regimes: Vec<Regime>,
        /// Regime of the month of origination by name; absent: a draw from the chain's stationary law.
        #[serde(default)]
        initial_regime: Option<String>,
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
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
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
    },
    /// A historical series as it was.
    Replay {
        /// Monthly index to replay; it must reach horizon and workout tail.
        series: SeriesRef,
        /// Month of origination in the series.
        start_month: YearMonth,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
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
        /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
        #[serde(default)]
        #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
        degrees_of_freedom: Option<f64>,
        /// Stresses laid over the index.
        #[serde(default)]
        overlay: Option<Vec<Overlay>>,
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
