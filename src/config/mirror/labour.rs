//! `[labour]`: the labour market.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SeriesRef, YearMonth};
use crate::random::distribution::unit;

/// Monthly hazards of losing and finding a job, moved by a common factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Labour {
    /// The factor is a stationary AR(1) that starts at 0.
    Ar1 {
        /// Probability of losing the job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        separation_monthly: f64,
        /// Probability of finding a job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        finding_monthly: f64,
        /// How strongly the factor lowers the finding hazard, -5 to 5.
        #[serde(default = "unit")]
        #[schemars(extend("minimum" = -5, "maximum" = 5))]
        finding_sensitivity: f64,
        /// Stationary standard deviation of the factor, 0 to 3.
        #[serde(default)]
        #[schemars(extend("minimum" = 0, "maximum" = 3))]
        sd: f64,
        /// Monthly autocorrelation of the factor, 0 or more, below 1.
        #[serde(default)]
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        persistence_monthly: f64,
    },
    /// The factor follows a historical unemployment rate.
    Series {
        /// Probability of losing the job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        separation_monthly: f64,
        /// Probability of finding a job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        finding_monthly: f64,
        /// How strongly the factor lowers the finding hazard, -5 to 5.
        #[serde(default = "unit")]
        #[schemars(extend("minimum" = -5, "maximum" = 5))]
        finding_sensitivity: f64,
        /// Unemployment rate as a fraction, monthly or yearly; `scale = 0.01` reads percents.
        series: SeriesRef,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
    /// The factor follows knots, linear between them, flat after the last.
    Knots {
        /// Probability of losing the job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        separation_monthly: f64,
        /// Probability of finding a job in a month when the factor is 0; 0 or more, below 1.
        #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
        finding_monthly: f64,
        /// How strongly the factor lowers the finding hazard, -5 to 5.
        #[serde(default = "unit")]
        #[schemars(extend("minimum" = -5, "maximum" = 5))]
        finding_sensitivity: f64,
        /// Knots in increasing order of month, the first at month 0.
        #[schemars(extend("minItems" = 1))]
        knots: Vec<FactorKnot>,
    },
}

/// One knot of the labour factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorKnot {
    /// Month from origination, 0 or more.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Labour factor, -5 to 5; positive is worse: separation hazards are e to it times as high.
    #[schemars(extend("minimum" = -5, "maximum" = 5))]
    pub factor: f64,
}
