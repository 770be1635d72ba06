//! Where a household at rest has got to: nothing is overdue, and its loan is where its schedule is.

use super::held_months::HeldMonths;
use crate::distress::SaleState;
use crate::household::budget::Purse;
use crate::household::{LeavingState, Origination, Outgo};

/// Where a household at rest has got to.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The last month that it has lived.
    pub month: u32,
    /// The last month that is recorded: in its month ends, and in the bands of its anniversaries.
    pub recorded: u32,
    pub purse: Purse,
    pub sale: SaleState,
    pub leaving: LeavingState,
    pub outgo: Outgo,
    /// Instalments paid on a home that will not be delivered.
    pub instalments_paid: f64,
    /// What its month ends leave.
    pub held: HeldMonths,
}

impl Standing {
    /// On the day of purchase.
    pub fn new(origination: &Origination, outgo: Outgo) -> Self {
        Self {
            month: 0,
            recorded: 0,
            purse: Purse { cash: origination.cash, line: 0.0 },
            sale: SaleState::default(),
            leaving: LeavingState::default(),
            outgo,
            instalments_paid: 0.0,
            held: HeldMonths::default(),
        }
    }
}
