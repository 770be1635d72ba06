//! Parquet: the same table gives the same bytes, however many threads run and however its rows arrive.

use std::io::Write;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, Schema};

use super::ReportError;
use super::format::{Format, detail};
use crate::aggregate::{PathRow, paths, some_worlds};
use crate::outcome::StudyResult;
use crate::outcome::label::CellLabel;

/// A file a table; what every other form is made of.
pub const PARQUET: Format = Format {
    name: "parquet",
    holds: "Tables as Parquet",
    has_words: false,
    files: |question, _| question.table_files("parquet").collect(),
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
fn writer<W: Write>(writer: W, schema: &Schema) -> Result<BatchedWriter<W>, ReportError> {
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
pub fn write_worlds(result: &StudyResult, labels: &[CellLabel], into: impl Write) -> Result<(), ReportError> {
    let rows = result.worlds.cells * result.worlds.worlds();
    let group = |start: usize| Ok(some_worlds(result, labels, start..rows.min(start + ROW_GROUP))?);
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
fn one_chunk(mut group: DataFrame) -> DataFrame {
    group.rechunk_mut();
    group
}

/// Writes `paths.parquet` while the study runs: rows are collected into full row groups, so that the file does not show
/// in which portions they came. The caller hands them over in the order of the paths.
pub struct PathsWriter<W: Write> {
    waiting: Vec<PathRow>,
    writer: BatchedWriter<W>,
}

impl<W: Write> PathsWriter<W> {
    /// Writes the head of the file.
    ///
    /// # Errors
    /// The writer fails.
    pub fn new(into: W) -> Result<Self, ReportError> {
        Ok(Self { waiting: Vec::with_capacity(ROW_GROUP), writer: writer(into, paths(&[])?.schema())? })
    }

    /// Adds rows and writes the row groups they complete.
    ///
    /// # Errors
    /// The writer fails, or a final state has no name.
    pub fn push(&mut self, mut rows: &[PathRow]) -> Result<(), ReportError> {
        while !rows.is_empty() {
            let room = ROW_GROUP - self.waiting.len();
            let (now, later) = rows.split_at(room.min(rows.len()));
            self.waiting.extend_from_slice(now);
            rows = later;
            if self.waiting.len() == ROW_GROUP {
                self.write_waiting()?;
            }
        }
        Ok(())
    }

    /// Writes what is left and the foot of the file.
    ///
    /// # Errors
    /// The writer fails, or a final state has no name.
    pub fn finish(mut self) -> Result<(), ReportError> {
        if !self.waiting.is_empty() {
            self.write_waiting()?;
        }
        self.writer.finish()?;
        Ok(())
    }

    fn write_waiting(&mut self) -> Result<(), ReportError> {
        self.writer.write_batch(&one_chunk(paths(&self.waiting)?))?;
        self.waiting.clear();
        Ok(())
    }
}
