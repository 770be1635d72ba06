//! Selling in distress (METHOD.md §5, step 12, equation (94)).

use super::case::Closing;
use super::record::Event;
use super::trouble::{TroubledMonth, receive};
use crate::distress::sale::{clears, is_long_enough_on_offer, is_short_of_means};
use crate::outcome::FinalState;

impl TroubledMonth<'_> {
    /// Step 12: the household in distress offers its home, and sells where a buyer comes and the price clears the debt.
    pub(super) fn sell(&mut self) -> Option<Closing> {
        let (lane, around) = (self.lane, self.around);
        let distress = &around.cell.distress;
        let cash = self.lanes.cash[lane];
        let in_distress = self.record.days_past_due >= distress.distress_dpd
            || is_short_of_means(cash, self.room(), distress.distress_months, self.due);
        if !in_distress || distress.sale_probability_monthly <= 0.0 || self.case.rescission.is_some() {
            return None;
        }
        if self.case.proceeding.as_ref().is_some_and(|proceeding| proceeding.auction_has_come(around.month)) {
            return None;
        }
        let owed = self.claim();
        if !clears(owed, cash, distress.selling_cost_frac, around.inverse_value) {
            self.record.events.add(Event::SaleUnderWater);
            return None;
        }
        self.lanes.exposure[lane] += distress.sale_hazard_at(around.trend());
        self.lanes.months_on_offer[lane] += 1.0;
        let is_ready =
            is_long_enough_on_offer(self.lanes.months_on_offer[lane], f64::from(distress.sale_minimum_months));
        if self.lanes.exposure[lane] < self.around.sale_threshold || !is_ready {
            self.record.events.add(Event::NoBuyer);
            return None;
        }
        Some(self.sale())
    }

    /// The home is sold: the price less costs, and cash where it falls short, pay debt and costs.
    pub(super) fn sale(&mut self) -> Closing {
        let (lane, around) = (self.lane, self.around);
        let owed = self.claim();
        let proceeds = around.value() * (1.0 - around.cell.distress.selling_cost_frac);
        let net = proceeds - owed;
        receive(self.case, around.month, owed);
        self.lanes.cash[lane] += net;
        self.record.proceeds = proceeds;
        self.record.lender_share = owed;
        self.record.cash_brought = -net;
        self.record.events.add(Event::SoldHome);
        let state = if self.case.default.is_some() { FinalState::SoldAfterDefault } else { FinalState::Sold };
        self.closing(state, net)
    }
}
