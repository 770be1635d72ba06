//! A study's tables and its manifest: all that reports and exports are made of.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use polars::prelude::DataFrame;

use super::error::at;
use super::parquet_reader::read_parquet;
use super::written_file::Difference;
use super::{Manifest, ReportError};
use crate::aggregate::{Extent, Table};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Extras};
use crate::stats::Estimate;

/// Tables and their rows, in the order of reports; one that a study has nothing for is left out.
pub type Tables = Vec<(&'static Table, DataFrame)>;

/// Everything a report shows.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was computed, from what.
    pub manifest: Manifest,
    /// What sets the cells apart, from the manifest, so that a report made later is the same.
    pub labels: Vec<CellLabel>,
    tables: Tables,
}

impl Results {
    /// Results in memory. Of some worlds only, each table says so.
    ///
    /// # Errors
    /// A table says so already.
    pub fn new(manifest: Manifest, mut tables: Tables) -> Result<Self, ReportError> {
        if let Some(partial) = &manifest.partial {
            for (_, rows) in &mut tables {
                *rows = partial.marked(std::mem::take(rows))?;
            }
        }
        Ok(Self { labels: manifest.labels(), manifest, tables })
    }

    /// Reads these tables of a folder, each of them only if it is what the manifest says was written.
    ///
    /// # Errors
    /// A file is missing, is not what was written, or cannot be read.
    pub fn read(folder: &Path, manifest: Manifest, tables: &[&'static Table]) -> Result<Self, ReportError> {
        let mut read = Vec::new();
        for table in tables {
            let file = table.file("parquet");
            // Not every study has something for every table; who may go without is known by the manifest alone.
            if !is_optional(table) || manifest.files.iter().any(|listed| listed.name == file) {
                read.push((*table, read_table(folder, &manifest, &file, manifest.most_rows())?));
            }
        }
        Ok(Self { labels: manifest.labels(), manifest, tables: read })
    }

    /// The rows of a table of a folder that is kept as Parquet alone, of which there are no more than `most_rows`; only if
    /// its file is what the manifest says was written.
    ///
    /// # Errors
    /// The file is missing, is not what was written, or cannot be read.
    pub fn read_rows(
        folder: &Path,
        manifest: &Manifest,
        table: &Table,
        most_rows: u64,
    ) -> Result<DataFrame, ReportError> {
        read_table(folder, manifest, &table.file("parquet"), most_rows)
    }

    /// Each table that the study has something for, and its rows.
    pub fn tables(&self) -> impl Iterator<Item = (&'static Table, &DataFrame)> {
        self.tables.iter().map(|(table, rows)| (*table, rows))
    }

    /// The rows of a table; `None` where the study has nothing for it.
    pub fn rows(&self, table: &Table) -> Option<&DataFrame> {
        self.tables().find(|(other, _)| other.name == table.name).map(|(_, rows)| rows)
    }

    /// The rows of a table that every study has.
    ///
    /// # Errors
    /// There are none.
    pub fn table(&self, table: &Table) -> Result<&DataFrame, ReportError> {
        self.rows(table).ok_or(ReportError::NoRows { table: table.name })
    }
}

/// Whether a study may have nothing for a table.
fn is_optional(table: &Table) -> bool {
    (table.rows)(&Extent {
        cells: 2.0,
        worlds: 1.0,
        paths: 1.0,
        months: 1.0,
        can_refuse: false,
        extras: Extras::default(),
        has_precision: false,
        regions: 0.0,
    }) == 0.0
}

/// Files of those of some tables that every study's results have.
pub fn needed_files(tables: &[&'static Table]) -> impl Iterator<Item = String> {
    tables.iter().filter(|table| !is_optional(table)).map(|table| table.file("parquet"))
}

/// The table in a file, read from the very bytes whose digest was compared.
fn read_table(folder: &Path, manifest: &Manifest, name: &str, most_rows: u64) -> Result<DataFrame, ReportError> {
    let path = folder.join(name);
    let damaged = |is_missing| ReportError::Damaged {
        path: folder.to_owned(),
        differences: vec![Difference { name: name.to_owned(), is_missing }],
    };
    let listed = manifest.files.iter().find(|file| file.name == name).ok_or_else(|| damaged(true))?;
    if !fs::metadata(&path).map_err(at(&path))?.is_file() {
        return Err(damaged(false));
    }
    // One byte more than there ought to be tells a longer file from the right one.
    let mut bytes = Vec::new();
    let file = File::open(&path).map_err(at(&path))?;
    file.take(listed.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(at(&path))?;
    if bytes.len() as u64 != listed.bytes || blake3::hash(&bytes).to_hex().as_str() != listed.blake3 {
        return Err(damaged(false));
    }
    read_parquet(&path, bytes, most_rows)
}

/// A column of numbers, nulls kept.
pub(super) fn numbers(table: &DataFrame, column: &Column) -> Result<Vec<Option<f64>>, ReportError> {
    Ok(table.column(&column.header())?.f64()?.iter().collect())
}

/// The errors of a column of estimates.
pub(super) fn errors(table: &DataFrame, column: &Column) -> Result<Vec<Option<f64>>, ReportError> {
    Ok(table.column(&column.error_header())?.f64()?.iter().collect())
}

/// A column of whole numbers; a null counts as 0.
pub(super) fn integers(table: &DataFrame, column: &Column) -> Result<Vec<i64>, ReportError> {
    Ok(table.column(&column.header())?.i64()?.iter().map(|value| value.unwrap_or(0)).collect())
}

/// A number of a row.
pub(super) fn number(table: &DataFrame, column: &Column, row: usize) -> Result<Option<f64>, ReportError> {
    Ok(table.column(&column.header())?.f64()?.get(row))
}

/// An estimate of a row, with its error.
pub(super) fn estimate(table: &DataFrame, column: &Column, row: usize) -> Result<Estimate, ReportError> {
    let error = table.column(&column.error_header())?.f64()?.get(row);
    Ok(Estimate { value: number(table, column, row)?, mcse: error })
}

/// Position of the first row of a cell and the rows it has; rows of a cell stand together.
pub(super) fn rows_of_cell(cells: &[i64], cell: usize) -> std::ops::Range<usize> {
    let start = cells.iter().position(|other| *other == cell as i64).unwrap_or(cells.len());
    let count = cells.iter().skip(start).take_while(|other| **other == cell as i64).count();
    start..start + count
}
