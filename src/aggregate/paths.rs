//! `paths`: a row per path, in the order given.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::AggregateError;
use super::columns::integers;
use super::worlds::column_name;
use crate::outcome::kept::known;
use crate::outcome::{FinalState, PathOutcome};

/// One path under one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathRow {
    /// World, from 0.
    pub world: u64,
    /// Household: its number, or its identity in a loan tape.
    pub household: u64,
    /// Cell, from 0.
    pub cell: usize,
    /// What became of the household.
    pub outcome: PathOutcome,
}

/// Columns `world`, `household`, `cell`, then every column of [`PathOutcome`] as the whole number the engine recorded;
/// absent values, and those beyond what can be kept, are null and `final_state` is its name.
///
/// # Errors
/// A final state without a name.
pub fn paths(rows: &[PathRow]) -> Result<DataFrame, AggregateError> {
    let values: Vec<_> = rows.iter().map(|row| row.outcome.values()).collect();
    let mut columns: Vec<Column> = vec![
        Series::new("world".into(), rows.iter().map(|row| row.world).collect::<Vec<u64>>()).into(),
        Series::new("household".into(), rows.iter().map(|row| row.household).collect::<Vec<u64>>()).into(),
        integers("cell", rows.iter().map(|row| row.cell as i64).collect()),
    ];
    for (place, column) in PathOutcome::COLUMNS.iter().enumerate() {
        let name = column_name(column.name, column.unit);
        columns.push(if column.name == "final_state" {
            let names = rows.iter().map(final_state).collect::<Result<Vec<&str>, _>>()?;
            Series::new(name.into(), names).into()
        } else {
            let present = |values: &[i64]| values.get(place).copied().and_then(known);
            let present: Vec<Option<i64>> = values.iter().map(|values| present(values)).collect();
            Series::new(name.into(), present).into()
        });
    }
    Ok(DataFrame::new(rows.len(), columns)?)
}

fn final_state(row: &PathRow) -> Result<&'static str, AggregateError> {
    let code = row.outcome.final_state;
    let state = FinalState::ALL.iter().find(|state| **state as i64 == code);
    state.map(|state| state.name()).ok_or(AggregateError::FinalState {
        code,
        world: row.world,
        household: row.household,
        cell: row.cell,
    })
}
