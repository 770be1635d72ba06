//! Disk of a run by file. The coefficients are bytes, fitted to files of the studies of this repository;
//! `cargo test --release are_as_told -- --nocapture` prints how well.

use super::{Bytes, Shape};
use crate::aggregate::{PATHS, WORLDS};
use crate::report::{Format, PAGE, parquet::PARQUET};

/// What a run writes.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Disk {
    /// Everything but `paths.parquet`.
    pub tables: Bytes,
    /// `paths.parquet`.
    pub paths: Bytes,
    /// Rows of worlds that are put away while it runs, where they are many; gone when it has ended.
    pub put_away: Bytes,
}

/// A row of a world: sums over few households are mostly nothing, and compress.
pub(super) fn world_row_on_disk(shape: &Shape) -> f64 {
    15.5 + 28.0 * shape.households.log10()
}

impl Disk {
    /// With these formats beside Parquet, and the page or not.
    pub fn of(shape: &Shape, formats: &[&'static Format], report: bool) -> Self {
        let extent = shape.extent();
        let manifest = 27_000.0;
        let rows = (WORLDS.rows)(&extent) * world_row_on_disk(shape);
        let worlds = 13_000.0 + rows;
        let put_away = if shape.segments > 0.0 { rows } else { 0.0 };
        let asked = formats.iter().copied().filter(|format| **format != PARQUET);
        let forms = asked.chain([&PARQUET]).chain(report.then_some(&PAGE));
        let tables = manifest + worlds + forms.map(|format| (format.bytes)(&extent)).sum::<f64>();
        let paths = 14_000.0 + (PATHS.rows)(&extent) * 26.0;
        Self { tables: Bytes(tables), paths: Bytes(paths), put_away: Bytes(put_away) }
    }
}
