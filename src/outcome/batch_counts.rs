//! Counters of a cell by batch of worlds: what the smaller tables are made of.

use serde::{Deserialize, Serialize};

use super::saved::TallyError;
use super::{BATCHES, weighted};

/// Counts in a fixed number of places for every cell and batch of worlds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchCounts {
    places: usize,
    counts: Vec<i64>,
}

impl BatchCounts {
    /// Of so many cells and places, all zero.
    pub fn new(cells: usize, places: usize) -> Self {
        Self { places, counts: vec![0; cells * BATCHES * places] }
    }

    /// Places of a cell and batch.
    pub fn places(&self) -> usize {
        self.places
    }

    /// Counts of a cell and batch.
    pub fn get(&self, cell: usize, batch: usize) -> &[i64] {
        let first = (cell * BATCHES + batch) * self.places;
        &self.counts[first..first + self.places]
    }

    /// Counts of a cell and batch, to add to.
    pub fn get_mut(&mut self, cell: usize, batch: usize) -> &mut [i64] {
        let first = (cell * BATCHES + batch) * self.places;
        &mut self.counts[first..first + self.places]
    }

    /// A place of a cell, batch by batch.
    pub fn by_batch(&self, cell: usize, place: usize) -> Vec<i64> {
        (0..BATCHES).map(|batch| self.get(cell, batch)[place]).collect()
    }

    /// Whether this has as many cells and places as another, and no count that no run reaches.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let possible = |count: &i64| count.unsigned_abs() < MOST;
        (self.places, self.counts.len()) == (other.places, other.counts.len()) && self.counts.iter().all(possible)
    }

    /// Lays pairs of batches together, those of the even one counted `rest` times.
    ///
    /// # Errors
    /// A count leaves 64 bits.
    pub(super) fn pair_up(&mut self, rest: u32) -> Result<(), TallyError> {
        weighted::pair_up(&mut self.counts, self.places, weighted::counts(rest))
    }

    /// Adds another set of the same shape.
    ///
    /// # Errors
    /// A count leaves 64 bits.
    pub fn merge(&mut self, other: &BatchCounts) -> Result<(), TallyError> {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine = mine.checked_add(*theirs).ok_or(TallyError::Overflow)?;
        }
        Ok(())
    }
}

/// No count of households or worlds read from bytes is as large: sums over months, states and parts stay within 64 bits.
pub(super) const MOST: u64 = 1 << 48;
