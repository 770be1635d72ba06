//! How a household's path ends.

use crate::outcome::FinalState;

/// How a path stopped holding its home, or stopped altogether.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closing {
    /// How the path ended.
    pub state: FinalState,
    /// Month in which it did, from 1.
    pub month: u32,
    /// Market value of the home then, currency units.
    pub value: f64,
    /// Principal not repaid from the household's own means: not yet due and overdue.
    pub principal_left: f64,
    /// What the household has of the home: surplus of a sale (negative where it brought cash) or an auction; value less
    /// debt and costs where it is still held.
    pub net_of_home: f64,
    /// Auction round, from 1; 0 where none sold.
    pub round: usize,
    /// Price at auction, taking or settlement.
    pub price: Option<f64>,
    /// What price did not cover of debt and costs.
    pub deficiency: f64,
}

impl Closing {
    /// Of a home that went without an auction, or is still held.
    pub fn plain(state: FinalState, month: u32, value: f64, principal_left: f64, net_of_home: f64) -> Self {
        Self { state, month, value, principal_left, net_of_home, round: 0, price: None, deficiency: 0.0 }
    }
}
