//! What the table of effects says, put together: of each cell and estimate the keys with their two moves.

use crate::aggregate::{CELL, Estimator, comparisons::ESTIMATE};
use crate::answers::sensitivity::{BASE_VALUE, CHANGE, DIRECTION, EFFECTS, ELASTICITY, KEY, UP, VALUE, WHY_EMPTY};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::results::{Results, errors, integers, numbers};
use crate::stats::Estimate;

/// Of one cell and one estimate, what each key does, that of the largest change first.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    pub cell: usize,
    /// Column of the estimate.
    pub estimate: Column,
    pub keys: Vec<OfKey>,
}

/// A key and what its moves do.
#[derive(Clone, Debug, Default)]
pub(super) struct OfKey {
    pub key: String,
    pub base_value: Option<f64>,
    pub down: Move,
    pub up: Move,
}

/// One move.
#[derive(Clone, Debug, Default)]
pub(super) struct Move {
    pub value: Option<f64>,
    pub change: Estimate,
    pub elasticity: Option<f64>,
    pub why_empty: String,
}

impl Move {
    /// Whether the change is more than two standard errors.
    pub fn is_seen(&self) -> bool {
        self.change.value.zip(self.change.mcse).is_some_and(|(value, mcse)| value.abs() > 2.0 * mcse)
    }

    fn size(&self) -> f64 {
        self.change.value.map_or(0.0, f64::abs)
    }
}

impl OfKey {
    /// Down and up.
    pub fn moves(&self) -> [&Move; 2] {
        [&self.down, &self.up]
    }

    /// The larger of both changes.
    pub fn size(&self) -> f64 {
        let (down, up) = (self.down.size(), self.up.size());
        if down > up { down } else { up }
    }
}

/// Of every cell and estimate, in the order of the table; nothing where no key was moved alone.
pub(super) fn changes(results: &Results) -> Result<Vec<Changes>, ReportError> {
    let Some(table) = results.rows(&EFFECTS) else { return Ok(Vec::new()) };
    let texts = |column: &Column| -> Result<Vec<String>, ReportError> {
        let values = table.column(column.name)?.str()?;
        Ok(values.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
    };
    let (cells, estimates, keys) = (integers(table, &CELL)?, texts(&ESTIMATE)?, texts(&KEY)?);
    let (directions, why_empty) = (texts(&DIRECTION)?, texts(&WHY_EMPTY)?);
    let (base_values, values) = (numbers(table, &BASE_VALUE)?, numbers(table, &VALUE)?);
    let (values_of_change, errors_of_change) = (numbers(table, &CHANGE)?, errors(table, &CHANGE)?);
    let elasticities = numbers(table, &ELASTICITY)?;
    let mut found: Vec<Changes> = Vec::new();
    for row in 0..table.height() {
        let cell = cells[row] as usize;
        let Some(estimator) = Estimator::find(&estimates[row]) else { continue };
        let estimate = estimator.column();
        if found.last().is_none_or(|last| last.cell != cell || last.estimate != estimate) {
            found.push(Changes { cell, estimate, keys: Vec::new() });
        }
        let Some(changes) = found.last_mut() else { continue };
        let place = match changes.keys.iter().position(|of_key| of_key.key == keys[row]) {
            Some(place) => place,
            None => {
                let (key, base_value) = (keys[row].clone(), base_values[row]);
                changes.keys.push(OfKey { key, base_value, ..OfKey::default() });
                changes.keys.len() - 1
            }
        };
        let moved = Move {
            value: values[row],
            change: Estimate { value: values_of_change[row], mcse: errors_of_change[row] },
            elasticity: elasticities[row],
            why_empty: why_empty[row].clone(),
        };
        let of_key = &mut changes.keys[place];
        *(if directions[row] == UP { &mut of_key.up } else { &mut of_key.down }) = moved;
    }
    for changes in &mut found {
        changes.keys.sort_by(|a, b| b.size().total_cmp(&a.size()));
    }
    Ok(found)
}

/// Whether results watch more than one estimate.
pub(super) fn several_estimates(changes: &[Changes]) -> bool {
    changes.first().is_some_and(|first| changes.iter().any(|other| other.estimate != first.estimate))
}
