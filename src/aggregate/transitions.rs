//! `transitions`: the monthly transition matrix between states, by cell.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, integers};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, MonthCounter, MonthEnd, StudyResult};
use crate::stats::ratio::ratio_of_sums;

const STATES: usize = MonthCounter::STATES;

/// Columns `cell`, labels, `state_before`, `state_after`, `household_months` (month ends in the state before, the day of
/// purchase included, the horizon not), `moves`, and `probability_monthly` = moves ÷ household-months with its error from
/// batches of worlds, equation (77). Only pairs of states that occur; the rows of a state before sum to 1.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn transitions(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let mut rows = Vec::new();
    let (mut exposures, mut moves, mut probabilities) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..result.worlds.cells {
        let ends: Vec<MonthEnd> = result.tallies.months.ends(cell).collect();
        for before in 0..STATES {
            let exposed = by_batch(|batch| exposure(&ends, cell, before, batch))?;
            for after in 0..STATES {
                let moved = by_batch(|batch| moved(result, cell, before, after, batch, exposed[batch]))?;
                let all_moved = total("moves", cell, moved.iter().copied())?;
                if all_moved != 0 {
                    rows.push((cell, before, after));
                    exposures.push(total("household_months", cell, exposed.iter().copied())?);
                    moves.push(all_moved);
                    probabilities.push(ratio_of_sums(&moved, &exposed));
                }
            }
        }
    }
    let mut columns = cell_columns(labels, &rows.iter().map(|(cell, ..)| *cell).collect::<Vec<_>>());
    columns.push(states("state_before", rows.iter().map(|(_, before, _)| *before)));
    columns.push(states("state_after", rows.iter().map(|(.., after)| *after)));
    columns.push(integers("household_months", exposures));
    columns.push(integers("moves", moves));
    columns.extend(estimates("probability_monthly", Scale::Plain, probabilities));
    Ok(DataFrame::new(rows.len(), columns)?)
}

fn by_batch(value: impl Fn(usize) -> Result<i64, AggregateError>) -> Result<Vec<i64>, AggregateError> {
    (0..BATCHES).map(value).collect()
}

/// Household-months that begin in a state: all who bought begin the first one performing.
fn exposure(ends: &[MonthEnd], cell: usize, state: usize, batch: usize) -> Result<i64, AggregateError> {
    let Some((_, before_last)) = ends.split_last() else { return Ok(0) };
    let at_ends = before_last.iter().map(|end| end[batch][state]);
    let bought = if state == MonthCounter::Performing as usize { STATES } else { 0 };
    total("household_months", cell, at_ends.chain(ends[0][batch][..bought].iter().copied()))
}

/// Moves from a state to another, or stays in it.
fn moved(
    result: &StudyResult,
    cell: usize,
    before: usize,
    after: usize,
    batch: usize,
    exposed: i64,
) -> Result<i64, AggregateError> {
    let moves = &result.tallies.transitions.get(cell, batch)[before * STATES..(before + 1) * STATES];
    if before != after {
        return Ok(moves[after]);
    }
    let left = total("moves", cell, moves.iter().copied())?;
    exposed.checked_sub(left).ok_or(AggregateError::Overflow { column: "moves", cell })
}

fn states(name: &str, states: impl Iterator<Item = usize>) -> Column {
    let names: Vec<&str> = states.map(|state| MonthCounter::ALL[state].column().name).collect();
    Series::new(name.into(), names).into()
}
