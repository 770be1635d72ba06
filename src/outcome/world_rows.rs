//! Where rows of worlds are: in memory, or anywhere else from which columns of a cell can be read.

use std::fmt;
use std::ops::Range;

use thiserror::Error;

use super::{WorldColumn, WorldRow};

/// Rows of consecutive worlds, wherever they are.
pub trait WorldSegment: fmt::Debug + Send + Sync {
    /// The worlds: the first, and the one after the last.
    fn worlds(&self) -> Range<u32>;

    /// Appends `columns` of a cell, each to its vector of `into`, for some of the worlds in their order.
    ///
    /// # Errors
    /// They cannot be read.
    fn append(
        &self,
        cell: usize,
        worlds: Range<u32>,
        columns: &[WorldColumn],
        into: &mut [Vec<i64>],
    ) -> Result<(), RowsError>;
}

/// Why rows of worlds cannot be read: where they are, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct RowsError(String);

impl RowsError {
    /// For people.
    pub fn new(why: impl ToString) -> Self {
        Self(why.to_string())
    }
}

/// Rows in memory, ordered by world, then cell.
#[derive(Clone, Debug)]
pub(super) struct RowsInMemory {
    pub cells: usize,
    pub first_world: u32,
    pub rows: Vec<WorldRow>,
}

impl RowsInMemory {
    fn row(&self, world: u32, cell: usize) -> &WorldRow {
        &self.rows[(world - self.first_world) as usize * self.cells + cell]
    }
}

impl WorldSegment for RowsInMemory {
    fn worlds(&self) -> Range<u32> {
        self.first_world..self.first_world + (self.rows.len() / self.cells.max(1)) as u32
    }

    fn append(
        &self,
        cell: usize,
        worlds: Range<u32>,
        columns: &[WorldColumn],
        into: &mut [Vec<i64>],
    ) -> Result<(), RowsError> {
        for world in worlds {
            let row = self.row(world, cell);
            for (column, values) in columns.iter().zip(&mut *into) {
                values.push(row[*column as usize]);
            }
        }
        Ok(())
    }
}
