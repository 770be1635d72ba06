//! Writes rows of paths in row groups.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{ParquetReader, SerReader};

use super::pages::{self, RowGroup};
use crate::aggregate::{PathRow, path_rows, paths};
use crate::report::ReportError;
use crate::report::parquet::{ROW_GROUP, one_chunk, write_parquet, writer};

/// Rows of a full row group.
const FULL: u64 = ROW_GROUP as u64;

/// The next row of the study at which a row group begins, after `row`.
pub(super) fn border_after(row: u64) -> u64 {
    (row / FULL + 1) * FULL
}

/// Writes rows of paths, in the order of the study, into full row groups; the first of them begins where the part of the
/// study does, the last ends there.
pub struct PathsWriter<W: Write> {
    /// The row that comes next.
    pub(super) next_row: u64,
    /// The last rows that came: they fill no row group yet.
    pub(super) waiting: Vec<PathRow>,
    pub(super) writer: BatchedWriter<W>,
}

impl<W: Write> PathsWriter<W> {
    /// Of a part of a study whose first row this is, counted from that of the study.
    ///
    /// # Errors
    /// The writer fails.
    pub fn new(into: W, first_row: u64) -> Result<Self, ReportError> {
        let waiting = Vec::with_capacity(ROW_GROUP);
        Ok(Self { next_row: first_row, waiting, writer: writer(into, paths(&[])?.schema())? })
    }

    /// Adds rows and writes the row groups they complete.
    ///
    /// # Errors
    /// The writer fails, or a final state has no name.
    pub fn push(&mut self, mut rows: &[PathRow]) -> Result<(), ReportError> {
        while !rows.is_empty() {
            rows = self.fill(rows);
            if self.is_full() {
                self.write_waiting()?;
                self.waiting.clear();
            }
        }
        Ok(())
    }

    /// Adds the rows of another such file, which begins with the row that comes next: its full row groups as they are.
    ///
    /// # Errors
    /// It cannot be read, or the writer fails.
    pub fn append(&mut self, path: &Path) -> Result<(), ReportError> {
        let no_table = |why: String| ReportError::NoTable { path: path.to_owned(), why };
        let mut file = File::open(path).map_err(|error| no_table(error.to_string()))?;
        let metadata = pages::metadata(&mut file)?;
        for number in 0..metadata.row_groups.len() {
            let group = RowGroup::read(&mut file, &metadata, number)?;
            let is_full = group.rows == FULL && self.waiting.is_empty() && self.next_row.is_multiple_of(FULL);
            if is_full {
                group.write(&mut self.writer)?;
                self.next_row += FULL;
            } else {
                self.push(&rows_of(&group)?)?;
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

    /// Adds as many rows as the row group lacks, and gives back the others.
    pub(super) fn fill<'r>(&mut self, rows: &'r [PathRow]) -> &'r [PathRow] {
        let room = border_after(self.next_row) - self.next_row;
        let (now, later) = rows.split_at(rows.len().min(room as usize));
        self.waiting.extend_from_slice(now);
        self.next_row += now.len() as u64;
        later
    }

    /// Whether the rows that wait complete a row group.
    pub(super) fn is_full(&self) -> bool {
        !self.waiting.is_empty() && self.next_row.is_multiple_of(FULL)
    }

    /// Writes the rows that wait, and leaves them there.
    pub(super) fn write_waiting(&mut self) -> Result<(), ReportError> {
        Ok(self.writer.write_batch(&one_chunk(paths(&self.waiting)?))?)
    }
}

/// Some rows as a file of their own.
pub(super) fn to_bytes(rows: &[PathRow]) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    write_parquet(&paths(rows)?, &mut bytes)?;
    Ok(bytes)
}

/// The rows of such a file.
pub(super) fn from_bytes(bytes: Vec<u8>) -> Result<Vec<PathRow>, ReportError> {
    Ok(path_rows(&ParquetReader::new(std::io::Cursor::new(bytes)).finish()?)?)
}

/// The rows of a row group.
fn rows_of(group: &RowGroup) -> Result<Vec<PathRow>, ReportError> {
    let mut bytes = Vec::new();
    let mut alone = writer(&mut bytes, paths(&[])?.schema())?;
    group.write(&mut alone)?;
    alone.finish()?;
    drop(alone);
    from_bytes(bytes)
}
