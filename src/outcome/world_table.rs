//! All rows of worlds: a chain of segments, and in memory the rows that came since.

use std::ops::Range;
use std::sync::Arc;

use super::world_rows::RowsInMemory;
use super::{RowsError, WorldColumn, WorldRow, WorldSegment};

/// Bytes of rows in memory from which on they are worth a segment of their own elsewhere: long enough to be read in few
/// long reads.
const SEGMENT_BYTES: usize = 64 << 20;
/// Fewest worlds of such a segment: with many cells, what is read of one cell at a time would be too short.
const SEGMENT_WORLDS: usize = 1024;

/// Rows of worlds by cell, in the order of the worlds. What was put away is not in memory, and may fail to be read.
#[derive(Clone, Debug)]
pub struct WorldTable {
    /// Cells of the study, at least one.
    pub cells: usize,
    /// In the order of their worlds; there may be gaps between them.
    segments: Vec<Arc<dyn WorldSegment>>,
    /// Those since.
    last: RowsInMemory,
}

/// Equal where all rows are, however they are cut. A table that cannot be read is equal to none.
impl PartialEq for WorldTable {
    fn eq(&self, other: &Self) -> bool {
        let columns = || (0..self.cells).flat_map(|cell| WorldColumn::ALL.iter().map(move |column| (cell, *column)));
        let is_same = |(cell, column)| match (self.column(cell, column), other.column(cell, column)) {
            (Ok(mine), Ok(theirs)) => mine == theirs,
            _ => false,
        };
        self.cells == other.cells && self.numbers().eq(other.numbers()) && columns().all(is_same)
    }
}

impl WorldTable {
    /// Without rows; those that come begin with world `first`.
    pub fn new(cells: usize, first: u32) -> Self {
        Self { cells, segments: Vec::new(), last: RowsInMemory { cells, first_world: first, rows: Vec::new() } }
    }

    /// Of rows in memory from world 0 on: that of (world, cell) is at `world * cells + cell`.
    pub fn of_rows(cells: usize, rows: Vec<WorldRow>) -> Self {
        Self { cells, segments: Vec::new(), last: RowsInMemory { cells, first_world: 0, rows } }
    }

    /// Worlds whose rows are worth a segment of their own where a study has so many cells.
    pub fn segment_worlds(cells: usize) -> usize {
        (SEGMENT_BYTES / (size_of::<WorldRow>() * cells.max(1))).max(SEGMENT_WORLDS)
    }

    /// Number of worlds.
    pub fn worlds(&self) -> usize {
        self.ranges().map(|worlds| worlds.len()).sum()
    }

    /// Numbers of the worlds, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranges().flatten()
    }

    fn ranges(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        self.every_segment().map(WorldSegment::worlds)
    }

    /// Everything that has rows, in the order of its worlds: what was put away, and what is in memory.
    pub fn segments(&self) -> impl Iterator<Item = &dyn WorldSegment> {
        self.every_segment().filter(|segment| !segment.worlds().is_empty())
    }

    fn every_segment(&self) -> impl Iterator<Item = &dyn WorldSegment> {
        let last: &dyn WorldSegment = &self.last;
        self.segments.iter().map(AsRef::as_ref).chain([last])
    }

    /// Whether all rows are in memory.
    pub fn is_in_memory(&self) -> bool {
        self.segments.is_empty()
    }

    /// One column of one cell, ordered by world.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn column(&self, cell: usize, column: WorldColumn) -> Result<Vec<i64>, RowsError> {
        Ok(self.columns(cell, 0..self.worlds(), &[column])?.pop().unwrap_or_default())
    }

    /// Columns of one cell for some worlds, told by their places in the order of all.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn columns(
        &self,
        cell: usize,
        places: Range<usize>,
        columns: &[WorldColumn],
    ) -> Result<Vec<Vec<i64>>, RowsError> {
        let mut found: Vec<Vec<i64>> = columns.iter().map(|_| Vec::with_capacity(places.len())).collect();
        let mut before = 0;
        for segment in self.every_segment() {
            let worlds = segment.worlds();
            let (from, to) = (places.start.max(before), places.end.min(before + worlds.len()));
            if from < to {
                let number = |place: usize| worlds.start + (place - before) as u32;
                segment.append(cell, number(from)..number(to), columns, &mut found)?;
            }
            before += worlds.len();
        }
        Ok(found)
    }

    /// Makes room in memory for the rows of so many worlds more, all zero: row of (world, cell) is at
    /// `world * cells + cell`, counted from the first of them.
    pub fn extend(&mut self, worlds: usize) -> &mut [WorldRow] {
        let before = self.last.rows.len();
        self.last.rows.resize(before + worlds * self.cells, [0; WorldColumn::COUNT]);
        &mut self.last.rows[before..]
    }

    /// Takes the last rows in memory away again, those of so many worlds.
    pub fn shorten(&mut self, worlds: usize) {
        self.last.rows.truncate(self.last.rows.len().saturating_sub(worlds * self.cells));
    }

    /// Gives back memory that rows to come would have taken.
    pub fn shrink(&mut self) {
        self.last.rows.shrink_to_fit();
    }

    /// The rows in memory that belong to no segment yet.
    pub fn last(&self) -> &dyn WorldSegment {
        &self.last
    }

    /// Whether these are worth a segment of their own elsewhere.
    pub fn is_due(&self) -> bool {
        self.last.worlds().len() >= Self::segment_worlds(self.cells)
    }

    /// Forgets the last rows in memory, if there are any, since `segment` has them.
    pub fn put_away(&mut self, segment: Arc<dyn WorldSegment>) {
        debug_assert!(self.last.worlds().is_empty() || segment.worlds() == self.last.worlds());
        self.last.first_world = segment.worlds().end;
        self.last.rows.clear();
        self.segments.push(segment);
    }

    /// Adds the rows of later worlds; no row is copied. Worlds may be missing in between.
    pub fn append(&mut self, next: Self) {
        if !self.last.rows.is_empty() {
            let (first_world, rows) = (next.last.first_world, Vec::new());
            let last = std::mem::replace(&mut self.last, RowsInMemory { cells: self.cells, first_world, rows });
            self.segments.push(Arc::new(last));
        }
        self.segments.extend(next.segments);
        self.last = next.last;
    }
}
