//! `[household]` and `[underwriting]` of a checked config, as the models take them.

use super::LifeParameters;
use super::laws::Laws;
use crate::config::Fault;
use crate::config::mirror::{CashMode as CashModeKey, Config, Letting as LettingKey};
use crate::household::{
    CashMode, DistressLetting, EmploymentParameters, FamilyHelp, HouseholdParameters, Illness, IncomeSource, Leave,
    Letting, OriginationCopula, OtherDebts, OtherHomes, SecondEarner, SelfEmployment, Tenancy, UnderwritingParameters,
    WageParameters,
};

pub(super) fn household(config: &Config, laws: Laws<'_>) -> Result<HouseholdParameters, Fault> {
    let household = &config.household;
    let optional = |key, found: &Option<_>| found.as_ref().map(|it| laws.law(key, it)).transpose();
    Ok(HouseholdParameters {
        home_price: laws.law("household.home_price", &household.home_price)?,
        income: match &household.income_monthly {
            Some(income) => IncomeSource::Monthly(laws.law("household.income_monthly", income)?),
            None => IncomeSource::PriceToIncomeYears(
                laws.required("household.price_to_income_years", &household.price_to_income_years)?,
            ),
        },
        investor_frac: household.investor_frac,
        cash: match household.cash_mode {
            CashModeKey::Months => CashMode::Months(laws.required("household.cash_months", &household.cash_months)?),
            CashModeKey::Amount => CashMode::Amount(laws.required("household.cash", &household.cash)?),
            CashModeKey::Savings => CashMode::Savings(laws.required("household.savings", &household.savings)?),
        },
        reference_down_payment: household.reference_down_payment,
        essential_spending_frac: laws.law("household.essential_spending_frac", &household.essential_spending_frac)?,
        discretionary_spending_frac: laws
            .law("household.discretionary_spending_frac", &household.discretionary_spending_frac)?,
        discretionary_cut_below_months: household.discretionary_cut_below_months,
        buffer_target_months: household.buffer_target_months,
        saved_share: household.saved_share,
        cash_minimum_months: household.cash_minimum_months,
        credit_limit_months_of_income: laws
            .law("household.credit_limit_months_of_income", &household.credit_limit_months_of_income)?,
        credit_rate_annual: household.credit_rate_annual,
        walk_away_threshold: optional("distress.walk_away_threshold", &config.distress.walk_away_threshold)?,
        investor_walk_away_threshold: optional(
            "distress.investor_walk_away_threshold",
            &config.distress.investor_walk_away_threshold,
        )?,
        copula: copula(config, laws)?,
        spending_growth_annual: household.spending_growth_annual.unwrap_or(0.0),
        other_debts: match &household.other_debts {
            None => None,
            Some(it) => Some(OtherDebts {
                service_frac: laws.law("household.other_debts.service_frac", &it.service_frac)?,
                months: laws.law("household.other_debts.months", &it.months)?,
            }),
        },
        other_homes: match &household.other_homes {
            None => None,
            Some(it) => Some(OtherHomes {
                owner_frac: it.owner_frac,
                cash_flow_frac: laws.law("household.other_homes.cash_flow_frac", &it.cash_flow_frac)?,
                liquidation_value_frac: laws
                    .law("household.other_homes.liquidation_value_frac", &it.liquidation_value_frac)?,
                months_to_sell: laws.law("household.other_homes.months_to_sell", &it.months_to_sell)?,
            }),
        },
        family_help: match &household.family_help {
            None => None,
            Some(it) => Some(FamilyHelp { months: laws.law("household.family_help.months", &it.months)? }),
        },
        letting: household.letting.as_ref().map(|it| letting(it, laws)).transpose()?,
        underwriting: match &config.underwriting {
            None => UnderwritingParameters::default(),
            Some(it) => UnderwritingParameters {
                maximum_dsti: it.maximum_dsti,
                minimum_down_payment_first_home: it.minimum_down_payment_first_home,
                minimum_down_payment_second_home: it.minimum_down_payment_second_home,
                maximum_age_and_term_years: it.maximum_age_and_term_years,
                minimum_buffer_months: it.minimum_buffer_months,
                building_age_years: optional("underwriting.building_age_years", &it.building_age_years)?,
            },
        },
    })
}

/// Nothing where every correlation is 0: the draws stay as they are.
fn copula(config: &Config, laws: Laws<'_>) -> Result<Option<OriginationCopula>, Fault> {
    match &config.household.correlation {
        Some(it) if it.price_income != 0.0 || it.price_cash != 0.0 || it.income_cash != 0.0 => {
            match OriginationCopula::new(it.price_income, it.price_cash, it.income_cash) {
                Some(copula) => Ok(Some(copula)),
                None => {
                    let message = "is not a positive definite correlation matrix";
                    Err(laws.document.fault_at("household.correlation", message, None))
                }
            }
        }
        _ => Ok(None),
    }
}

fn letting(letting: &LettingKey, laws: Laws<'_>) -> Result<Letting, Fault> {
    Ok(Letting {
        rent_yield_annual: laws.law("household.letting.rent_yield_annual", &letting.rent_yield_annual)?,
        tenancy: tenancy(letting),
        in_distress: match &letting.in_distress {
            None => None,
            Some(it) => Some(DistressLetting {
                probability: it.probability,
                months: laws.law("household.letting.in_distress.months", &it.months)?,
                own_rent_frac: it.own_rent_frac,
            }),
        },
    })
}

fn tenancy(letting: &LettingKey) -> Tenancy {
    Tenancy { vacancy_hazard: hazard(letting.vacancy_monthly), finding_hazard: hazard(letting.tenant_finding_monthly) }
}

/// −ln(1 − p), 0 of an impossible event.
fn hazard(probability_monthly: f64) -> f64 {
    if probability_monthly > 0.0 { -libm::log1p(-probability_monthly) } else { 0.0 }
}

/// The exogenous life of a household under the study's labour market `labour`.
pub(super) fn life(config: &Config, laws: Laws<'_>, labour: usize) -> Result<LifeParameters, Fault> {
    let household = &config.household;
    Ok(LifeParameters {
        labour,
        home_volatility_annual: household.home_volatility_annual,
        employment: EmploymentParameters {
            floor_income_frac: household.floor_income_frac,
            benefit_frac: household.benefit_frac,
            benefit_months: household.benefit_months,
        },
        wages: household.wages.as_ref().map_or_else(WageParameters::default, |it| WageParameters {
            growth_annual: it.growth_annual,
            scar_frac: it.scar_frac,
            persistent_volatility_annual: it.persistent_volatility_annual,
            transitory_sd: it.transitory_sd,
        }),
        second_earner: match &household.second_earner {
            None => None,
            Some(it) => Some(SecondEarner {
                wage_frac: it.wage_frac,
                separation_hazard_ratio: it.separation_hazard_ratio,
                spell_correlation: it.spell_correlation,
                leave: match &it.leave {
                    None => None,
                    Some(it) => Some(Leave {
                        probability: it.probability,
                        month: laws.law("household.second_earner.leave.month", &it.month)?,
                        duration_months: laws
                            .law("household.second_earner.leave.duration_months", &it.duration_months)?,
                        income_frac: it.income_frac,
                    }),
                },
            }),
        },
        self_employment: household.self_employment.as_ref().map(|it| SelfEmployment {
            first_earner_frac: it.first_earner_frac,
            second_earner_frac: it.second_earner_frac,
            slump_hazard_ratio: it.slump_hazard_ratio,
            recovery_hazard_ratio: it.recovery_hazard_ratio,
            slump_income_frac: it.slump_income_frac,
            recovery_income_frac: it.recovery_income_frac,
        }),
        illness: match &household.illness {
            None => None,
            Some(it) => Some(Illness {
                hazard: hazard(it.probability_monthly),
                duration_months: laws.law("household.illness.duration_months", &it.duration_months)?,
                extra_spending_frac: laws.law("household.illness.extra_spending_frac", &it.extra_spending_frac)?,
                income_loss_frac: it.income_loss_frac,
            }),
        },
        tenancy: household.letting.as_ref().map(tenancy),
    })
}
