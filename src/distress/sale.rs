//! Selling in distress (METHOD.md §5, step 12): the price must clear the debt, and there must be a buyer.

use super::Distress;
use crate::household::{Closing, HouseholdMonth};
use crate::loan::to_grain;
use crate::outcome::{Event, FinalState, Flow, Notes};

/// What a sale brings: the value less selling costs.
#[inline(always)]
pub fn proceeds(value: f64, selling_cost_frac: f64) -> f64 {
    to_grain(value * (1.0 - selling_cost_frac))
}

/// Whether cash and the price less costs cover what is owed.
#[inline(always)]
pub fn clears(owed: f64, cash: f64, proceeds: f64) -> bool {
    proceeds + cash >= owed
}

/// Whether a home on offer in so many months, this one included, has been so for the time a sale takes at least.
#[inline(always)]
pub fn is_long_enough_on_offer(months_on_offer: f64, sale_minimum_months: f64) -> bool {
    months_on_offer > sale_minimum_months
}

/// Whether cash and free credit are under so many months' dues.
#[inline(always)]
pub fn is_short_of_means(cash: f64, room: f64, distress_months: f64, due: f64) -> bool {
    cash + room < to_grain(distress_months * due)
}

/// How long, and how much, a home has been shown to buyers over its path.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SaleState {
    /// Exposure to buyers, in units of −ln u.
    pub exposure: f64,
    /// Months on offer.
    pub months_on_offer: f64,
}

/// What of a month a sale depends on, beside the household.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Days past due at the month's end.
    pub days_past_due: u32,
    /// Whether the home may be sold: it is to be delivered, and its first auction month has not come.
    pub is_free: bool,
}

impl Distress {
    /// Step 12, equation (94): the household in distress offers its home, and sells where a buyer comes and the price clears
    /// the debt. `hazard`: of finding a buyer in a month; `threshold`: exposure at which a buyer comes.
    pub fn offer_home(
        &self,
        state: &mut SaleState,
        household: &mut HouseholdMonth<'_, impl Notes>,
        offer: Offer,
        hazard: impl FnOnce() -> f64,
        threshold: impl FnOnce() -> f64,
    ) -> Option<Closing> {
        let position = &*household.position;
        let in_distress = offer.days_past_due >= self.distress_dpd
            || is_short_of_means(position.cash, position.free_credit(), self.distress_months, position.due);
        if !in_distress || self.sale_probability_monthly <= 0.0 || !offer.is_free {
            return None;
        }
        let proceeds = proceeds(household.clock.value(), self.selling_cost_frac);
        if !clears(position.claim(), position.cash, proceeds) {
            household.event(Event::SaleUnderWater);
            return None;
        }
        state.exposure += hazard();
        state.months_on_offer += 1.0;
        let is_ready = is_long_enough_on_offer(state.months_on_offer, f64::from(self.sale_minimum_months));
        if !is_ready || state.exposure < threshold() {
            household.event(Event::NoBuyer);
            return None;
        }
        Some(self.sell_home(household))
    }

    /// The home is sold: the price less costs, and cash where it falls short, pay debt of the home and costs.
    pub fn sell_home(&self, household: &mut HouseholdMonth<'_, impl Notes>) -> Closing {
        let value = household.clock.value();
        let proceeds = proceeds(value, self.selling_cost_frac);
        let has_defaulted = household.position.book.default.is_some();
        household.post(Flow::Proceeds, proceeds);
        let net = household.settle_sale(proceeds, 0.0);
        household.event(Event::SoldHome);
        household.closing(if has_defaulted { FinalState::SoldAfterDefault } else { FinalState::Sold }, value, net)
    }
}
