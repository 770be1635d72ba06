//! Homes that are never delivered, in the month of a household (METHOD.md §5, steps 3a and 12a, equations (90) to (93)).

use super::case::{Closing, WriteOff};
use super::cell_lanes::CellLanes;
use super::record::Event;
use super::trouble::{TroubledMonth, receive};
use crate::loan::instalment::split;
use crate::outcome::FinalState;
use crate::random::{Streams, Who};
use crate::study::Cell;

/// A home whose developer will fail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undelivered {
    lane: usize,
    /// Month in which the developer fails, from 1.
    month: u32,
    /// Instalment of the month, while it is not known whether the household pays it in its lane.
    due: f64,
}

impl CellLanes {
    /// Notes that the developer of a lane's home will fail.
    pub fn note_undelivered(&mut self, cell: &Cell, lane: usize, streams: &Streams, who: Who) {
        self.quiet.instalments_paid[lane] = 0.0;
        if let Some(failure) = cell.off_plan.failure(streams, who) {
            self.undelivered.push(Undelivered { lane, month: failure.month, due: 0.0 });
        }
    }

    /// Households whose developer fails this month leave their lane.
    pub fn leave_undelivered(&mut self, month: u32) {
        for home in &self.undelivered {
            if home.month == month && self.quiet.active[home.lane] > 0.5 {
                self.quiet.active[home.lane] = 0.0;
                self.troubled.push(home.lane);
            }
        }
    }

    /// The instalments that quiet households of undelivered homes are about to pay, as the lane will compute them.
    pub fn note_instalments(&mut self, is_level: bool) {
        let (quiet, weight) = (&self.quiet, if is_level { 1.0 } else { 0.0 });
        for home in &mut self.undelivered {
            let lane = home.lane;
            let interest = quiet.balance[lane] * quiet.rate_monthly[lane];
            let is_active = quiet.active[lane] > 0.5;
            home.due = if is_active { split(quiet.fixed_part[lane], interest, weight).due } else { 0.0 };
        }
    }

    /// Those that stayed in their lane have paid.
    pub fn add_instalments(&mut self) {
        for home in &self.undelivered {
            if self.quiet.active[home.lane] > 0.5 {
                self.quiet.instalments_paid[home.lane] += home.due;
            }
        }
    }
}

impl TroubledMonth<'_> {
    /// Step 3a: the developer fails.
    pub(super) fn stop_building(&mut self) {
        let (t, around) = (self.around.month, self.around);
        if self.case.rescission.is_some() || !around.cell.off_plan.is_on() {
            return;
        }
        if let Some(failure) = around.cell.off_plan.failure(around.streams, around.who)
            && failure.month == t
        {
            self.case.rescission = Some(failure.rescission);
            self.case.margin_call = None;
            self.record.events.add(Event::DeveloperFailed);
        }
    }

    /// Whether both contracts are cancelled at the end of this month.
    pub(super) fn is_rescinded(&self) -> bool {
        self.case.rescission.is_some_and(|month| self.around.month >= month)
    }

    /// Whether the lender loses a claim on the household with the contracts: nothing left is no default.
    pub(super) fn loses_debt(&self) -> bool {
        self.is_rescinded() && self.debt() > 0.0
    }

    /// Step 12a: the developer owes the buyer what it paid, and the bank the principal; the buyer owes the bank nothing.
    pub(super) fn rescind(&mut self) -> Option<Closing> {
        if !self.is_rescinded() {
            return None;
        }
        let (t, lane, off_plan) = (self.around.month, self.lane, &self.around.cell.off_plan);
        let own_price = self.origination.home_price - self.origination.loan;
        let to_buyer = off_plan.to_buyer(own_price + self.lanes.instalments_paid[lane]);
        let principal = self.lanes.balance[lane] + self.case.arrears.principal();
        let to_bank = off_plan.to_bank(principal);
        let forgiven = self.claim() - to_bank;
        receive(self.case, t, to_bank);
        self.lanes.cash[lane] += to_buyer;
        self.record.proceeds = to_buyer + to_bank;
        self.record.lender_share = to_bank;
        self.record.cash_brought = -to_buyer;
        self.record.forgiven = forgiven;
        self.record.events.add(Event::Rescinded);
        if forgiven > 0.0 {
            self.case.write_off = Some(WriteOff { month: t, recovery_pv: self.case.recovery_pv });
        }
        Some(self.closing(FinalState::Rescinded, to_buyer))
    }
}
