//! `worlds`: a row per cell and world.

use polars::prelude::{DataFrame, NamedFrom, Series};

use super::cell_columns::cell_columns;
use super::columns::integers;
use super::{AggregateError, shape};
use crate::outcome::StudyResult;
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::{Unit, WorldColumn};

/// Columns `cell`, labels, `world`, then every [`WorldColumn`] as the whole number the engine added up, empty where a
/// path's part in it lies beyond what can be kept. Rows are ordered by cell, then world.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn worlds(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let (cells, worlds) = (result.worlds.cells, result.worlds.worlds());
    let cell_of_row: Vec<usize> = (0..cells).flat_map(|cell| std::iter::repeat_n(cell, worlds)).collect();

    let mut columns = cell_columns(labels, &cell_of_row);
    columns.push(integers("world", (0..cells).flat_map(|_| 0..worlds as i64).collect()));
    for &column in WorldColumn::ALL {
        let values: Vec<Option<i64>> =
            (0..cells).flat_map(|cell| result.worlds.column(cell, column).map(known)).collect();
        let name = column_name(column.column().name, column.column().unit);
        columns.push(Series::new(name.into(), values).into());
    }
    Ok(DataFrame::new(cells * worlds, columns)?)
}

/// Name of a stored integer: the unit in the name, where it is not a plain number.
pub fn column_name(name: &str, unit: Unit) -> String {
    match unit {
        Unit::Cents => format!("{name}_cents"),
        Unit::Billionths => format!("{name}_1e9"),
        Unit::Count | Unit::Months | Unit::Code => name.to_owned(),
    }
}
