//! Who earns: one or two earners, employed or self-employed (METHOD.md §5, step 3, equations (50) to (53) and (55)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::divorce::Divorce;
use crate::random::Distribution;
use crate::random::distribution::unit;

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
    /// A divorce: the second earner leaves; absent: nobody parts.
    #[serde(default)]
    pub divorce: Option<Divorce>,
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// An earner's income as two parts, each ÷ the earner's wage at origination: one that moves with wages, one that does not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pay {
    /// Moves with wages: earnings, or what stays of them out of work.
    pub moving: f64,
    /// Stands still: benefits, a share of the wage at loss.
    pub fixed: f64,
}

/// Equation (50): the household's pay from its earners', by their shares of its wage.
pub fn household_pay(first: Pay, second: Option<Pay>, second_wage_frac: f64) -> Pay {
    match second {
        None => first,
        Some(second) => {
            let first_wage_frac = 1.0 - second_wage_frac;
            Pay {
                moving: first_wage_frac * first.moving + second_wage_frac * second.moving,
                fixed: first_wage_frac * first.fixed + second_wage_frac * second.fixed,
            }
        }
    }
}
