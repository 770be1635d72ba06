//! Everything a run leaves behind.

use super::{Applicants, LevelHistogram, LossHistogram, MonthCounts, Tallies, WorldTable};

/// Everything a run leaves in memory: its size does not grow with the number of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyResult {
    /// Households a world.
    pub households: u64,
    /// Integer sums by world and cell.
    pub worlds: WorldTable,
    /// Month-end states by cell, month and batch of worlds.
    pub months: MonthCounts,
    /// Moves between states, anniversaries and ends of defaults.
    pub tallies: Tallies,
    /// Household loss by `cell * BATCHES + batch`, accepted households only.
    pub household_losses: Vec<LossHistogram>,
    /// Who asked for a loan; `None` where no cell can refuse.
    pub applicants: Option<Applicants>,
    /// Price index by distinct price model.
    pub price_levels: Vec<LevelHistogram>,
    /// Which price model each cell uses.
    pub price_of_cell: Vec<usize>,
}
