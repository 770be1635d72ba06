//! `transitions`: the monthly transition matrix between states, by cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, Column, MonthCounter, MonthEnd, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

const STATES: usize = MonthCounter::STATES;

const STATE_BEFORE: Column =
    Column::new("state_before", Unit::Text, "State at the month's start.", "月初状态", "月初所处的状态。");
const STATE_AFTER: Column = Column::new("state_after", Unit::Text, "State at its end.", "月末状态", "月末所处的状态。");
const HOUSEHOLD_MONTHS: Column = Column::new(
    "household_months",
    Unit::Count,
    "Household-months that begin in the state before.",
    "家庭月",
    "月初处于该状态的家庭月数。",
);
const MOVES: Column = Column::new(
    "moves",
    Unit::Count,
    "Of them, those that end in the state after.",
    "迁移数",
    "其中月末处于后一状态者。",
);
const PROBABILITY_MONTHLY: Column =
    Column::new("probability_monthly", Unit::Fraction, "Moves ÷ household-months.", "月迁移概率", "迁移数 ÷ 家庭月。");

/// The monthly transition matrix.
pub const TRANSITIONS: Table = Table {
    name: "transitions",
    holds: Words::new(
        "a row per cell and pair of states: the monthly transition matrix",
        "每个单元每对状态一行：月度迁移矩阵",
    ),
    columns: || {
        let own = plain([STATE_BEFORE, STATE_AFTER, HOUSEHOLD_MONTHS, MOVES]);
        labels().chain(own).chain(with_errors([PROBABILITY_MONTHLY])).collect()
    },
    source: Source::Result(|result, labels| transitions(result, labels).map(Some)),
    // Of all pairs about half occur.
    rows: |extent| extent.cells * (STATES * STATES / 2) as f64,
};

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
            let exposed = by_batch(|batch| exposure(result, &ends, cell, before, batch))?;
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
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, ..)| *cell).collect::<Vec<_>>());
    frame.texts(&STATE_BEFORE, rows.iter().map(|(_, before, _)| name(*before)).collect());
    frame.texts(&STATE_AFTER, rows.iter().map(|(.., after)| name(*after)).collect());
    frame.integers(&HOUSEHOLD_MONTHS, exposures);
    frame.integers(&MOVES, moves);
    frame.computed(&PROBABILITY_MONTHLY, probabilities);
    frame.finish()
}

fn by_batch(value: impl Fn(usize) -> Result<i64, AggregateError>) -> Result<Vec<i64>, AggregateError> {
    (0..BATCHES).map(value).collect()
}

/// Household-months that begin in a state: all begin the first one performing, but for loans of a tape that are in arrears.
fn exposure(
    result: &StudyResult,
    ends: &[MonthEnd],
    cell: usize,
    state: usize,
    batch: usize,
) -> Result<i64, AggregateError> {
    let Some((_, before_last)) = ends.split_last() else { return Ok(0) };
    let at_ends = before_last.iter().map(|end| end[batch][state]);
    let began = |state: usize| result.tallies.transitions.get(cell, batch)[state * (STATES + 1)];
    let performing = MonthCounter::Performing as usize;
    let bought = if state == performing { STATES } else { 0 };
    let elsewhere: i64 = (0..STATES).filter(|state| *state != performing).map(began).sum();
    let first = if state == performing { -elsewhere } else { began(state) };
    total("household_months", cell, at_ends.chain(ends[0][batch][..bought].iter().copied()).chain([first]))
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
    let others = moves.iter().enumerate().filter(|(after, _)| *after != before).map(|(_, moves)| *moves);
    let left = total("moves", cell, others)?;
    exposed.checked_sub(left).ok_or(AggregateError::Overflow { column: "moves", cell })
}

fn name(state: usize) -> &'static str {
    MonthCounter::ALL[state].column().name
}
