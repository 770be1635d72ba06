//! Parquet: the same table gives the same bytes, however many threads run and however its rows arrive.

use std::io::Write;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, Schema};

use super::ReportError;
use super::format::{Format, always, detail};
use super::partial::Partial;
use crate::aggregate::some_worlds;
use crate::outcome::StudyResult;
use crate::outcome::label::CellLabel;
use crate::told::Words;

/// A file a table; what every other form is made of.
pub const PARQUET: Format = Format {
    name: "parquet",
    holds: Words::new("Tables as Parquet", "Parquet 表"),
    has_words: false,
    files: |question, _| question.table_files("parquet").collect(),
    ready: always,
    write: |_, results, _, folder| {
        let mut names = Vec::new();
        for (table, rows) in results.tables() {
            folder.write(&table.file("parquet"), |file| write_parquet(rows, file))?;
            names.push(table.file("parquet"));
        }
        Ok(names)
    },
    // Schemas, then rows.
    bytes: |extent| {
        let detail = detail(extent);
        let cell = 1_600.0 + 2_000.0 * detail + extent.months * (17.0 + 38.0 * detail);
        72_000.0 + extent.cells * cell.max(800.0)
    },
};

/// Rows of a row group; the last one of a file may be shorter.
pub const ROW_GROUP: usize = 65_536;

/// A writer with everything that could vary held fixed: compression, no threads, no metadata beside the schema.
pub(super) fn writer<W: Write>(writer: W, schema: &Schema) -> Result<BatchedWriter<W>, ReportError> {
    Ok(ParquetWriter::new(writer).with_compression(ParquetCompression::Snappy).set_parallel(false).batched(schema)?)
}

/// Writes a table in row groups of [`ROW_GROUP`].
///
/// # Errors
/// The writer fails.
pub fn write_parquet(table: &DataFrame, into: impl Write) -> Result<(), ReportError> {
    let mut writer = writer(into, table.schema())?;
    for start in (0..table.height()).step_by(ROW_GROUP) {
        writer.write_batch(&one_chunk(table.slice(start as i64, ROW_GROUP)))?;
    }
    writer.finish()?;
    Ok(())
}

/// Writes the table of worlds as [`write_parquet`] would, of which no more than a row group is in memory at a time.
///
/// # Errors
/// The result and the labels do not belong together, its rows cannot be read, or the writer fails.
pub fn write_worlds(
    result: &StudyResult,
    labels: &[CellLabel],
    partial: Option<&Partial>,
    into: impl Write,
) -> Result<(), ReportError> {
    let rows = result.worlds.cells * result.worlds.worlds();
    let group = |start: usize| {
        let rows = some_worlds(result, labels, start..rows.min(start + ROW_GROUP))?;
        match partial {
            Some(partial) => partial.marked(rows),
            None => Ok(rows),
        }
    };
    write_batches((0..rows).step_by(ROW_GROUP).map(group), into)
}

/// Writes tables of the same columns, each as a row group.
pub(super) fn write_batches(
    mut batches: impl Iterator<Item = Result<DataFrame, ReportError>>,
    into: impl Write,
) -> Result<(), ReportError> {
    let Some(first) = batches.next() else { return Ok(()) };
    let first = first?;
    let mut writer = writer(into, first.schema())?;
    for batch in [Ok(first)].into_iter().chain(batches) {
        writer.write_batch(&one_chunk(batch?))?;
    }
    writer.finish()?;
    Ok(())
}

/// A chunk becomes a row group, so a group must be in one.
pub(super) fn one_chunk(mut group: DataFrame) -> DataFrame {
    group.rechunk_mut();
    group
}
