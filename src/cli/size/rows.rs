//! Memory of world rows: those not yet put away, what is known of those that are, and what tables read of them.

use super::Shape;
use super::disk::world_row_on_disk;
use super::shape::WORLD_ROW;
use crate::outcome::WorldColumn;
use crate::report::parquet::ROW_GROUP;

/// What is known of a column of a row group of a segment: where it is, its digest, and what the library keeps of it.
const COLUMN_OF_GROUP: f64 = 900.0;
/// A row of a row group on its way to `worlds.parquet`, in rows as they are kept: beside them a column at a time, then all
/// of them as columns of the table, and encoded.
const ROW_ON_ITS_WAY: f64 = 2.4;
/// Columns of a cell that are kept while its estimates are made, bytes.
const KEPT_COLUMNS: f64 = (64 << 20) as f64;
/// Numbers a world that an estimate and its error are made of, beside the columns.
const OF_ESTIMATE: f64 = 7.0 * 8.0;

/// Bytes of world rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// At the end of the simulation.
    pub simulation: f64,
    /// What is left of them while tables are made.
    pub kept: f64,
    /// What tables read of them at a time.
    pub read: f64,
}

impl Rows {
    /// Of a run that puts them away, or keeps them all.
    pub fn of(shape: &Shape, puts_away: bool) -> Self {
        let segments = if puts_away { shape.segments } else { 0.0 };
        let worlds = if segments > 0.0 { shape.worlds_in_memory } else { shape.worlds };
        let in_memory = worlds * shape.cells * WORLD_ROW;
        let known = segments * shape.cells * WorldColumn::COUNT as f64 * COLUMN_OF_GROUP;
        let encoded = if segments > 0.0 { worlds * shape.cells * world_row_on_disk(shape) } else { 0.0 };
        let all = shape.worlds * shape.cells;
        let group = all.min(ROW_GROUP as f64) * WORLD_ROW * ROW_ON_ITS_WAY;
        // A cell, and the one it is compared with.
        let columns = if segments > 0.0 { 2.0 * KEPT_COLUMNS.min(shape.worlds * WORLD_ROW) } else { 0.0 };
        let estimates = columns + shape.worlds * OF_ESTIMATE;
        // What was put away is not in memory, and of the rest there may be anything.
        let left = if segments > 0.0 { in_memory / 2.0 } else { in_memory };
        Self { simulation: in_memory + known + encoded, kept: left + known, read: group.max(estimates) }
    }
}
