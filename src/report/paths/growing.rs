//! A file of paths that grows while its part of a study is simulated, and survives a run that is killed.
//!
//! The file is what it will be in the end, without its foot: nothing is written twice, and nothing is copied when it is
//! whole. What counts of it is told by [`KeptPaths`]: some whole row groups, and apart from them the rows that fill none.
//! A run that goes on leads a new writer over those row groups, page by page and without looking inside, so that it knows
//! what its foot must say.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use polars::error::PolarsResult;
use polars_buffer::Buffer;
use polars_parquet::parquet::compression::Compression;
use polars_parquet::parquet::read::PageMetaData;
use polars_parquet::write::{DynIter, DynStreamingIterator};

use super::file::{GrowingFile, Place, begins_with};
use super::pages::{COLUMN_MOST, ColumnPages};
use super::writer::{PathsWriter, border_after, from_bytes, to_bytes};
use crate::aggregate::PathRow;
use crate::report::ReportError;
use crate::report::manifest::WrittenFile;

/// What counts of a file of paths that grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPaths {
    /// The file's first bytes: whole row groups; all of it where it is whole.
    pub file: WrittenFile,
    /// The rows after them that fill no row group, as a file of their own; nothing where there are none.
    pub rest: Vec<u8>,
    /// Whether the file has its last row group and its foot.
    pub is_whole: bool,
}

/// Every path of some consecutive worlds, in a file that grows.
pub struct GrowingPaths {
    path: PathBuf,
    file: GrowingFile,
    writer: PathsWriter<GrowingFile>,
    counted: Counted,
}

/// What counts: everything up to the end of the last leg.
struct Counted {
    /// The row after the last.
    row: u64,
    /// The end of the last row group.
    place: Place,
    /// Its last rows, if the row group they began has been filled since with rows that do not count yet.
    filled: Vec<PathRow>,
}

impl GrowingPaths {
    /// Of a part that begins with this row of the study.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn create(path: &Path, first_row: u64) -> Result<Self, ReportError> {
        Self::of(path, GrowingFile::create(path)?, first_row)
    }

    /// Goes on with a file of which some rows count.
    ///
    /// # Errors
    /// It is not what was written, has other rows, or the file system refuses.
    pub fn reopen(path: &Path, rows: std::ops::Range<u64>, kept: KeptPaths) -> Result<Self, ReportError> {
        let damaged = || ReportError::NotAsWritten { path: path.to_owned() };
        // Nothing is looked at that is not what was written.
        if !begins_with(path, &kept.file)? {
            return Err(damaged());
        }
        let mut paths = Self::of(path, GrowingFile::reopen(path, kept.file.bytes)?, rows.start)?;
        paths.lead_over(&kept.file, rows.end)?;
        if !kept.rest.is_empty() {
            paths.push(&from_bytes(kept.rest)?)?;
        }
        let place = paths.file.place();
        if paths.writer.next_row != rows.end || (place.bytes, place.blake3()) != (kept.file.bytes, kept.file.blake3) {
            return Err(damaged());
        }
        paths.count();
        Ok(paths)
    }

    fn of(path: &Path, file: GrowingFile, first_row: u64) -> Result<Self, ReportError> {
        let writer = PathsWriter::new(file.clone(), first_row)?;
        let counted = Counted { row: first_row, place: file.place(), filled: Vec::new() };
        Ok(Self { path: path.to_owned(), file, writer, counted })
    }

    /// Leads the writer over the row groups that stand in the file.
    fn lead_over(&mut self, standing: &WrittenFile, end_row: u64) -> PolarsResult<()> {
        let mut bytes = Standing { file: File::open(&self.path)?, first: 0, bytes: Buffer::default() };
        let columns: Vec<_> = self.writer.writer.parquet_schema().columns().to_vec();
        while self.file.place().bytes < standing.bytes && self.writer.next_row < end_row {
            let rows = border_after(self.writer.next_row) - self.writer.next_row;
            let pages = columns.iter().map(|column| {
                // What the writer has written of the columns before says where this one begins.
                let at = self.file.place().bytes.max(MAGIC);
                let column = PageMetaData::new(at, rows as i64, Compression::Snappy, column.descriptor.clone());
                Ok(DynStreamingIterator::new(ColumnPages::read(bytes.from(at)?, column)?))
            });
            let mut writer = self.writer.writer.get_writer().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            writer.write(rows, DynIter::new(pages))?;
            drop(writer);
            self.writer.next_row += rows;
        }
        Ok(())
    }

    /// Adds the rows that come next; they do not count yet.
    ///
    /// # Errors
    /// The file system refuses, or a final state has no name.
    pub fn push(&mut self, mut rows: &[PathRow]) -> Result<(), ReportError> {
        while !rows.is_empty() {
            rows = self.writer.fill(rows);
            if self.writer.is_full() {
                self.writer.write_waiting().map_err(|error| self.file.named(error))?;
                let first = self.writer.next_row - self.writer.waiting.len() as u64;
                if first < self.counted.row {
                    std::mem::swap(&mut self.writer.waiting, &mut self.counted.filled);
                    self.counted.filled.truncate((self.counted.row - first) as usize);
                }
                self.writer.waiting.clear();
            }
        }
        Ok(())
    }

    /// From now on all rows count that have come.
    pub fn count(&mut self) {
        self.counted.filled.clear();
        self.counted.row = self.writer.next_row;
        self.counted.place = self.file.place();
    }

    /// Puts on the disk what counts, and tells it.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn keep(&self) -> Result<KeptPaths, ReportError> {
        self.file.sync()?;
        let Counted { row, place, filled } = &self.counted;
        let waiting = &self.writer.waiting;
        let first = self.writer.next_row - waiting.len() as u64;
        let rest = if filled.is_empty() { &waiting[..row.saturating_sub(first) as usize] } else { filled };
        let rest = if rest.is_empty() { Vec::new() } else { to_bytes(rest)? };
        Ok(KeptPaths { file: written(&self.path, place), rest, is_whole: false })
    }

    /// Writes the rows that fill no row group, and the foot: the file is whole.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn finish(self) -> Result<WrittenFile, ReportError> {
        let Self { path, file, writer, .. } = self;
        writer.finish().map_err(|error| file.named(error))?;
        file.sync()?;
        Ok(written(&path, &file.place()))
    }
}

fn written(path: &Path, place: &Place) -> WrittenFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    WrittenFile { name, bytes: place.bytes, blake3: place.blake3() }
}

/// Bytes at the head of every Parquet file.
const MAGIC: u64 = 4;
/// Bytes of a file that are read at a time.
const PORTION: usize = 16 * COLUMN_MOST;

/// Bytes of a file from anywhere on, a portion of it in memory.
struct Standing {
    file: File,
    first: u64,
    bytes: Buffer<u8>,
}

impl Standing {
    /// The bytes from a place on, those of the pages of a column at least.
    fn from(&mut self, at: u64) -> io::Result<Cursor<Buffer<u8>>> {
        let has = self.first + self.bytes.len() as u64;
        if at < self.first || at + COLUMN_MOST as u64 > has {
            let mut bytes = Vec::new();
            self.file.seek(SeekFrom::Start(at))?;
            (&self.file).take(PORTION as u64).read_to_end(&mut bytes)?;
            (self.first, self.bytes) = (at, bytes.into());
        }
        let mut bytes = Cursor::new(self.bytes.clone());
        bytes.set_position(at - self.first);
        Ok(bytes)
    }
}
