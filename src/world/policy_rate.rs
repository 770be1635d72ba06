//! The policy rate, equation (9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::knots::by_month;
use super::series::{NamedSeries, monthly_rates};
use crate::measure::YearMonth;

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
    Vasicek(Vasicek),
    /// A historical series as it was, held at its last value after its end.
    Series {
        /// Rate per year as a fraction, monthly or yearly; `scale = 0.01` reads percents.
        series: NamedSeries,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
}

impl PolicyRate {
    /// Month of origination in its series, where it has one.
    pub fn start_month(&self) -> Option<YearMonth> {
        match self {
            Self::Series { start_month, .. } => Some(*start_month),
            _ => None,
        }
    }

    /// What leaves it without a Gaussian innovation, if anything.
    pub fn without_innovation(&self) -> Option<&'static str> {
        match self {
            Self::Vasicek(_) => None,
            Self::Constant { .. } => Some("policy_rate.kind = \"constant\""),
            Self::Knots { .. } => Some("policy_rate.kind = \"knots\""),
            Self::Series { .. } => Some("policy_rate.kind = \"series\""),
        }
    }
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

/// r_t = r_{t−1} + κ(θ − r_{t−1})/12 + σ/√12·z_t; used is max(r_t, floor).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
#[serde(deny_unknown_fields)]
pub struct Vasicek {
    /// Rate at origination per year, -0.05 to 1.
    #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
    pub initial_annual: f64,
    /// Rate to which it reverts, per year, -0.05 to 1.
    #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
    pub mean_annual: f64,
    /// Speed of reversion per year, 0 to 10.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub reversion_annual: f64,
    /// Standard deviation per square root of a year, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub volatility_annual: f64,
    /// Lowest rate used, per year, -0.05 to 1; absent: no floor.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.05, "maximum" = 1))]
    pub floor_annual: Option<f64>,
}

/// Annual rate by month.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyRateModel {
    /// Given month by month from month 0, held at its last value after.
    Path(Vec<f64>),
    /// Drawn.
    Vasicek(Vasicek),
}

impl From<&PolicyRate> for PolicyRateModel {
    fn from(table: &PolicyRate) -> Self {
        match table {
            PolicyRate::Constant { level_annual } => Self::Path(vec![*level_annual]),
            PolicyRate::Knots { knots, interpolation } => {
                let knots: Vec<_> = knots.iter().map(|knot| (knot.month, knot.level_annual)).collect();
                Self::Path(by_month(&knots, *interpolation == Interpolation::Linear))
            }
            PolicyRate::Vasicek(vasicek) => Self::Vasicek(*vasicek),
            PolicyRate::Series { series, start_month } => Self::Path(monthly_rates(&series.series, *start_month)),
        }
    }
}

impl PolicyRateModel {
    /// The rate of a month, where it is the same in every world; month 0 always is.
    pub fn known_annual(&self, month: u32) -> Option<f64> {
        match self {
            Self::Path(path) => path.get(month as usize).or(path.last()).copied(),
            Self::Vasicek(Vasicek { initial_annual, floor_annual, .. }) => {
                (month == 0).then(|| floored(*initial_annual, *floor_annual))
            }
        }
    }

    /// Fills the annual rate for t = 0…len − 1 from correlated innovations `z`.
    pub(super) fn fill(&self, mut z: impl FnMut(usize) -> f64, rate_annual: &mut [f64]) {
        match self {
            Self::Path(path) => {
                for (t, rate) in rate_annual.iter_mut().enumerate() {
                    *rate = path[t.min(path.len() - 1)];
                }
            }
            Self::Vasicek(it) => {
                let Vasicek { initial_annual, mean_annual, reversion_annual, volatility_annual, floor_annual } = it;
                let mut state = *initial_annual;
                for (t, rate) in rate_annual.iter_mut().enumerate() {
                    if t > 0 {
                        state +=
                            reversion_annual * (mean_annual - state) / 12.0 + volatility_annual / 12f64.sqrt() * z(t);
                    }
                    *rate = floored(state, *floor_annual);
                }
            }
        }
    }
}

fn floored(state_annual: f64, floor_annual: Option<f64>) -> f64 {
    match floor_annual {
        Some(floor) if state_annual < floor => floor,
        _ => state_annual,
    }
}
