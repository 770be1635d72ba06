//! Disk of a run by file. The coefficients are bytes, fitted to files of the studies of this repository;
//! `cargo test --release are_as_told -- --nocapture` prints how well.

use super::{Bytes, Shape};
use crate::report::ExportFormat;

/// Cells that a figure shows at most.
const CELLS_DRAWN: f64 = 12.0;

/// What a run writes.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Disk {
    /// Everything but `paths.parquet`.
    pub tables: Bytes,
    /// `paths.parquet`.
    pub paths: Bytes,
}

impl Disk {
    /// With these formats beside Parquet, and the page or not.
    pub fn of(shape: &Shape, formats: &[ExportFormat], report: bool) -> Self {
        let manifest = 27_000.0;
        let mut bytes = manifest + worlds(shape) + parquet(shape);
        bytes += formats.iter().map(|format| of_format(shape, *format)).sum::<f64>();
        if report {
            bytes += page(shape);
        }
        Self { tables: Bytes(bytes), paths: Bytes(14_000.0 + shape.paths() * shape.cells * 26.0) }
    }
}

/// `worlds.parquet`: sums over few households are mostly nothing, and compress.
fn worlds(shape: &Shape) -> f64 {
    let row = 15.5 + 28.0 * shape.households.log10();
    13_000.0 + shape.worlds * shape.cells * row
}

/// How many digits a share has: with a hundred paths most of them are short, 0.01 or 0. Powers of ten beyond a hundred.
fn detail(shape: &Shape) -> f64 {
    (shape.paths().log10() - 2.0).clamp(-1.0, 2.0)
}

/// The tables beside it: schemas, then rows.
fn parquet(shape: &Shape) -> f64 {
    let detail = detail(shape);
    72_000.0 + shape.cells * (1_600.0 + 2_000.0 * detail + shape.months * (17.0 + 38.0 * detail)).max(800.0)
}

fn of_format(shape: &Shape, format: ExportFormat) -> f64 {
    let Shape { cells, months, .. } = *shape;
    let detail = detail(shape);
    // One world has no errors, and half of the columns are empty.
    let filled = if shape.worlds > 1.0 { 1.0 } else { 0.6 };
    let month = (225.0 + 130.0 * detail).min(400.0);
    match format {
        ExportFormat::Parquet => 0.0,
        ExportFormat::Csv => 41_000.0 + cells * filled * (11_500.0 + 1_900.0 * detail + month * months),
        ExportFormat::Excel => 45_000.0 + cells * filled * (0.55 + 0.22 * detail) * (11_400.0 + 238.0 * months),
        ExportFormat::Markdown | ExportFormat::Latex => 1_500.0 + cells * 650.0,
        ExportFormat::Json => 75_000.0 + cells * (85_000.0 + 1_226.0 * months),
        ExportFormat::Svg => 90_000.0 + drawn(cells) * (10_000.0 + 220.0 * months),
    }
}

fn page(shape: &Shape) -> f64 {
    130_000.0 + drawn(shape.cells) * (12_500.0 + 220.0 * shape.months) + shape.cells * 1_000.0
}

fn drawn(cells: f64) -> f64 {
    if cells < CELLS_DRAWN { cells } else { CELLS_DRAWN }
}
