//! What is counted on the way by cell and batch of worlds, month by month states apart.

use super::month::MonthCounter;
use super::resolution::Resolution;
use super::{BatchCounts, anniversary};

/// The tallies of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallies {
    /// Moves between month-end states: place = state left × states + state entered.
    pub transitions: BatchCounts,
    /// Performing loans at their anniversaries and their defaults, see [`anniversary`].
    pub anniversaries: BatchCounts,
    /// Ends of defaults, see [`Resolution::place`].
    pub resolutions: BatchCounts,
}

impl Tallies {
    /// All zero, for so many cells and months to the end of the tail.
    pub fn new(cells: usize, last_workout_month: usize) -> Self {
        Self {
            transitions: BatchCounts::new(cells, MonthCounter::STATES * MonthCounter::STATES),
            anniversaries: BatchCounts::new(cells, anniversary::PLACES),
            resolutions: BatchCounts::new(cells, (last_workout_month + 1) * Resolution::COUNT),
        }
    }

    /// Adds another set of the same shape.
    pub fn merge(&mut self, other: &Tallies) {
        self.transitions.merge(&other.transitions);
        self.anniversaries.merge(&other.anniversaries);
        self.resolutions.merge(&other.resolutions);
    }
}
