//! Reading Parquet that may be anybody's.

use std::io::{self, Cursor};
use std::path::Path;

use polars::prelude::{CsvWriter, DataFrame, ParquetReader, PolarsError, SerReader, SerWriter};

use super::ReportError;
use crate::guarded::guarded;

/// Reads a table from the bytes of a file. The bytes may be anybody's: the reader of the library is asked how many rows
/// they are before it reserves memory for them, and should it panic, that is an error like another.
///
/// # Errors
/// They are no Parquet, or claim more rows than `most_rows`.
pub(super) fn read_parquet(path: &Path, bytes: Vec<u8>, most_rows: u64) -> Result<DataFrame, ReportError> {
    let no_table = |why: String| ReportError::NoTable { path: path.to_owned(), why };
    let read = guarded(|| -> Result<Result<DataFrame, u64>, PolarsError> {
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let rows = reader.num_rows()? as u64;
        let groups = reader.get_metadata()?.row_groups.iter().map(|group| group.num_rows() as u64);
        let most = groups.fold(rows, u64::saturating_add);
        if most > most_rows.saturating_mul(2) {
            return Ok(Err(most));
        }
        let table = reader.finish()?;
        // A column may be broken inside and show it to whoever looks at its values; here every one is looked at.
        CsvWriter::new(io::sink()).n_threads(1).finish(&mut table.clone())?;
        Ok(Ok(table))
    });
    match read {
        Some(Ok(Ok(table))) => Ok(table),
        Some(Ok(Err(rows))) => Err(no_table(format!("it claims {rows} rows"))),
        Some(Err(error)) => Err(no_table(error.to_string())),
        None => Err(no_table("its inner structure is broken".to_owned())),
    }
}
