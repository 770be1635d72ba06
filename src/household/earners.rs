//! Who earns: one or two earners, employed or self-employed (METHOD.md §5, step 3, equations (50) to (53) and (55)).

use crate::random::Distribution;

/// The second earner of a household of two.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondEarner {
    /// Its wage ÷ the household's at origination.
    pub wage_frac: f64,
    /// Its hazard of losing work ÷ the labour market's.
    pub separation_hazard_ratio: f64,
    /// ρ of the Gaussian copula between the spells of both earners, equation (51).
    pub spell_correlation: f64,
    /// Leave for a child.
    pub leave: Option<Leave>,
}

/// A leave for a child: scheduled at origination, once a household.
#[derive(Clone, Debug, PartialEq)]
pub struct Leave {
    /// Share of households with a leave.
    pub probability: f64,
    /// Its first month.
    pub month: Distribution,
    /// Its length in months.
    pub duration_months: Distribution,
    /// Income during leave ÷ the second earner's wage.
    pub income_frac: f64,
}

/// Earners who work for themselves: their income alternates between normal and a slump.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelfEmployment {
    /// Share of first earners.
    pub first_earner_frac: f64,
    /// Share of second earners.
    pub second_earner_frac: f64,
    /// Hazard of a slump ÷ the labour market's hazard of losing work.
    pub slump_hazard_ratio: f64,
    /// Hazard of its end ÷ the labour market's hazard of finding work.
    pub recovery_hazard_ratio: f64,
    /// Income in a slump ÷ income before it.
    pub slump_income_frac: f64,
    /// Income after a slump ÷ income before it.
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
