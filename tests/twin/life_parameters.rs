//! The tables below `[household]`, and `[underwriting]`.

use super::laws::Law;
use super::parameters::{Fault, Section};

#[derive(Default)]
pub struct Wages {
    pub growth: f64,
    pub scar: f64,
    pub persistent: f64,
    pub transitory: f64,
}

pub struct SecondEarner {
    pub wage_frac: f64,
    pub separation_hazard_ratio: f64,
    pub correlation: f64,
    pub leave: Option<Leave>,
}

pub struct Leave {
    pub probability: f64,
    pub month: Law,
    pub duration: Law,
    pub income_frac: f64,
}

pub struct SelfEmployment {
    /// Of first and second earners.
    pub frac: [f64; 2],
    pub slump_hazard_ratio: f64,
    pub recovery_hazard_ratio: f64,
    pub slump_income_frac: f64,
    pub recovery_income_frac: f64,
}

pub struct Illness {
    pub probability: f64,
    pub duration: Law,
    pub extra_spending: Law,
    pub income_loss: f64,
}

pub struct Letting {
    pub rent_yield: Law,
    pub vacancy: f64,
    pub finding: f64,
    pub in_distress: Option<DistressLetting>,
}

pub struct DistressLetting {
    pub probability: f64,
    pub months: Law,
    pub own_rent_frac: f64,
}

pub struct OtherDebts {
    pub service: Law,
    pub months: Law,
}

pub struct OtherHomes {
    pub owner_frac: f64,
    pub cash_flow: Law,
    pub value: Law,
    pub months_to_sell: Law,
}

/// Everything below `[household]`.
#[derive(Default)]
pub struct Extras {
    pub spending_growth: f64,
    pub wages: Wages,
    pub second_earner: Option<SecondEarner>,
    pub self_employment: Option<SelfEmployment>,
    pub illness: Option<Illness>,
    pub letting: Option<Letting>,
    pub other_debts: Option<OtherDebts>,
    pub other_homes: Option<OtherHomes>,
    /// Months of need.
    pub family_help: Option<Law>,
    /// Price and income, price and cash, income and cash.
    pub correlation: [f64; 3],
}

#[derive(Default)]
pub struct Underwriting {
    pub maximum_dsti: Option<f64>,
    pub minimum_first: Option<f64>,
    pub minimum_second: Option<f64>,
    pub maximum_age_and_term: Option<f64>,
    pub minimum_buffer_months: Option<f64>,
    pub building_age: Option<Law>,
}

/// Keys of `[household]` that are read here.
pub const KEYS: [&str; 10] = [
    "spending_growth_annual",
    "wages",
    "second_earner",
    "self_employment",
    "illness",
    "letting",
    "other_debts",
    "other_homes",
    "family_help",
    "correlation",
];

pub fn extras(s: &Section) -> Result<Extras, Fault> {
    let mut extras = Extras { spending_growth: s.number_or("spending_growth_annual", 0.0)?, ..Extras::default() };
    if let Some(s) = s.sub("wages")? {
        s.only(&["growth_annual", "scar_frac", "persistent_volatility_annual", "transitory_sd"])?;
        extras.wages = Wages {
            growth: s.number_or("growth_annual", 0.0)?,
            scar: s.number_or("scar_frac", 0.0)?,
            persistent: s.number_or("persistent_volatility_annual", 0.0)?,
            transitory: s.number_or("transitory_sd", 0.0)?,
        };
    }
    if let Some(s) = s.sub("second_earner")? {
        s.only(&["wage_frac", "separation_hazard_ratio", "spell_correlation", "leave"])?;
        let leave = match s.sub("leave")? {
            None => None,
            Some(s) => {
                s.only(&["probability", "month", "duration_months", "income_frac"])?;
                Some(Leave {
                    probability: s.number("probability")?,
                    month: s.law("month")?,
                    duration: s.law("duration_months")?,
                    income_frac: s.number_or("income_frac", 0.0)?,
                })
            }
        };
        extras.second_earner = Some(SecondEarner {
            wage_frac: s.number("wage_frac")?,
            separation_hazard_ratio: s.number_or("separation_hazard_ratio", 1.0)?,
            correlation: s.number_or("spell_correlation", 0.0)?,
            leave,
        });
    }
    if let Some(s) = s.sub("self_employment")? {
        s.only(&[
            "first_earner_frac",
            "second_earner_frac",
            "slump_hazard_ratio",
            "recovery_hazard_ratio",
            "slump_income_frac",
            "recovery_income_frac",
        ])?;
        extras.self_employment = Some(SelfEmployment {
            frac: [s.number_or("first_earner_frac", 0.0)?, s.number_or("second_earner_frac", 0.0)?],
            slump_hazard_ratio: s.number_or("slump_hazard_ratio", 1.0)?,
            recovery_hazard_ratio: s.number_or("recovery_hazard_ratio", 1.0)?,
            slump_income_frac: s.number("slump_income_frac")?,
            recovery_income_frac: s.number_or("recovery_income_frac", 1.0)?,
        });
    }
    if let Some(s) = s.sub("illness")? {
        s.only(&["probability_monthly", "duration_months", "extra_spending_frac", "income_loss_frac"])?;
        extras.illness = Some(Illness {
            probability: s.number("probability_monthly")?,
            duration: s.law("duration_months")?,
            extra_spending: s.law("extra_spending_frac")?,
            income_loss: s.number_or("income_loss_frac", 0.0)?,
        });
    }
    if let Some(s) = s.sub("letting")? {
        s.only(&["rent_yield_annual", "vacancy_monthly", "tenant_finding_monthly", "in_distress"])?;
        let in_distress = match s.sub("in_distress")? {
            None => None,
            Some(s) => {
                s.only(&["probability", "months", "own_rent_frac"])?;
                Some(DistressLetting {
                    probability: s.number("probability")?,
                    months: s.law_or("months", 1.0)?,
                    own_rent_frac: s.number("own_rent_frac")?,
                })
            }
        };
        extras.letting = Some(Letting {
            rent_yield: s.law("rent_yield_annual")?,
            vacancy: s.number_or("vacancy_monthly", 0.0)?,
            finding: s.number_or("tenant_finding_monthly", 0.5)?,
            in_distress,
        });
    }
    if let Some(s) = s.sub("other_debts")? {
        s.only(&["service_frac", "months"])?;
        extras.other_debts = Some(OtherDebts { service: s.law("service_frac")?, months: s.law("months")? });
    }
    if let Some(s) = s.sub("other_homes")? {
        s.only(&["owner_frac", "cash_flow_frac", "liquidation_value_frac", "months_to_sell"])?;
        extras.other_homes = Some(OtherHomes {
            owner_frac: s.number("owner_frac")?,
            cash_flow: s.law_or("cash_flow_frac", 0.0)?,
            value: s.law("liquidation_value_frac")?,
            months_to_sell: s.law_or("months_to_sell", 1.0)?,
        });
    }
    if let Some(s) = s.sub("family_help")? {
        s.only(&["months"])?;
        extras.family_help = Some(s.law("months")?);
    }
    if let Some(s) = s.sub("correlation")? {
        s.only(&["price_income", "price_cash", "income_cash"])?;
        for (k, key) in ["price_income", "price_cash", "income_cash"].iter().enumerate() {
            extras.correlation[k] = s.number_or(key, 0.0)?;
        }
    }
    Ok(extras)
}

pub fn underwriting(s: Section) -> Result<Underwriting, Fault> {
    s.only(&[
        "maximum_dsti",
        "minimum_down_payment_first_home",
        "minimum_down_payment_second_home",
        "maximum_age_and_term_years",
        "minimum_buffer_months",
        "building_age_years",
    ])?;
    Ok(Underwriting {
        maximum_dsti: s.maybe_number("maximum_dsti")?,
        minimum_first: s.maybe_number("minimum_down_payment_first_home")?,
        minimum_second: s.maybe_number("minimum_down_payment_second_home")?,
        maximum_age_and_term: s.maybe_number("maximum_age_and_term_years")?,
        minimum_buffer_months: s.maybe_number("minimum_buffer_months")?,
        building_age: s.maybe_law("building_age_years")?,
    })
}
