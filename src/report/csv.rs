//! CSV: a header of column names, floats in their shortest form that reads back the same, nulls empty.

use std::io::Write;

use polars::prelude::{CsvWriter, DataFrame, SerWriter};

use super::ReportError;

/// Writes a table.
///
/// # Errors
/// The writer fails.
pub fn write_csv(table: &DataFrame, writer: impl Write) -> Result<(), ReportError> {
    // The writer wants a frame of its own; columns are shared, not copied.
    Ok(CsvWriter::new(writer).n_threads(1).finish(&mut table.clone())?)
}
