//! A study's tables and its manifest: all that reports and exports are made of.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use polars::prelude::DataFrame;

use super::error::at;
use super::parquet::read_parquet;
use super::written_file::Difference;
use super::{Manifest, ReportError};
use crate::outcome::label::CellLabel;

/// Tables of aggregates, by name in the order of the files; none of them holds a single household.
pub const TABLES: [&str; 8] = [
    "summary",
    "comparisons",
    "months",
    "loss_distribution",
    "loss_histogram",
    "transitions",
    "default_by_ltv_dsti",
    "resolution",
];
/// The table of a study in which a lender can refuse.
pub const UNDERWRITING: &str = "underwriting";

/// Everything a report shows.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was computed, from what.
    pub manifest: Manifest,
    /// What sets the cells apart, from the manifest, so that a report made later is the same.
    pub labels: Vec<CellLabel>,
    tables: [DataFrame; TABLES.len()],
    underwriting: Option<DataFrame>,
}

impl Results {
    /// Results in memory; the tables in the order of [`TABLES`].
    pub fn new(manifest: Manifest, tables: [DataFrame; TABLES.len()], underwriting: Option<DataFrame>) -> Self {
        Self { labels: manifest.labels(), manifest, tables, underwriting }
    }

    /// Reads the tables of a folder, each of them only if it is what the manifest says was written.
    ///
    /// # Errors
    /// A file is missing, is not what was written, or cannot be read.
    pub fn read(folder: &Path, manifest: Manifest) -> Result<Self, ReportError> {
        let read = |name: &str| read_table(folder, &manifest, &format!("{name}.parquet"));
        let [a, b, c, d, e, f, g, h] = TABLES;
        let tables = [read(a)?, read(b)?, read(c)?, read(d)?, read(e)?, read(f)?, read(g)?, read(h)?];
        let file = format!("{UNDERWRITING}.parquet");
        let has_underwriting = manifest.files.iter().any(|listed| listed.name == file);
        let underwriting = if has_underwriting { Some(read(UNDERWRITING)?) } else { None };
        Ok(Self::new(manifest, tables, underwriting))
    }

    /// Name and content of each table.
    pub fn tables(&self) -> impl Iterator<Item = (&'static str, &DataFrame)> {
        TABLES.into_iter().zip(&self.tables).chain(self.underwriting.iter().map(|table| (UNDERWRITING, table)))
    }

    /// A row per cell.
    pub fn summary(&self) -> &DataFrame {
        &self.tables[0]
    }

    /// A row per cell but the base cell, and estimate.
    pub fn comparisons(&self) -> &DataFrame {
        &self.tables[1]
    }

    /// A row per cell and month.
    pub fn months(&self) -> &DataFrame {
        &self.tables[2]
    }

    /// A row per cell and verdict, where a lender can refuse.
    pub fn underwriting(&self) -> Option<&DataFrame> {
        self.underwriting.as_ref()
    }

    /// A row per cell and quantile.
    pub fn loss_distribution(&self) -> &DataFrame {
        &self.tables[3]
    }

    /// A row per cell and bin.
    pub fn loss_histogram(&self) -> &DataFrame {
        &self.tables[4]
    }
}

/// The table in a file, read from the very bytes whose digest was compared.
fn read_table(folder: &Path, manifest: &Manifest, name: &str) -> Result<DataFrame, ReportError> {
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
    read_parquet(&path, bytes, manifest.most_rows())
}

/// A column of numbers, nulls kept.
pub(super) fn numbers(table: &DataFrame, column: &str) -> Result<Vec<Option<f64>>, ReportError> {
    Ok(table.column(column)?.f64()?.iter().collect())
}

/// A column of whole numbers; a null counts as 0.
pub(super) fn integers(table: &DataFrame, column: &str) -> Result<Vec<i64>, ReportError> {
    Ok(table.column(column)?.i64()?.iter().map(|value| value.unwrap_or(0)).collect())
}

/// Position of the first row of a cell and the rows it has; rows of a cell stand together.
pub(super) fn rows_of_cell(cells: &[i64], cell: usize) -> std::ops::Range<usize> {
    let start = cells.iter().position(|other| *other == cell as i64).unwrap_or(cells.len());
    let count = cells.iter().skip(start).take_while(|other| **other == cell as i64).count();
    start..start + count
}
