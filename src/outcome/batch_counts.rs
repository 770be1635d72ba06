//! Counters of a cell by batch of worlds: what the smaller tables are made of.

use super::BATCHES;

/// So many places by cell and batch, all counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchCounts {
    places: usize,
    counts: Vec<i64>,
}

impl BatchCounts {
    /// All zero.
    pub fn new(cells: usize, places: usize) -> Self {
        Self { places, counts: vec![0; cells * BATCHES * places] }
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.counts.len() / (BATCHES * self.places)
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

    /// Adds another set of the same shape.
    pub fn merge(&mut self, other: &BatchCounts) {
        debug_assert_eq!((self.places, self.counts.len()), (other.places, other.counts.len()));
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }
}
