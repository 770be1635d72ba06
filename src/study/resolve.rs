//! From a checked config to a study: laws, models, constants; every distinct world model and life once.

use super::amounts::{self, Sizes};
use super::laws::Laws;
use super::resolve_household::{household, life};
use super::world_models::WorldModelTable;
use super::{Cell, LifeParameters, Study};
use crate::config::mirror::{
    Config, FeeSchedule as FeeScheduleKey, Method as MethodKey, RecourseKind, Success as SuccessKey,
};
use crate::config::{CellConfig, Fault, Faults, Loaded, SweepValue};
use crate::distress::{DistressParameters, Forbearance, MarginCall};
use crate::foreclosure::recourse::Collection;
use crate::foreclosure::{
    FeeSchedule, ForeclosureParameters, Occupied, OffPlan, Reappraisal, RecourseParameters, Round, Success,
};
use crate::loan::{LoanParameters, LoanRate, Method};
use crate::outcome::label::{CellLabel, CellValue};

/// Resolves a loaded config.
///
/// # Errors
/// Faults of meaning that only the models can see, each at the value that is at fault.
pub fn resolve(loaded: &Loaded) -> Result<Study, Faults> {
    let mut faults = Faults::default();
    let mut models = WorldModelTable::default();
    let mut lives: Vec<LifeParameters> = Vec::new();
    let mut cells = Vec::new();
    let sizes = Sizes {
        households: u64::from(loaded.study.households),
        worlds: loaded.study.worlds,
        months: loaded.study.horizon_months + loaded.study.workout_tail_months,
    };
    for cell in &loaded.cells {
        match resolve_cell(cell, loaded, &mut models, &mut lives) {
            Ok(resolved) => {
                faults.extend(amounts::check(&resolved, sizes, &cell.document));
                cells.push(resolved);
            }
            Err(fault) if faults.iter().any(|known| *known == fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    faults.check()?;
    let study = &loaded.study;
    Ok(Study {
        name: study.name.clone(),
        seed: study.seed,
        worlds: study.worlds,
        households: u64::from(study.households),
        horizon_months: study.horizon_months,
        workout_tail_months: study.workout_tail_months,
        world_models: models.into_models(),
        lives,
        cells,
    })
}

fn resolve_cell(
    cell: &CellConfig,
    loaded: &Loaded,
    models: &mut WorldModelTable,
    lives: &mut Vec<LifeParameters>,
) -> Result<Cell, Fault> {
    let laws = Laws { data: &loaded.data, document: &cell.document };
    let config = &cell.config;
    let correlation = models.correlation(config, &cell.document)?;
    let labour = models.labour(config, correlation, loaded, &cell.document)?;
    let life = life(config, laws, labour)?;
    Ok(Cell {
        label: label(cell),
        price: models.price(config, loaded, &cell.document)?,
        life: position_or_push(lives, life),
        household: household(config, laws)?,
        loan: LoanParameters {
            down_payment: laws.law("loan.down_payment", &config.loan.down_payment)?,
            rate: match (config.loan.annual_rate, config.loan.spread_annual) {
                (Some(rate_annual), _) => LoanRate::Fixed(rate_annual),
                (None, spread) => LoanRate::Floating {
                    policy_rate: models.policy_rate(config, correlation, loaded, &cell.document)?,
                    spread_annual: spread.unwrap_or_default(),
                },
            },
            term_months: config.loan.term_months,
            method: match config.loan.method {
                MethodKey::Level => Method::Level,
                MethodKey::ConstantPrincipal => Method::ConstantPrincipal,
                MethodKey::Hybrid => Method::Hybrid { switch_month: config.loan.switch_month.unwrap_or(1) },
                MethodKey::InterestOnly => Method::InterestOnly,
            },
            appraisal_ratio: laws.law("loan.appraisal_ratio", &config.loan.appraisal_ratio)?,
            buying_cost_frac: laws.law("loan.buying_cost_frac", &config.loan.buying_cost_frac)?,
        },
        off_plan: off_plan(config, laws)?,
        distress: distress(config),
        foreclosure: foreclosure(config, laws)?,
        recourse: recourse(config),
    })
}

/// Where `item` stands in `items`, appended if it is new.
pub(super) fn position_or_push<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    match items.iter().position(|known| *known == item) {
        Some(at) => at,
        None => {
            items.push(item);
            items.len() - 1
        }
    }
}

fn label(cell: &CellConfig) -> CellLabel {
    let value = |value: &SweepValue| match value {
        SweepValue::Integer(value) => CellValue::Integer(*value),
        SweepValue::Float(value) => CellValue::Float(*value),
        SweepValue::Text(value) => CellValue::Text(value.clone()),
        SweepValue::Boolean(value) => CellValue::Boolean(*value),
    };
    CellLabel {
        scenario: cell.scenario.clone(),
        swept: cell.swept.iter().map(|(key, swept)| (key.clone(), value(swept))).collect(),
    }
}

fn off_plan(config: &Config, laws: Laws<'_>) -> Result<OffPlan, Fault> {
    let off_plan = &config.off_plan;
    Ok(OffPlan {
        off_plan_frac: off_plan.off_plan_frac,
        delivery_month: laws.law("off_plan.delivery_month", &off_plan.delivery_month)?,
        failure_hazard: -libm::log1p(-off_plan.failure_probability_monthly),
        months_to_rescission: laws.law("off_plan.months_to_rescission", &off_plan.months_to_rescission)?,
        buyer_recovery_frac: off_plan.buyer_recovery_frac,
        bank_recovery_frac: off_plan.bank_recovery_frac,
    })
}

fn distress(config: &Config) -> DistressParameters {
    let distress = &config.distress;
    DistressParameters {
        default_dpd: distress.default_dpd,
        penalty_multiple: distress.penalty_multiple,
        distress_dpd: distress.distress_dpd,
        distress_months: distress.distress_months,
        sale_hazard: -libm::log1p(-distress.sale_probability_monthly),
        sale_trend_sensitivity: distress.sale_trend_sensitivity,
        sale_minimum_months: f64::from(distress.sale_minimum_months),
        selling_cost_frac: distress.selling_cost_frac,
        forbearance: Forbearance {
            probability: distress.forbearance.probability,
            max_times: distress.forbearance.max_times,
            holiday_months: distress.forbearance.holiday_months,
            extension_months: distress.forbearance.extension_months,
        },
        margin_call: MarginCall {
            trigger_ltv: distress.margin_call.trigger_ltv,
            target_ltv: distress.margin_call.target_ltv,
            deadline_months: distress.margin_call.deadline_months,
            call_dpd: distress.margin_call.call_dpd,
        },
    }
}

fn foreclosure(config: &Config, laws: Laws<'_>) -> Result<ForeclosureParameters, Fault> {
    let foreclosure = &config.foreclosure;
    let mut rounds = Vec::new();
    for (at, round) in foreclosure.rounds.iter().enumerate() {
        let key = |name: &str| format!("foreclosure.rounds[{at}].{name}");
        rounds.push(Round {
            start_level_frac: laws.law(&key("start_level_frac"), &round.start_level_frac)?,
            success: match &round.success {
                SuccessKey::Drawn(probability) => Success::Probability(laws.law(&key("success"), probability)?),
                SuccessKey::Logistic(it) => Success::Logistic { alpha: it.alpha, beta: it.beta, gamma: it.gamma },
            },
            premium: laws.law(&key("premium"), &round.premium)?,
            months: laws.law(&key("months"), &round.months)?,
        });
    }
    Ok(ForeclosureParameters {
        months_to_suit: laws.law("foreclosure.months_to_suit", &foreclosure.months_to_suit)?,
        months_to_judgment: laws.law("foreclosure.months_to_judgment", &foreclosure.months_to_judgment)?,
        months_to_auction: laws.law("foreclosure.months_to_auction", &foreclosure.months_to_auction)?,
        appraisal_ratio: laws.law("foreclosure.appraisal_ratio", &foreclosure.appraisal_ratio)?,
        fee_schedule: match foreclosure.fee_schedule {
            FeeScheduleKey::None => FeeSchedule::None,
            FeeScheduleKey::China2007 => FeeSchedule::China2007,
        },
        summary_procedure: foreclosure.summary_procedure,
        preservation_fee: foreclosure.preservation_fee,
        lawyer_frac: foreclosure.lawyer_frac,
        auction_cost_frac: foreclosure.auction_cost_frac,
        contract_damages_frac: foreclosure.contract_damages_frac,
        late_interest_daily: foreclosure.late_interest_daily,
        sole_home_delay_months: laws.law("foreclosure.sole_home_delay_months", &foreclosure.sole_home_delay_months)?,
        occupied: Occupied {
            price_loss_frac: foreclosure.occupied.price_loss_frac,
            vacated_probability: foreclosure.occupied.vacated_probability,
        },
        rounds,
        reappraisal: Reappraisal {
            max_loops: foreclosure.reappraisal.max_loops,
            months: laws.law("foreclosure.reappraisal.months", &foreclosure.reappraisal.months)?,
        },
    })
}

fn recourse(config: &Config) -> RecourseParameters {
    let recourse = &config.recourse;
    let full = Collection {
        garnished_share: recourse.garnished_share,
        allowance_income_frac: recourse.allowance_income_frac,
        collection_months: recourse.collection_months,
        discharge_months: recourse.discharge_months,
        interest_annual: recourse.interest_annual,
        write_off_months: recourse.write_off_months,
        seizes_cash: true,
    };
    match recourse.kind {
        RecourseKind::None => RecourseParameters::None,
        RecourseKind::Full => RecourseParameters::Full(full),
        RecourseKind::PaymentPlan => RecourseParameters::Full(Collection {
            collection_months: recourse.discharge_months.unwrap_or(recourse.collection_months),
            interest_annual: Some(recourse.interest_annual.unwrap_or(0.0)),
            seizes_cash: false,
            ..full
        }),
    }
}
