//! A table as it is made: columns in file order, each by its declaration.

use polars::prelude::{Column as Values, DataFrame, NamedFrom, Series};

use super::AggregateError;
use super::cell_columns::cell_columns;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Unit};
use crate::stats::Estimate;

/// Columns so far.
pub(super) struct Frame {
    rows: usize,
    columns: Vec<Values>,
}

impl Frame {
    /// Rows that belong to the given cells, with the columns that say so.
    pub(super) fn of_cells(labels: &[CellLabel], cell_of_row: &[usize]) -> Self {
        Self { rows: cell_of_row.len(), columns: cell_columns(labels, cell_of_row) }
    }

    /// So many rows without a cell's labels.
    pub(super) fn of_rows(rows: usize) -> Self {
        Self { rows, columns: Vec::new() }
    }

    pub(super) fn integers(&mut self, column: &Column, values: Vec<i64>) {
        self.push(Series::new(column.header().into(), values));
    }

    pub(super) fn integers_or_nothing(&mut self, column: &Column, values: Vec<Option<i64>>) {
        self.push(Series::new(column.header().into(), values));
    }

    pub(super) fn numbers(&mut self, column: &Column, values: Vec<u64>) {
        self.push(Series::new(column.header().into(), values));
    }

    pub(super) fn floats(&mut self, column: &Column, values: Vec<Option<f64>>) {
        self.push(Series::new(column.header().into(), values));
    }

    pub(super) fn texts(&mut self, column: &Column, values: Vec<&str>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Estimates and, in a column of its own, their errors; money is estimated in cents.
    pub(super) fn estimates(&mut self, column: &Column, estimates: Vec<Estimate>) {
        let written: Vec<Estimate> = estimates.into_iter().map(|estimate| in_unit(column.unit, estimate)).collect();
        self.floats(column, written.iter().map(|estimate| estimate.value).collect());
        let errors: Vec<Option<f64>> = written.iter().map(|estimate| estimate.mcse).collect();
        self.push(Series::new(column.error_header().into(), errors));
    }

    fn push(&mut self, values: Series) {
        self.columns.push(values.into());
    }

    /// The table.
    pub(super) fn finish(self) -> Result<DataFrame, AggregateError> {
        Ok(DataFrame::new(self.rows, self.columns)?)
    }
}

/// An estimate as it is written: money in currency units, everything else as it is.
pub(super) fn in_unit(unit: Unit, estimate: Estimate) -> Estimate {
    match unit {
        Unit::Money => Estimate { value: estimate.value.map(currency), mcse: estimate.mcse.map(currency) },
        _ => estimate,
    }
}

/// Cents to currency units, rounded to the cent half away from zero.
pub(super) fn currency(cents: f64) -> f64 {
    libm::round(cents) / 100.0
}
