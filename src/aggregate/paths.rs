//! `paths`: a row per path, in the order given.

use polars::prelude::{DataFrame, PolarsError};

use super::AggregateError;
use super::frame::Frame;
use super::table::{CELL, Source, Table, plain};
use super::worlds::WORLD;
use crate::outcome::kept::known;
use crate::outcome::path::ABSENT;
use crate::outcome::{Column, FinalState, PathOutcome, Unit, Words};

const HOUSEHOLD: Column = Column::new(
    "household",
    Unit::Count,
    "Number of the household in its world, from 0.",
    "家庭",
    "家庭在其世界中的编号，从 0 起。",
);

/// What became of every path.
pub const PATHS: Table = Table {
    name: "paths",
    holds: Words::new("a row per path and cell: what became of one household", "每条路径每个单元一行：一个家庭的结局"),
    columns: || plain([WORLD, HOUSEHOLD, CELL]).chain(plain(PathOutcome::COLUMNS.iter().copied())).collect(),
    source: Source::Paths,
    rows: |extent| extent.cells * extent.paths,
};

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
    let mut frame = Frame::of_rows(rows.len());
    frame.numbers(&WORLD, rows.iter().map(|row| row.world).collect());
    frame.numbers(&HOUSEHOLD, rows.iter().map(|row| row.household).collect());
    frame.integers(&CELL, rows.iter().map(|row| row.cell as i64).collect());
    for (place, column) in PathOutcome::COLUMNS.iter().enumerate() {
        if column.name == "final_state" {
            frame.texts(column, rows.iter().map(final_state).collect::<Result<_, _>>()?);
        } else {
            let present = |values: &[i64]| values.get(place).copied().and_then(known);
            frame.integers_or_nothing(column, values.iter().map(|values| present(values)).collect());
        }
    }
    frame.finish()
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

/// The rows of such a table. What had no value, or one that could not be kept, has none now.
///
/// # Errors
/// It is another table.
pub fn path_rows(table: &DataFrame) -> Result<Vec<PathRow>, AggregateError> {
    let numbers = |column: &Column| table.column(column.header().as_str()).and_then(|values| Ok(values.u64()?.clone()));
    let (worlds, households) = (numbers(&WORLD)?, numbers(&HOUSEHOLD)?);
    let integers =
        |column: &Column| table.column(column.header().as_str()).and_then(|values| Ok(values.i64()?.clone()));
    let cells = integers(&CELL)?;
    let mut rows = Vec::with_capacity(table.height());
    for ((world, household), cell) in worlds.iter().zip(households.iter()).zip(cells.iter()) {
        let (Some(world), Some(household), Some(cell)) = (world, household, cell) else { return Err(no_number()) };
        let cell = usize::try_from(cell).map_err(|_| no_number())?;
        rows.push(PathRow { world, household, cell, outcome: PathOutcome::EMPTY });
    }
    let mut values = vec![[ABSENT; PathOutcome::COLUMNS.len()]; rows.len()];
    for (place, column) in PathOutcome::COLUMNS.iter().enumerate() {
        if column.name == "final_state" {
            let names = table.column(column.header().as_str())?.str()?.clone();
            for (row, name) in values.iter_mut().zip(names.iter()) {
                let state = FinalState::ALL.iter().find(|state| Some(state.name()) == name);
                row[place] = *state.ok_or_else(no_number)? as i64;
            }
        } else {
            for (row, value) in values.iter_mut().zip(integers(column)?.iter()) {
                row[place] = value.unwrap_or(ABSENT);
            }
        }
    }
    rows.iter_mut().zip(values).for_each(|(row, values)| row.outcome = PathOutcome::of_values(values));
    Ok(rows)
}

fn no_number() -> AggregateError {
    PolarsError::ComputeError("a path without a number, or a final state of no known name".into()).into()
}
