//! The law that a household in default meets.

use super::{Foreclosure, Insured, RecourseParameters};

/// The law of a cell.
#[derive(Clone, Copy, Debug)]
pub struct Law<'a> {
    /// Timeline, costs and rounds.
    pub foreclosure: &'a Foreclosure,
    /// What is owed once the home is gone.
    pub recourse: &'a RecourseParameters,
    /// Whether auctions lose anything, equation (108).
    pub auction_losses: bool,
    /// The household's loan as an insurer has it; `None`: it is not insured.
    pub insured: Option<Insured<'a>>,
}
