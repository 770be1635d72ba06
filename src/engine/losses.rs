//! Household losses of a leg: all threads count them in the same histograms.

use std::sync::Mutex;

use super::lock::lock;
use crate::kernel::Sink;
use crate::outcome::{BATCHES, LossHistogram};

/// Histograms as in [`Tallies::losses`], each behind a lock of its own: threads are seldom at the same one, and a block of
/// paths takes a thread far longer than to count its losses.
///
/// [`Tallies::losses`]: crate::outcome::Tallies::losses
pub(super) struct SharedLosses {
    histograms: Vec<Mutex<LossHistogram>>,
}

impl SharedLosses {
    /// Of so many cells, with nothing counted.
    pub fn new(cells: usize) -> Self {
        Self { histograms: (0..cells * BATCHES).map(|_| Mutex::default()).collect() }
    }

    /// Counts the losses that a thread's paths have left.
    pub fn count(&self, sink: &mut Sink) {
        for (place, losses) in sink.take_losses() {
            let mut histogram = lock(&self.histograms[place]);
            losses.for_each(|loss| histogram.add(loss));
        }
    }

    /// What was counted, one histogram after the other, which are then empty.
    pub fn take(&self) -> impl Iterator<Item = LossHistogram> + '_ {
        self.histograms.iter().map(|histogram| std::mem::take(&mut *lock(histogram)))
    }
}
