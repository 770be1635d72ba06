//! A household in a month: what every rule is handed.

use super::{Clock, Closing, Position};
use crate::loan::{MonthDue, Repayment, Rollover};
use crate::outcome::{Event, FinalState, Flow, Notes};
use crate::random::Draws;

/// A household in a month: where it stands, the month, its draws, and who is told.
pub struct HouseholdMonth<'a, N> {
    /// Where it stands.
    pub position: &'a mut Position,
    /// How its loan is repaid.
    pub repayment: &'a Repayment,
    /// The month, and what its home is worth.
    pub clock: Clock,
    /// Its draws.
    pub draws: Draws<'a>,
    /// Who is told.
    pub notes: &'a mut N,
}

impl<N: Notes> HouseholdMonth<'_, N> {
    /// Money moves.
    #[inline(always)]
    pub fn post(&mut self, flow: Flow, amount: f64) {
        self.position.post(flow, amount, self.notes);
    }

    /// Something happens.
    #[inline(always)]
    pub fn event(&mut self, event: Event) {
        self.notes.event(event);
    }

    /// The lender receives money.
    pub fn receive(&mut self, amount: f64) {
        self.position.book.receive(self.clock.month, amount);
    }

    /// Month in which the loan ends, extensions included.
    pub fn last_month_of_loan(&self) -> u32 {
        self.position.contract.last_month(self.repayment)
    }

    /// The renewal that the month brings of its loan, and its number; none from the last month on.
    pub fn renewal(&self) -> Option<(Rollover, u32)> {
        let terms = self.repayment.rollover?;
        let month = self.clock.month;
        let ordinal = terms.ordinal(month).filter(|_| month < self.last_month_of_loan())?;
        Some((terms, ordinal))
    }

    /// Interest and instalment of the month.
    pub fn month_due(&self) -> MonthDue {
        self.position.contract.month_due(self.repayment, self.clock.month)
    }

    /// Interest and principal fall due as scheduled.
    pub fn scheduled_falls_due(&mut self, due: &MonthDue) {
        self.post(Flow::InterestDue, due.interest);
        self.post(Flow::PrincipalDue, due.instalment.principal);
        self.position.contract.unit_balance = due.unit_left;
    }

    /// Computes the instalment anew, from the balance and the months left at the start of `month`.
    pub fn set_instalment(&mut self, month: u32) {
        self.position.contract.set_instalment(self.repayment, month);
    }

    /// The path ends now, with a home of this value and so much of it left to the household.
    pub fn closing(&self, state: FinalState, value: f64, net_of_home: f64) -> Closing {
        Closing::plain(state, self.clock.month, value, self.position.principal_left(), net_of_home)
    }
}
