//! A Parquet file of which some rows of some columns are read at a time: there may be more in it than fits into memory.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::{MmapMut, MmapOptions};
use polars::io::parquet::metadata::{FileMetadata, FileMetadataRef};
use polars::prelude::{ParallelStrategy, ParquetReader, PolarsError, SerReader};

use super::ReportError;
use super::error::at;
use super::written_file::WrittenFile;
use crate::guarded::guarded;

/// Bytes that are read at a time to look whether a file is what was written.
const READ_BYTES: usize = 1 << 20;

/// Columns of whole numbers of a Parquet file. All of its bytes were looked at once; what is read later is compared with
/// what they were then.
pub(super) struct ParquetColumns {
    path: PathBuf,
    bytes: u64,
    footer: FileMetadataRef,
    names: Vec<String>,
    groups: Vec<Group>,
}

/// A row group.
struct Group {
    first_row: usize,
    /// Its columns, in file order.
    chunks: Vec<Chunk>,
}

/// The bytes of a column of a row group.
struct Chunk {
    range: Range<u64>,
    digest: blake3::Hash,
}

impl ParquetColumns {
    /// Looks at the file that was written; `None` where it is another.
    ///
    /// # Errors
    /// It cannot be read, or is no Parquet of `rows` rows.
    pub fn open(folder: &Path, written: &WrittenFile, rows: usize) -> Result<Option<Self>, ReportError> {
        let path = folder.join(&written.name);
        let mut file = File::open(&path).map_err(at(&path))?;
        let bytes = file.metadata().map_err(at(&path))?.len();
        if bytes != written.bytes {
            return Ok(None);
        }
        // Why it is no Parquet is of interest only where its bytes are those that were written.
        let read = guarded(|| -> Result<_, PolarsError> {
            let mut reader = ParquetReader::new(BufReader::new(&file));
            let names: Vec<String> = reader.schema()?.iter_names().map(ToString::to_string).collect();
            let footer = reader.get_metadata()?.clone();
            let ranges: Vec<Range<u64>> = footer.row_groups.iter().flat_map(|group| group.byte_ranges_iter()).collect();
            Ok((footer, names, ranges))
        });
        let broken = || "its inner structure is broken".to_owned();
        let read = read.ok_or_else(broken).and_then(|read| read.map_err(|error| error.to_string()));
        // One column after the other, within the file.
        let is_in_order = |ranges: &[Range<u64>]| {
            let ends = [0].into_iter().chain(ranges.iter().map(|range| range.end));
            ranges.iter().zip(ends).all(|(range, before)| before <= range.start && range.start <= range.end)
                && ranges.last().is_none_or(|last| last.end <= bytes)
        };
        let read = read.and_then(|read| if is_in_order(&read.2) { Ok(read) } else { Err(broken()) });
        file.seek(SeekFrom::Start(0)).map_err(at(&path))?;
        let ranges = read.as_ref().map_or(&[][..], |(_, _, ranges)| ranges.as_slice());
        let Some(digests) = digests(&mut file, written, ranges).map_err(at(&path))? else { return Ok(None) };
        let no_table = |why: String| ReportError::NoTable { path: path.clone(), why };
        let (footer, names, ranges) = read.map_err(no_table)?;
        let mut chunks = ranges.into_iter().zip(digests).map(|(range, digest)| Chunk { range, digest });
        let (mut groups, mut first_row) = (Vec::new(), 0);
        for group in &footer.row_groups {
            groups.push(Group { first_row, chunks: chunks.by_ref().take(group.parquet_columns().len()).collect() });
            first_row += group.num_rows();
        }
        if first_row != rows {
            return Err(no_table(format!("it has {first_row} rows, not {rows}")));
        }
        Ok(Some(Self { path, bytes, footer, names, groups }))
    }

    /// Place of a column in the file.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// Appends columns, told by their places, each to its vector, for some rows; `nothing` stands for what is empty.
    ///
    /// # Errors
    /// The file cannot be read, or is no longer what it was.
    pub fn append(
        &self,
        rows: Range<usize>,
        columns: &[usize],
        nothing: i64,
        into: &mut [&mut Vec<i64>],
    ) -> Result<(), ReportError> {
        let first = self.groups.partition_point(|group| group.first_row <= rows.start).saturating_sub(1);
        for (place, group) in self.groups.iter().enumerate().skip(first) {
            if group.first_row >= rows.end {
                break;
            }
            let count = self.footer.row_groups.get(place).map_or(0, |group| group.num_rows());
            let from = rows.start.max(group.first_row) - group.first_row;
            let to = rows.end.min(group.first_row + count) - group.first_row;
            if from < to {
                self.append_of(place, from..to, columns, nothing, into)?;
            }
        }
        Ok(())
    }

    /// The same of one row group.
    fn append_of(
        &self,
        place: usize,
        rows: Range<usize>,
        columns: &[usize],
        nothing: i64,
        into: &mut [&mut Vec<i64>],
    ) -> Result<(), ReportError> {
        let no_table = |why: String| ReportError::NoTable { path: self.path.clone(), why };
        let bytes = self.bytes_of(&self.groups[place], columns)?;
        let read = guarded(|| -> Result<(), PolarsError> {
            let mut reader = ParquetReader::new(Cursor::new(bytes));
            reader.set_metadata(Arc::new(self.footer_of(place)));
            let slice = Some((rows.start, rows.len()));
            let reader = reader.read_parallel(ParallelStrategy::None).with_projection(Some(columns.to_vec()));
            let table = reader.with_slice(slice).finish()?;
            for (values, into) in table.columns().iter().zip(&mut *into) {
                into.extend(values.i64()?.iter().map(|value| value.unwrap_or(nothing)));
            }
            Ok(())
        });
        match read {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(no_table(error.to_string())),
            None => Err(no_table("its inner structure is broken".to_owned())),
        }
    }

    /// What the file says of itself, as if it held one row group alone.
    fn footer_of(&self, place: usize) -> FileMetadata {
        let row_groups: Vec<_> = self.footer.row_groups.get(place).cloned().into_iter().collect();
        let num_rows = row_groups.iter().map(|group| group.num_rows()).sum();
        FileMetadata {
            version: self.footer.version,
            num_rows,
            max_row_group_height: num_rows,
            created_by: None,
            row_groups,
            key_value_metadata: None,
            schema_descr: self.footer.schema_descr.clone(),
            column_orders: None,
            footer_buf: self.footer.footer_buf.clone(),
        }
    }

    /// The file with nothing in it but these columns of a row group: what is never touched takes no memory. Mapped into
    /// memory, a file that somebody shortens meanwhile would end the process.
    fn bytes_of(&self, group: &Group, columns: &[usize]) -> Result<MmapMut, ReportError> {
        let length = usize::try_from(self.bytes).map_err(|error| at(&self.path)(io::Error::other(error)))?;
        let mut bytes = MmapOptions::new().len(length).no_reserve_swap().map_anon().map_err(at(&self.path))?;
        let mut file = File::open(&self.path).map_err(at(&self.path))?;
        let chunks: Vec<&Chunk> = columns.iter().filter_map(|column| group.chunks.get(*column)).collect();
        // What stands together is read together.
        for together in chunks.chunk_by(|before, after| before.range.end == after.range.start) {
            let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
            file.seek(SeekFrom::Start(first.range.start)).map_err(at(&self.path))?;
            file.read_exact(&mut bytes[place(&first.range.start..&last.range.end)]).map_err(at(&self.path))?;
        }
        for chunk in chunks {
            if blake3::hash(&bytes[place(&chunk.range.start..&chunk.range.end)]) != chunk.digest {
                let why = "it is no longer what it was when it was read first".to_owned();
                return Err(ReportError::NoTable { path: self.path.clone(), why });
            }
        }
        Ok(bytes)
    }
}

/// Within the file, whose length fits.
fn place(range: Range<&u64>) -> Range<usize> {
    *range.start as usize..*range.end as usize
}

/// Reads a file to its end: the digests of these stretches of it, which follow each other. `None` where the file is not
/// what was written.
fn digests(
    file: &mut impl Read,
    written: &WrittenFile,
    ranges: &[Range<u64>],
) -> io::Result<Option<Vec<blake3::Hash>>> {
    let mut whole = blake3::Hasher::new();
    let mut stretch = blake3::Hasher::new();
    let mut found = Vec::with_capacity(ranges.len());
    let (mut buffer, mut start) = (vec![0; READ_BYTES], 0);
    loop {
        let count = file.read(&mut buffer)?;
        let end = start + count as u64;
        whole.update(&buffer[..count]);
        while let Some(range) = ranges.get(found.len()) {
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                stretch.update(&buffer[(from - start) as usize..(to - start) as usize]);
            }
            if range.end > end {
                break;
            }
            found.push(std::mem::take(&mut stretch).finalize());
        }
        if count == 0 {
            let is_same = end == written.bytes && whole.finalize().to_hex().as_str() == written.blake3;
            return Ok(is_same.then_some(found));
        }
        start = end;
    }
}
