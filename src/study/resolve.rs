//! From a checked config to a study: every distinct world model and life once.

use super::amounts::{self, Sizes};
use super::world_models::{WorldModelTable, position_or_push};
use super::{Cell, LifeParameters, Study};
use crate::config::{CellConfig, Fault, Faults, Loaded, SweepValue};
use crate::foreclosure::RecourseParameters;
use crate::loan::LoanRate;
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
        match resolve_cell(cell, &mut models, &mut lives) {
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
    models: &mut WorldModelTable,
    lives: &mut Vec<LifeParameters>,
) -> Result<Cell, Fault> {
    let config = &cell.config;
    let correlation = models.correlation(config, &cell.document)?;
    let labour = models.labour(config, correlation, &cell.document)?;
    let policy_rate = match config.loan.rate() {
        LoanRate::Fixed(_) => None,
        LoanRate::Floating { .. } => Some(models.policy_rate(config, correlation, &cell.document)?),
    };
    let counterfactual = config.counterfactual.unwrap_or_default();
    let life = LifeParameters::of(&config.household, labour);
    let life = if counterfactual.income_shocks { life } else { life.without_income_shocks() };
    Ok(Cell {
        label: label(cell),
        price: models.price(config, &cell.document)?,
        policy_rate,
        life: position_or_push(lives, life),
        household: config.household.clone(),
        underwriting: config.underwriting.clone().unwrap_or_default(),
        loan: config.loan.clone(),
        off_plan: config.off_plan.clone(),
        distress: config.distress.clone(),
        foreclosure: config.foreclosure.clone(),
        recourse: RecourseParameters::from(&config.recourse),
        counterfactual,
    })
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
