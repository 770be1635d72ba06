//! `[policy_rate]`: the rate a floating loan follows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SeriesRef, YearMonth};

/// Path of the policy rate, per year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PolicyRate {
    /// One rate throughout.
    Constant {
        /// Rate per year, -0.05 to 1.
        #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
        level_annual: f64,
    },
    /// A given path by knots, flat after the last.
    Knots {
        /// Knots in increasing order of month, the first at month 0.
        #[schemars(extend("minItems" = 1))]
        knots: Vec<RateKnot>,
        /// How the rate moves between knots.
        #[serde(default)]
        interpolation: Interpolation,
    },
    /// Mean-reverting normal rate, floored where it is used.
    Vasicek {
        /// Rate at origination per year, -0.05 to 1.
        #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
        initial_annual: f64,
        /// Rate to which it reverts, per year, -0.05 to 1.
        #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
        mean_annual: f64,
        /// Speed of reversion per year, 0 to 10.
        #[schemars(extend("minimum" = 0, "maximum" = 10))]
        reversion_annual: f64,
        /// Standard deviation per square root of a year, 0 to 1.
        #[schemars(extend("minimum" = 0, "maximum" = 1))]
        volatility_annual: f64,
        /// Lowest rate used, per year, -0.05 to 1; absent: no floor.
        #[serde(default)]
        #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
        floor_annual: Option<f64>,
    },
    /// A historical series as it was, held at its last value after its end.
    Series {
        /// Rate per year as a fraction, monthly or yearly; `scale = 0.01` reads percents.
        series: SeriesRef,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
}

/// One knot of a policy rate path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateKnot {
    /// Month from origination, 0 or more.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Rate per year from this month on, -0.05 to 1.
    #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
    pub level_annual: f64,
}

/// How a knot path moves between two knots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Interpolation {
    /// The rate of a knot holds until the next.
    #[default]
    Step,
    /// The rate moves on a straight line from knot to knot.
    Linear,
}
