//! How much a manifest says was simulated.

use super::Manifest;

/// Name of the count of design points at which an answer ran the cells of its study.
pub const POINTS: &str = "points";

/// Name of the count of paths.
pub const PATHS: &str = "paths";

/// Name of the count of paths, cells counted.
pub const PATHS_TIMES_CELLS: &str = "paths_times_cells";

impl Manifest {
    /// The same of a run that has simulated so many worlds.
    #[must_use]
    pub fn of_worlds(mut self, worlds: u64) -> Self {
        let paths = worlds.saturating_mul(self.households);
        let cells = self.cells.len() as u64;
        self.worlds = worlds;
        self.counts.extend([(PATHS.to_owned(), paths), (PATHS_TIMES_CELLS.to_owned(), paths.saturating_mul(cells))]);
        self
    }

    /// Rows that no table of these results can have more of: a bound for readers, far above what is written.
    pub fn most_rows(&self) -> u64 {
        /// Rows of a cell that do not come from its months: quantiles, bins, pairs of states, estimates compared.
        const BESIDE_MONTHS: u64 = 4000;
        let months = u64::from(self.horizon_months) + u64::from(self.workout_tail_months);
        let points = self.counts.get(POINTS).copied().unwrap_or(0).saturating_add(1);
        (self.cells.len() as u64).saturating_mul(months + BESIDE_MONTHS).saturating_mul(points)
    }
}
