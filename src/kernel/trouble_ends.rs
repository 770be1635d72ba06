//! How the month of a household out of rest may end its path, by sale, auction, the end of loan, horizon or tail (METHOD.md §5,
//! steps 12 and 13).

use super::trouble::CaseMonth;
use crate::distress::Offer;
use crate::foreclosure::settlement::Settled;
use crate::household::Closing;
use crate::outcome::{Event, FinalState, Notes};

impl<N: Notes> CaseMonth<'_, N> {
    /// Step 12a.
    pub(super) fn rescind(&mut self) -> Option<Closing> {
        let origination = self.of_household.origination;
        self.of_cell.cell.off_plan.rescission_step(&self.states.off_plan, &mut self.household, origination)
    }

    /// Step 12.
    pub(super) fn offer_home(&mut self, days: u32) -> Option<Closing> {
        let (month, states) = (self.month(), &mut *self.states);
        let auction_has_come = states.proceeding.as_ref().is_some_and(|proceeding| proceeding.auction_has_come(month));
        let offer = Offer { days_past_due: days, is_free: states.off_plan.rescission.is_none() && !auction_has_come };
        let hazard = || self.of_cell.sale_hazard(self.of_household.world);
        let threshold = || self.of_household.sale_threshold();
        self.of_cell.cell.distress.offer_home(&mut states.sale, &mut self.household, offer, hazard, threshold)
    }

    /// Step 13.
    pub(super) fn hold_auction(&mut self) -> Option<Closing> {
        if self.states.off_plan.rescission.is_some() {
            return None;
        }
        let proceeding = self.states.proceeding.as_mut()?;
        let (law, world) = (self.of_cell.law(self.of_household), self.of_household.world);
        let mood = || (self.of_cell.trend(world), self.of_cell.auction_log_odds(world));
        let (index, selling_cost_frac) = (self.of_cell.index(world), self.of_cell.cell.distress.selling_cost_frac);
        let other_homes = self.states.other_homes;
        let sold = law.auction_step(proceeding, &mut self.household, mood)?;
        let other_homes = other_homes.mortgaged_net(self.household.clock.month, index, selling_cost_frac);
        let settled = law.settle(Some(proceeding), &mut self.household, sold, other_homes);
        Some(self.take_up(settled))
    }

    fn take_up(&mut self, settled: Settled) -> Closing {
        (self.states.debtor, self.states.seized) = (settled.debtor, settled.seized);
        settled.closing
    }

    /// Ends that are not a sale or an auction: the loan's, the horizon's and the tail's.
    pub(super) fn stop(&mut self, days: u32) -> Option<Closing> {
        let (month, last_workout_month) = (self.month(), self.household.clock.last_workout_month);
        if self.states.proceeding.is_some() {
            return (month == last_workout_month).then(|| {
                let proceeding = self.states.proceeding.as_ref();
                let (law, index) = (self.of_cell.law(self.of_household), self.of_cell.index(self.of_household.world));
                let selling_cost_frac = self.of_cell.cell.distress.selling_cost_frac;
                let other_homes = self.states.other_homes.mortgaged_net(month, index, selling_cost_frac);
                let settled = law.settle_unresolved(proceeding, &mut self.household, other_homes);
                self.take_up(settled)
            });
        }
        if month >= self.household.last_month_of_loans() && self.household.position.is_clear() {
            self.household.event(Event::PaidOff);
            let value = self.household.clock.value();
            return Some(self.household.closing(FinalState::PaidOff, value, value));
        }
        if month < self.household.clock.horizon {
            return None;
        }
        let (main_debt, value) = (self.household.position.main_debt(), self.household.clock.value());
        self.household.receive(main_debt);
        let debt = main_debt + self.household.repay_others();
        let state = if days > 0 { FinalState::Arrears } else { FinalState::Performing };
        Some(self.household.closing(state, value, value - debt - self.household.position.costs_owed))
    }
}
