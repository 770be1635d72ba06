//! Everything a run leaves behind.

use std::sync::Arc;

use super::precision::Precision;
use super::{ErrorUnits, LoanBook, Tallies, WorldTable};

/// Everything a run leaves: its size does not grow with the number of households.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyResult {
    /// Households of a world, the same number in each.
    pub households: u64,
    /// Integer sums by world and cell; of many worlds they are not in memory.
    pub worlds: WorldTable,
    /// What was added up over worlds.
    pub tallies: Tallies,
    /// Which price model each cell uses.
    pub price_of_cell: Vec<usize>,
    /// The loans that are told one by one; `None` where none are.
    pub loan_book: Option<Arc<LoanBook>>,
    /// What of its worlds is independent, and how often each counts.
    pub units: ErrorUnits,
    /// How well it was to know an estimate; `None` where it was to simulate all its worlds.
    pub precision: Option<Precision>,
}
