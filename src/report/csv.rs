//! CSV: a header of column names, floats in their shortest form that reads back the same, nulls empty.

use std::io::Write;

use polars::prelude::{CsvWriter, DataFrame, SerWriter};

use super::ReportError;
use super::dictionary::{dictionary, entries_of};
use super::format::{Format, always, detail, filled_frac};
use crate::told::Words;

/// A file a table, and the data dictionary.
pub const CSV: Format = Format {
    name: "csv",
    holds: Words::new("Tables as CSV, with a data dictionary", "带数据字典的 CSV 表"),
    has_words: false,
    files: |question, _| question.table_files("csv").chain([DICTIONARY.to_owned()]).collect(),
    ready: always,
    write: |question, results, _, folder| {
        let mut names = Vec::new();
        for (table, rows) in results.tables() {
            folder.write(&table.file("csv"), |file| write_csv(rows, file))?;
            names.push(table.file("csv"));
        }
        let dictionary = dictionary(&entries_of(question, &results.manifest))?;
        folder.write(DICTIONARY, |file| write_csv(&dictionary, file))?;
        names.push(DICTIONARY.to_owned());
        Ok(names)
    },
    bytes: |extent| {
        let month = (225.0 + 130.0 * detail(extent)).min(400.0);
        let cell = 11_500.0 + 1_900.0 * detail(extent) + month * extent.months;
        41_000.0 + extent.cells * filled_frac(extent) * cell
    },
};

/// The data dictionary's file.
const DICTIONARY: &str = "dictionary.csv";

/// Writes a table.
///
/// # Errors
/// The writer fails.
pub fn write_csv(table: &DataFrame, writer: impl Write) -> Result<(), ReportError> {
    // The writer wants a frame of its own; columns are shared, not copied.
    Ok(CsvWriter::new(writer).n_threads(1).finish(&mut table.clone())?)
}
