//! Row groups as they stand in a file: pages that are compressed, and stay so.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use polars::error::{PolarsError, PolarsResult};
use polars::io::parquet::write::BatchedWriter;
use polars_buffer::Buffer;
use polars_parquet::parquet::read::{PageMetaData, PageReader, read_metadata};
use polars_parquet::read::{FallibleStreamingIterator, FileMetadata};
use polars_parquet::write::CompressedPage;

use crate::report::parquet::ROW_GROUP;

/// Most bytes that the pages of one column of a row group take: a full one of numbers that do not compress, as a
/// dictionary and as places in it, has some 700 kB.
pub(super) const COLUMN_MOST: usize = 32 * ROW_GROUP;

/// The pages of a column of a row group, in their order.
pub(super) struct ColumnPages {
    pages: Vec<CompressedPage>,
    /// How many have been handed out.
    given: usize,
}

impl ColumnPages {
    /// Reads them from where they begin.
    pub fn read(bytes: Cursor<Buffer<u8>>, column: PageMetaData) -> PolarsResult<Self> {
        let expected = column.num_values;
        let (mut pages, mut rows) = (Vec::new(), 0);
        for page in PageReader::new_with_page_meta(bytes, column, Vec::new(), COLUMN_MOST) {
            let mut page = page?;
            if let CompressedPage::Data(data) = &mut page {
                // A file does not say it; where no value is a list, a row is a value.
                data.num_rows = Some(data.num_values());
                rows += data.num_values() as i64;
            }
            pages.push(page);
        }
        if rows != expected {
            return Err(PolarsError::ComputeError(format!("{rows} rows where {expected} were written").into()));
        }
        Ok(Self { pages, given: 0 })
    }
}

impl FallibleStreamingIterator for ColumnPages {
    type Item = CompressedPage;
    type Error = PolarsError;

    fn advance(&mut self) -> PolarsResult<()> {
        self.given += 1;
        Ok(())
    }

    fn get(&self) -> Option<&CompressedPage> {
        self.pages.get(self.given.checked_sub(1)?)
    }
}

/// A row group.
pub(super) struct RowGroup {
    pub rows: u64,
    columns: Vec<Vec<CompressedPage>>,
}

impl RowGroup {
    /// Reads a row group of a whole file.
    pub fn read(file: &mut File, metadata: &FileMetadata, number: usize) -> PolarsResult<Self> {
        let group = &metadata.row_groups[number];
        let mut columns = Vec::with_capacity(group.n_columns());
        for column in group.parquet_columns() {
            let range = column.byte_range();
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(range.start))?;
            file.take(range.end - range.start).read_to_end(&mut bytes)?;
            columns.push(ColumnPages::read(Cursor::new(bytes.into()), column.into())?.pages);
        }
        Ok(Self { rows: group.num_rows() as u64, columns })
    }

    /// Writes it as it is.
    pub fn write(&self, into: &mut BatchedWriter<impl Write>) -> PolarsResult<()> {
        into.write_row_group(self.rows, &self.columns)
    }
}

/// What the foot of a file says.
pub(super) fn metadata(file: &mut File) -> PolarsResult<FileMetadata> {
    Ok(read_metadata(file)?)
}
