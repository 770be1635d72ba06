//! `worlds`: a row per cell and world.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{CELL, Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::kept::{ABOVE, known};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn, WorldTable};

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
/// The result and the labels do not belong together.
pub fn worlds(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let (cells, worlds) = (result.worlds.cells, result.worlds.worlds());
    let cell_of_row: Vec<usize> = (0..cells).flat_map(|cell| std::iter::repeat_n(cell, worlds)).collect();

    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.integers(&WORLD, (0..cells).flat_map(|_| 0..worlds as i64).collect());
    for &column in WorldColumn::ALL {
        let values = (0..cells).flat_map(|cell| result.worlds.column(cell, column).map(known)).collect();
        frame.integers_or_nothing(&column.column(), values);
    }
    frame.finish()
}

/// The sums in a table made by [`worlds`], of so many cells; a column that it lacks, and what is empty, cannot be told.
///
/// # Errors
/// It is none of so many cells with the same worlds each, in order.
pub fn read_worlds(table: &DataFrame, cells: usize) -> Result<WorldTable, AggregateError> {
    let expect = |what, found, expected| {
        if found == expected { Ok(()) } else { Err(AggregateError::Shape { what, found, expected }) }
    };
    let worlds = table.height() / cells.max(1);
    expect("the number of world rows", table.height(), worlds * cells)?;
    let of_row = |row: usize| [(row / worlds.max(1)) as i64, (row % worlds.max(1)) as i64];
    for (place, column) in [CELL, WORLD].iter().enumerate() {
        let values = table.column(&column.header())?.i64()?.iter().enumerate();
        let in_order = values.filter(|(row, value)| *value == Some(of_row(*row)[place])).count();
        expect("the number of world rows in their order", in_order, table.height())?;
    }
    let mut rows = vec![[ABOVE; WorldColumn::COUNT]; table.height()];
    for &column in WorldColumn::ALL {
        let Ok(values) = table.column(&column.column().header()) else { continue };
        for (row, value) in values.i64()?.iter().enumerate() {
            // Rows of the file are ordered by cell, then world; here it is the other way round.
            let [cell, world] = of_row(row).map(|number| number as usize);
            rows[world * cells + cell][column as usize] = value.unwrap_or(ABOVE);
        }
    }
    Ok(WorldTable { cells, rows })
}
