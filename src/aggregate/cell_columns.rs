//! The columns that say which cell a row belongs to.

use polars::prelude::{Column, NamedFrom, Series};

use super::table::{CELL, SCENARIO};
use crate::outcome::label::{CellLabel, CellValue};

/// `cell`, `scenario` if the study has any, and a column per swept key, for rows that belong to the given cells.
///
/// A key is null in a cell that leaves it alone. A key whose values are all whole numbers, all numbers or all switches
/// keeps its type; any other is text.
pub(super) fn cell_columns(labels: &[CellLabel], cell_of_row: &[usize]) -> Vec<Column> {
    cell_columns_of_part(labels, cell_of_row, cell_of_row)
}

/// The same for some rows of a table whose rows belong to the cells `of_all`: these say of which type a key is.
pub(super) fn cell_columns_of_part(labels: &[CellLabel], cell_of_row: &[usize], of_all: &[usize]) -> Vec<Column> {
    let mut columns = vec![whole_numbers(CELL.name, cell_of_row.iter().map(|cell| *cell as i64).collect())];
    if labels.iter().any(|label| label.scenario.is_some()) {
        let names: Vec<Option<&str>> = cell_of_row.iter().map(|cell| labels.get(*cell)?.scenario.as_deref()).collect();
        columns.push(Series::new(SCENARIO.name.into(), names).into());
    }
    for key in CellLabel::keys(labels) {
        let values = |cells: &[usize]| -> Vec<Option<&CellValue>> {
            cells.iter().map(|cell| labels.get(*cell)?.value(key)).collect()
        };
        columns.push(typed(key, &values(cell_of_row), &values(of_all)));
    }
    columns
}

fn typed(name: &str, values: &[Option<&CellValue>], of_all: &[Option<&CellValue>]) -> Column {
    let all = |fits: fn(&CellValue) -> bool| of_all.iter().flatten().all(|value| fits(value));
    let series = if all(|value| matches!(value, CellValue::Integer(_))) {
        Series::new(name.into(), convert(values, whole))
    } else if all(|value| matches!(value, CellValue::Integer(_) | CellValue::Float(_))) {
        Series::new(name.into(), convert(values, number))
    } else if all(|value| matches!(value, CellValue::Boolean(_))) {
        Series::new(name.into(), convert(values, switch))
    } else {
        Series::new(name.into(), convert(values, |value| Some(value.to_string())))
    };
    series.into()
}

fn convert<T>(values: &[Option<&CellValue>], to: impl Fn(&CellValue) -> Option<T>) -> Vec<Option<T>> {
    values.iter().map(|value| value.and_then(&to)).collect()
}

fn whole(value: &CellValue) -> Option<i64> {
    if let CellValue::Integer(value) = value { Some(*value) } else { None }
}

fn number(value: &CellValue) -> Option<f64> {
    match value {
        CellValue::Integer(value) => Some(*value as f64),
        CellValue::Float(value) => Some(*value),
        _ => None,
    }
}

fn switch(value: &CellValue) -> Option<bool> {
    if let CellValue::Boolean(value) = value { Some(*value) } else { None }
}

/// A column of whole numbers.
pub(super) fn whole_numbers(name: &str, values: Vec<i64>) -> Column {
    Series::new(name.into(), values).into()
}
