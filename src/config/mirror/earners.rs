//! `[household.second_earner]`, `[household.self_employment]`, `[household.wages]`, `[household.illness]`: who earns what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Distribution, defaults::unit};

/// A second earner with spells of its own; absent: one earner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondEarner {
    /// Its wage as a share of the household's income at origination, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub wage_frac: f64,
    /// Its hazard of losing work divided by that of the labour market, 0 to 100.
    #[serde(default = "unit")]
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub separation_hazard_ratio: f64,
    /// Correlation of both earners' spells beyond the labour market, -1 to 1, ends excluded.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
    pub spell_correlation: f64,
    /// A leave for a child, once; absent: none.
    #[serde(default)]
    pub leave: Option<Leave>,
}

/// A leave of the second earner for a child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// Share of households with such a leave, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// Its first month from origination, rounded, at least 1, at most 600.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub month: Distribution,
    /// Its length in months, rounded, 0 to 1200; longer than the study: for good.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub duration_months: Distribution,
    /// Income during leave as a share of the second earner's wage, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub income_frac: f64,
}

/// Earners who work for themselves: months at a fraction of income, then back at a lower level; absent: employees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfEmployment {
    /// Share of first earners who are self-employed, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub first_earner_frac: f64,
    /// Share of second earners who are self-employed, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub second_earner_frac: f64,
    /// Hazard of a slump divided by the labour market's hazard of losing work, 0 to 100.
    #[serde(default = "unit")]
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub slump_hazard_ratio: f64,
    /// Hazard of a slump's end divided by the labour market's hazard of finding work, 0 to 100.
    #[serde(default = "unit")]
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub recovery_hazard_ratio: f64,
    /// Income in a slump as a share of income before it, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub slump_income_frac: f64,
    /// Income after a slump as a share of income before it, 0 to 2.
    #[serde(default = "unit")]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub recovery_income_frac: f64,
}

/// How the household's wages move; absent: they stand still.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Wages {
    /// Growth per year, in yearly steps, -0.5 to 1.
    #[schemars(extend("minimum" = -0.5, "maximum" = 1))]
    pub growth_annual: f64,
    /// Share of the wage lost for good with each spell out of work, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub scar_frac: f64,
    /// Volatility of the persistent part per square root of a year, in logs, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub persistent_volatility_annual: f64,
    /// Standard deviation of the transitory part of a month, in logs, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub transitory_sd: f64,
}

/// Illness: extra spending for some months, and less pay if so configured; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Illness {
    /// Probability of falling ill in a month, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub probability_monthly: f64,
    /// Months an illness lasts, rounded, at least 1, at most 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub duration_months: Distribution,
    /// Extra spending in each of its months as a share of income at origination, 0 to 100.
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub extra_spending_frac: Distribution,
    /// Share of the first earner's pay lost while it lasts, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub income_loss_frac: f64,
}
