//! A household in arrears sells its other homes, equation (63) (METHOD.md §5, steps 6 and 11).

use crate::household::obligations::OwnedHomes;
use crate::household::{HouseholdMonth, OtherHomes, Outgo};
use crate::loan::to_grain;
use crate::outcome::{Event, Flow, Notes};
use crate::random::Purpose;

/// Other homes of a household.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OtherHomesState {
    /// Those it had at origination.
    pub homes: Option<OwnedHomes>,
    /// Month in which they are sold, once they are for sale.
    pub sold_in: Option<u32>,
}

impl OtherHomesState {
    /// Between living and debt service: their proceeds come in, at the level of the index, and their cash flow ends.
    pub fn sell(&self, household: &mut HouseholdMonth<'_, impl Notes>, outgo: &mut Outgo, index: impl FnOnce() -> f64) {
        let Some(homes) = self.homes.filter(|_| self.sold_in == Some(household.clock.month)) else { return };
        household.post(Flow::OtherHomesProceeds, to_grain(homes.liquidation_value * index()));
        household.event(Event::OtherHomesSold);
        outgo.other_homes = 0.0;
    }

    /// At a month's end in arrears: they are put up for sale.
    pub fn offer(&mut self, terms: &OtherHomes, household: &mut HouseholdMonth<'_, impl Notes>) {
        if self.homes.is_none() || self.sold_in.is_some() {
            return;
        }
        let months = household.draws.months(&terms.months_to_sell, Purpose::OtherHomesSale, 0, 0).max(1);
        self.sold_in = Some(household.clock.month + months);
        household.event(Event::OtherHomesOffered);
    }

    /// Whether the household still has them at the start of `month`.
    pub fn are_owned(&self, month: u32) -> bool {
        self.homes.is_some() && self.sold_in.is_none_or(|sold| sold >= month)
    }
}
