//! A table as it is made: columns in file order, each by its declaration.

use polars::prelude::{Column as Values, DataFrame, NamedFrom, Series};

use super::AggregateError;
use super::cell_columns::{cell_columns, cell_columns_of_part};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Unit};
use crate::stats::Estimate;

/// A table whose columns so far are there; they are added in file order.
pub struct Frame {
    rows: usize,
    columns: Vec<Values>,
}

impl Frame {
    /// Rows that belong to the given cells, with the columns that say so.
    pub fn of_cells(labels: &[CellLabel], cell_of_row: &[usize]) -> Self {
        Self { rows: cell_of_row.len(), columns: cell_columns(labels, cell_of_row) }
    }

    /// Rows of a table whose rows belong to the cells `of_all`, some of them, with the columns that say so.
    pub(super) fn of_part(labels: &[CellLabel], cell_of_row: &[usize], of_all: &[usize]) -> Self {
        Self { rows: cell_of_row.len(), columns: cell_columns_of_part(labels, cell_of_row, of_all) }
    }

    /// So many rows without a cell's labels.
    pub fn of_rows(rows: usize) -> Self {
        Self { rows, columns: Vec::new() }
    }

    /// Whole numbers.
    pub fn integers(&mut self, column: &Column, values: Vec<i64>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Whole numbers, empty where there is none.
    pub fn integers_or_nothing(&mut self, column: &Column, values: Vec<Option<i64>>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Whole numbers that are never negative.
    pub fn numbers(&mut self, column: &Column, values: Vec<u64>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Numbers as they are, empty where there is none.
    pub fn floats(&mut self, column: &Column, values: Vec<Option<f64>>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Texts.
    pub fn texts(&mut self, column: &Column, values: Vec<&str>) {
        self.push(Series::new(column.header().into(), values));
    }

    /// Estimates as they are computed, money in cents, and, in a column of its own, their errors.
    pub fn computed(&mut self, column: &Column, estimates: Vec<Estimate>) {
        self.estimates(column, estimates.into_iter().map(|estimate| in_unit(column.unit, estimate)).collect());
    }

    /// Estimates in the unit of their column and, in a column of its own, their errors.
    pub fn estimates(&mut self, column: &Column, written: Vec<Estimate>) {
        self.floats(column, written.iter().map(|estimate| estimate.value).collect());
        let errors: Vec<Option<f64>> = written.iter().map(|estimate| estimate.mcse).collect();
        self.push(Series::new(column.error_header().into(), errors));
    }

    fn push(&mut self, values: Series) {
        self.columns.push(values.into());
    }

    /// The table.
    ///
    /// # Errors
    /// Columns of different lengths, or two of one name.
    pub fn finish(self) -> Result<DataFrame, AggregateError> {
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
