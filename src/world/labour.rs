//! The labour market, equations (8) and (46): monthly hazards of losing and of finding work.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::kinds::with_common;
use super::knots::by_month;
use super::regime::Regime;
use super::series::{NamedSeries, monthly_rates};
use super::survival::SurvivalCurve;
use crate::measure::YearMonth;
use crate::random::distribution::unit;

/// Where the factor of the labour market comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Factor {
    /// The factor is a stationary AR(1) that starts at 0.
    Ar1 {
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
        /// Unemployment rate as a fraction, monthly or yearly; `scale = 0.01` reads percents.
        series: NamedSeries,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
    /// The factor follows knots, linear between them, flat after the last.
    Knots {
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

/// What a labour market has wherever its factor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Turnover {
    /// Probability of losing the job in a month when the factor is 0; 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub separation_monthly: f64,
    /// Probability of finding a job in a month when the factor is 0; 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub finding_monthly: f64,
    /// How strongly the factor lowers the finding hazard, -5 to 5.
    #[serde(default = "unit")]
    #[schemars(extend("minimum" = -5, "maximum" = 5))]
    pub finding_sensitivity: f64,
}

/// `[labour]`: monthly hazards of losing and finding a job, moved by a common factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labour {
    /// Where the factor comes from.
    #[serde(flatten)]
    pub factor: Factor,
    /// Hazards when the factor is 0, and how they move with it.
    #[serde(flatten)]
    pub turnover: Turnover,
}

impl Labour {
    /// What leaves it without a Gaussian innovation, if anything.
    pub fn without_innovation(&self) -> Option<&'static str> {
        match &self.factor {
            Factor::Ar1 { .. } => None,
            Factor::Series { .. } => Some("labour.kind = \"series\""),
            Factor::Knots { .. } => Some("labour.kind = \"knots\""),
        }
    }

    /// Whether it takes normal innovations.
    pub fn has_innovation(&self) -> bool {
        self.without_innovation().is_none()
    }
}

impl JsonSchema for Labour {
    fn schema_name() -> Cow<'static, str> {
        "Labour".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (kinds, common) = (Factor::json_schema(generator), Turnover::json_schema(generator));
        let description = "Monthly hazards of losing and finding a job, moved by a common factor.";
        with_common(description, kinds, &common, |_, _| true)
    }
}

/// Where the state a_t of the market comes from; a > 0 is a worse market.
#[derive(Clone, Debug, PartialEq)]
pub enum LabourState {
    /// a_t = ρa_{t−1} + sd·√(1 − ρ²)·z_t, a₀ = 0.
    Autoregressive {
        /// Stationary standard deviation.
        sd: f64,
        /// ρ, a month.
        persistence_monthly: f64,
    },
    /// Given month by month from month 0, held at its last value after.
    Series(Vec<f64>),
}

/// What the regimes of a chain add to the state of the market.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeFactors {
    /// Which of the study's chains.
    pub chain: usize,
    /// Added to a_t, by regime.
    pub factor: Vec<f64>,
}

/// Separation and finding, and how they move with the market.
#[derive(Clone, Debug, PartialEq)]
pub struct LabourModel {
    /// s, f and κ.
    pub turnover: Turnover,
    /// The market's state.
    pub state: LabourState,
    /// What regimes add to it.
    pub regimes: Option<RegimeFactors>,
}

/// Hazards of a world's labour market.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hazards {
    /// Of losing work.
    pub separation: SurvivalCurve,
    /// Of finding work.
    pub finding: SurvivalCurve,
}

impl Hazards {
    /// Room for months 0…`months`.
    pub(super) fn room(months: usize) -> Self {
        Self { separation: SurvivalCurve::room(months), finding: SurvivalCurve::room(months) }
    }
}

impl Turnover {
    /// λ_s at state a: −ln(1 − s)·e^{a}.
    pub fn separation_hazard(&self, a: f64) -> f64 {
        -libm::log1p(-self.separation_monthly) * libm::exp(a)
    }

    /// λ_f at state a: −ln(1 − f)·e^{−κa}.
    pub fn finding_hazard(&self, a: f64) -> f64 {
        -libm::log1p(-self.finding_monthly) * libm::exp(-self.finding_sensitivity * a)
    }

    /// Stationary unemployment at state a: p_s/(p_s + p_f), p = 1 − e^{−λ}.
    pub fn unemployment(&self, a: f64) -> f64 {
        let separation = -libm::expm1(-self.separation_hazard(a));
        let finding = -libm::expm1(-self.finding_hazard(a));
        separation / (separation + finding)
    }

    /// Stationary unemployment at the ends of the states that are looked at, −20 and 20: a state has every rate between
    /// them, and no other.
    pub fn reach(&self) -> (f64, f64) {
        (self.unemployment(-20.0), self.unemployment(20.0))
    }

    /// The state at which stationary unemployment is `rate`, by bisection on [−20, 20]; an end where none is.
    pub fn state_at(&self, rate: f64) -> f64 {
        let (mut low, mut high) = (-20.0, 20.0);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.unemployment(middle) < rate { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }
}

impl LabourModel {
    /// The market of a table with what `regimes` add to it.
    pub fn of(labour: &Labour, regimes: Option<RegimeFactors>) -> Self {
        let turnover = labour.turnover;
        let state = match &labour.factor {
            Factor::Ar1 { sd, persistence_monthly } => {
                LabourState::Autoregressive { sd: *sd, persistence_monthly: *persistence_monthly }
            }
            Factor::Series { series, start_month } => {
                let rates = monthly_rates(&series.series, *start_month);
                LabourState::Series(rates.iter().map(|rate| turnover.state_at(*rate)).collect())
            }
            Factor::Knots { knots } => {
                let knots: Vec<_> = knots.iter().map(|knot| (knot.month, knot.factor)).collect();
                LabourState::Series(by_month(&knots, true))
            }
        };
        Self { turnover, state, regimes }
    }

    /// Fills hazards and their survival curves for the months there is room for, from correlated innovations `z`; `regimes` are the months of every
    /// chain.
    pub(super) fn fill(&self, mut z: impl FnMut(usize) -> f64, regimes: &[Vec<Regime>], hazards: &mut Hazards) {
        let mut a = 0.0;
        let Hazards { separation, finding } = hazards;
        for t in 1..separation.cumulative.len() {
            a = match &self.state {
                LabourState::Autoregressive { sd, persistence_monthly: rho } => {
                    rho * a + sd * ((1.0 - rho) * (1.0 + rho)).sqrt() * z(t)
                }
                LabourState::Series(states) => states[t.min(states.len() - 1)],
            };
            let in_regime = match &self.regimes {
                Some(RegimeFactors { chain, factor }) => a + factor[usize::from(regimes[*chain][t])],
                None => a,
            };
            separation.cumulative[t] = separation.cumulative[t - 1] + self.turnover.separation_hazard(in_regime);
            finding.cumulative[t] = finding.cumulative[t - 1] + self.turnover.finding_hazard(in_regime);
        }
        separation.draw();
        finding.draw();
    }
}
