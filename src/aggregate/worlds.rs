//! `worlds`: a row per cell and world.

use std::ops::Range;

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn};

/// World of a row.
pub const WORLD: Column =
    Column::new("world", Unit::Count, "Number of the world, from 0.", "世界", "情景世界编号，从 0 起。");

/// Sums by cell and world.
pub const WORLDS: Table = Table {
    name: "worlds",
    holds: Words::new("a row per cell and world: sums over its households", "每个单元每个世界一行：其各家庭之和"),
    columns: || {
        let sums = WorldColumn::ALL.iter().map(|column| column.column());
        labels().chain(plain([WORLD])).chain(plain(sums)).collect()
    },
    source: Source::Result(|result, labels| worlds(result, labels).map(Some)),
    rows: |extent| extent.cells * extent.worlds,
};

/// Columns `cell`, labels, `world`, then every [`WorldColumn`] as the whole number the engine added up, empty where a
/// path's part in it lies beyond what can be kept. Rows are ordered by cell, then world.
///
/// # Errors
/// The result and the labels do not belong together, or rows cannot be read.
pub fn worlds(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    some_worlds(result, labels, 0..result.worlds.cells * result.worlds.worlds())
}

/// Some rows of [`worlds`]: there may be more than fit into memory.
///
/// # Errors
/// The result and the labels do not belong together, or rows cannot be read.
pub fn some_worlds(
    result: &StudyResult,
    labels: &[CellLabel],
    rows: Range<usize>,
) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let (cells, worlds) = (result.worlds.cells, result.worlds.worlds());
    let cell_of_row: Vec<usize> = rows.clone().map(|row| row / worlds).collect();
    let (mut numbers, mut sums) = (Vec::with_capacity(rows.len()), vec![Vec::new(); WorldColumn::COUNT]);
    let mut first = rows.start;
    while first < rows.end {
        let cell = first / worlds;
        let end = rows.end.min((cell + 1) * worlds);
        let places = first - cell * worlds..end - cell * worlds;
        numbers.extend(result.worlds.numbers().skip(places.start).take(places.len()).map(i64::from));
        for (sums, values) in sums.iter_mut().zip(result.worlds.columns(cell, places, WorldColumn::ALL)?) {
            sums.extend(values);
        }
        first = end;
    }

    let mut frame = Frame::of_part(labels, &cell_of_row, &(0..cells).collect::<Vec<_>>());
    frame.integers(&WORLD, numbers);
    for (column, sums) in WorldColumn::ALL.iter().zip(sums) {
        frame.integers_or_nothing(&column.column(), sums.into_iter().map(known).collect());
    }
    frame.finish()
}
