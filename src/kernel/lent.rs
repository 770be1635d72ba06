//! What a household was lent, for those who tell its story.

use super::block::{Block, Simulation};
use crate::household::{MOST_LOANS, OfLoans};

impl Block {
    /// What a household of the block was lent under a cell, currency units: on the main loan, and on each beside it.
    pub fn lent(&self, simulation: &Simulation<'_>, cell: usize, lane: usize) -> OfLoans<f64> {
        let origination = &self.bought.of(simulation.purchases.of_cell(cell))[lane].origination;
        let mut lent = [origination.loan; MOST_LOANS];
        lent[1..].copy_from_slice(&origination.loans_beside);
        lent
    }
}
