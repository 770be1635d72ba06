//! The rows of a Parquet file, some thousands at a time.

use std::fs::File;
use std::path::Path;

use polars::prelude::{AnyValue, Column, DataFrame, DataType, ParallelStrategy, ParquetReader, PolarsError, SerReader};

use super::cell::Cell;
use super::csv_rows::unreadable;
use super::fault::TapeFault;
use crate::guarded::guarded;
use crate::told::told;

/// What a Parquet file begins and ends with.
pub(super) const MARK: &[u8] = b"PAR1";

/// Rows in memory at a time.
const BATCH: usize = 65_536;

/// A Parquet file.
pub(super) struct ParquetRows {
    file: File,
    rows: usize,
    /// Names of its columns.
    pub header: Vec<String>,
}

impl ParquetRows {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, TapeFault> {
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        let of = file.try_clone().map_err(|error| unreadable(&error))?;
        let read = guarded(|| -> Result<_, PolarsError> {
            let mut reader = ParquetReader::new(of);
            let names = reader.schema()?.iter_values().map(|field| field.name.to_string()).collect();
            Ok((reader.num_rows()?, names))
        });
        match read {
            Some(Ok((rows, header))) => Ok(Self { file, rows, header }),
            Some(Err(_)) | None => Err(cut_short()),
        }
    }

    /// Hands the cells of each row over, those of the columns `wanted` alone; others are empty.
    pub fn rows(self, wanted: &[usize], mut take: impl FnMut(usize, Result<&[Cell<'_>], TapeFault>)) {
        let names: Vec<String> = wanted.iter().filter_map(|at| self.header.get(*at).cloned()).collect();
        for first in (0..self.rows).step_by(BATCH) {
            let slice = (first, BATCH.min(self.rows - first));
            let read = || -> Result<DataFrame, PolarsError> {
                let reader = ParquetReader::new(self.file.try_clone()?).read_parallel(ParallelStrategy::None);
                reader.with_columns(Some(names.clone())).with_slice(Some(slice)).finish()
            };
            let Some(Ok(table)) = guarded(read) else {
                take(first + 1, Err(TapeFault { line: first + 1, ..cut_short() }));
                return;
            };
            let whole = guarded(|| batch(&table, (first, slice.1), wanted, self.header.len(), &mut take));
            if whole.is_none() {
                take(first + 1, Err(TapeFault { line: first + 1, ..cut_short() }));
                return;
            }
        }
    }
}

/// One batch of rows.
fn batch(
    table: &DataFrame,
    (first, count): (usize, usize),
    wanted: &[usize],
    columns: usize,
    take: &mut impl FnMut(usize, Result<&[Cell<'_>], TapeFault>),
) {
    for row in 0..count {
        let mut cells = vec![Cell::Empty; columns];
        let mut wrong = None;
        for (place, column) in wanted.iter().zip(table.columns()) {
            match cell(column, row) {
                Ok(cell) => cells[*place] = cell,
                Err(fault) => wrong = Some(fault),
            }
        }
        let line = first + row + 1;
        match wrong {
            None => take(line, Ok(&cells)),
            Some(fault) => take(line, Err(TapeFault { line, ..fault })),
        }
    }
}

fn cell(column: &Column, row: usize) -> Result<Cell<'_>, TapeFault> {
    let of_type = |kind: &DataType| {
        let message = told!(
            "holds {kind}; text, whole numbers and numbers are read",
            "的类型是 {kind}；可读入的是文本、整数和数"
        );
        TapeFault { column: column.name().to_string(), ..TapeFault::of_file(message) }
    };
    Ok(match column.get(row).unwrap_or(AnyValue::Null) {
        AnyValue::Null => Cell::Empty,
        AnyValue::String(text) => Cell::of_text(text),
        AnyValue::Float64(value) => Cell::Number(value),
        AnyValue::Float32(value) => Cell::Number(f64::from(value)),
        AnyValue::Int64(value) => Cell::Whole(value),
        AnyValue::Int32(value) => Cell::Whole(value.into()),
        AnyValue::UInt32(value) => Cell::Whole(value.into()),
        AnyValue::UInt64(value) if i64::try_from(value).is_ok() => Cell::Whole(value as i64),
        _ => return Err(of_type(column.dtype())),
    })
}

fn cut_short() -> TapeFault {
    let hint =
        told!("was it copied whole? Write it again, or save the table as CSV", "是否复制完整？请重新写出，或存为 CSV");
    let message = told!(
        "begins as Parquet and cannot be read as such: it is cut short or damaged",
        "开头是 Parquet 却无法读取：文件不完整或已损坏"
    );
    TapeFault::of_file(message).hint(hint)
}
