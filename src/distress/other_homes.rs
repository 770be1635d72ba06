//! A household in arrears sells its other homes, equations (63) and (220) (METHOD.md §5, steps 6 and 11).

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
    /// Between living and debt service: their proceeds come in, at the level of the index, and their cash flow ends. Where their
    /// loans are more than they bring, cash has to close the gap, as at a sale of the home; else the sale waits for the next month.
    pub fn sell(
        &mut self,
        household: &mut HouseholdMonth<'_, impl Notes>,
        outgo: &mut Outgo,
        selling_cost_frac: f64,
        index: impl FnOnce() -> f64,
    ) {
        let month = household.clock.month;
        let Some(homes) = self.homes.filter(|_| self.sold_in == Some(month)) else { return };
        let index = index();
        let net = homes.mortgaged.map_or(0.0, |homes| homes.net(month, index, selling_cost_frac));
        let proceeds = to_grain(homes.liquidation_value * index) + net;
        if proceeds < 0.0 && -proceeds > household.position.cash {
            self.sold_in = Some(month + 1);
            return;
        }
        household.post(Flow::OtherHomesProceeds, proceeds);
        household.event(Event::OtherHomesSold);
        outgo.end_other_homes();
    }

    /// What homes with loans of their own would leave if they were sold in `month`; `None` where there are none any more.
    pub fn mortgaged_net(&self, month: u32, index: f64, selling_cost_frac: f64) -> Option<f64> {
        let unsold = self.homes.filter(|_| self.sold_in.is_none_or(|sold| sold > month));
        Some(unsold?.mortgaged?.net(month, index, selling_cost_frac))
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
