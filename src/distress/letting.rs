//! An owner in arrears lets the home and rents something cheaper, equation (64) (METHOD.md §5, step 11).

use crate::household::{DistressLetting, HouseholdMonth, Origination, Outgo};
use crate::loan::to_grain;
use crate::outcome::{Event, Notes};
use crate::random::Purpose;

/// Slots of the stream.
mod slot {
    pub const COIN: u8 = 0;
    pub const MONTHS: u8 = 1;
}

/// What an owner has decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LettingState {
    /// First month in which the home is let, once that is decided; 0 where it never will be.
    pub let_from: Option<u32>,
}

impl LettingState {
    /// At a month's end: an owner in arrears decides once, and a home to be let from next month on is let.
    pub fn step(
        &mut self,
        terms: &DistressLetting,
        household: &mut HouseholdMonth<'_, impl Notes>,
        outgo: &mut Outgo,
        origination: &Origination,
        in_arrears: bool,
    ) {
        let month = household.clock.month;
        if in_arrears && !origination.is_investor && self.let_from.is_none() {
            let coin = household.draws.uniform(Purpose::DistressLetting, slot::COIN, 0);
            let months = household.draws.months(&terms.months, Purpose::DistressLetting, slot::MONTHS, 0).max(1);
            self.let_from = Some(if coin < terms.probability { month + months } else { 0 });
        }
        if self.let_from == Some(month + 1) {
            outgo.rent = origination.rent;
            outgo.own_rent = to_grain(terms.own_rent_frac * origination.rent);
            household.event(Event::HomeLet);
        }
    }
}
