//! The columns that say which cell a row belongs to.

use polars::prelude::{Column, NamedFrom, Series};

use super::table::{CELL, SCENARIO};
use crate::outcome::label::{CellLabel, CellValue};

/// `cell`, `scenario` if the study has any, and a column per swept key, for rows that belong to the given cells.
///
/// A key is null in a cell that leaves it alone. A key whose values are all whole numbers, all numbers or all switches
/// keeps its type; any other is text.
pub(super) fn cell_columns(labels: &[CellLabel], cell_of_row: &[usize]) -> Vec<Column> {
    let mut columns = vec![whole_numbers(CELL.name, cell_of_row.iter().map(|cell| *cell as i64).collect())];
    let rows = || cell_of_row.iter().map(|cell| labels.get(*cell));
    if labels.iter().any(|label| label.scenario.is_some()) {
        let names: Vec<Option<&str>> = rows().map(|label| label?.scenario.as_deref()).collect();
        columns.push(Series::new(SCENARIO.name.into(), names).into());
    }
    for key in CellLabel::keys(labels) {
        let values: Vec<Option<&CellValue>> = rows().map(|label| label?.value(key)).collect();
        columns.push(typed(key, &values));
    }
    columns
}

fn typed(name: &str, values: &[Option<&CellValue>]) -> Column {
    let all = |fits: fn(&CellValue) -> bool| values.iter().flatten().all(|value| fits(value));
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
