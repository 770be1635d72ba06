//! A household in a month: what every rule is handed.

use super::other_loans::{OfLoans, OtherLoan};
use super::{Clock, Closing, Position};
use crate::loan::arrears::Allocation;
use crate::loan::{LoanBeside, MOST_BESIDE, MonthDue, Repayment};
use crate::outcome::{Event, FinalState, Flow, Notes};
use crate::random::Draws;

/// A household in a month: where it stands, the month, its draws, and who is told.
pub struct HouseholdMonth<'a, N> {
    /// Where it stands.
    pub position: &'a mut Position,
    /// How its main loan is repaid.
    pub repayment: &'a Repayment,
    /// What its other loans are agreed on.
    pub beside: &'a [LoanBeside],
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

    /// The main lender receives money.
    pub fn receive(&mut self, amount: f64) {
        self.position.book.receive(self.clock.month, amount);
    }

    /// What was paid on each loan beside the main one comes to its lender; how much that is.
    pub fn others_receive(&mut self, used: &OfLoans<Allocation>) -> f64 {
        let mut received = 0.0;
        for (used, loan) in used[1..].iter().zip(&mut self.position.others) {
            loan.book.receive(self.clock.month, used.total());
            received += used.total();
        }
        received
    }

    /// The proceeds of a sale of the home, and cash where they fall short, pay what is owed on it and a `fee`; of what they leave,
    /// other loans are paid in order. What the household has of the proceeds, all that it owes on other loans taken off.
    pub fn settle_sale(&mut self, proceeds: f64, fee: f64) -> f64 {
        let claim = self.position.claim();
        let net = proceeds - (claim + fee);
        let (month, unsecured) = (self.clock.month, self.position.unsecured_debt());
        let over = if net > 0.0 { net } else { 0.0 };
        let (on_unsecured, left) = self.position.divide_among_lenders(over, false);
        let late = self.position.late_interest_of_others(self.position.late_interest);
        let (mut of_others, mut joined) = (0.0, over - left);
        for ((part, late), loan) in on_unsecured[1..].iter().zip(late).zip(&mut self.position.others) {
            if loan.rank.is_secured() {
                let debt = loan.debt();
                joined += debt;
                of_others += debt + late;
                loan.book.receive(month, debt + late);
            } else {
                loan.book.receive(month, *part);
            }
        }
        self.receive(claim - of_others);
        self.post(Flow::OthersJoined, joined);
        self.post(Flow::LenderShare, claim + (over - left));
        self.post(Flow::CashBrought, over - left - net);
        net - unsecured
    }

    /// Lenders have their debt on loans beside the main one back; how much that is.
    pub fn repay_others(&mut self) -> f64 {
        let month = self.clock.month;
        let mut repaid = 0.0;
        for loan in &mut self.position.others {
            let debt = loan.debt();
            loan.book.receive(month, debt);
            repaid += debt;
        }
        repaid
    }

    /// Month in which the last of its loans ends.
    pub fn last_month_of_loans(&self) -> u32 {
        let others = self.position.others.iter().zip(self.beside);
        let lasts = others.map(|(loan, terms)| loan.contract.last_month(&terms.repayment));
        lasts.fold(self.last_month_of_loan(), u32::max)
    }

    /// Month in which the main loan ends, extensions included.
    pub fn last_month_of_loan(&self) -> u32 {
        self.position.contract.last_month(self.repayment)
    }

    /// Interest and instalment of the main loan in the month.
    pub fn month_due(&self) -> MonthDue {
        self.position.contract.month_due(self.repayment, self.clock.month)
    }

    /// Interest and principal fall due as scheduled.
    pub fn scheduled_falls_due(&mut self, due: &MonthDue) {
        self.post(Flow::InterestDue, due.interest);
        self.post(Flow::PrincipalDue, due.instalment.principal);
        self.position.contract.unit_balance = due.unit_left;
    }

    /// Interest and instalment of each loan beside it in the month; none for those that there are not.
    pub fn other_dues(&self) -> [MonthDue; MOST_BESIDE] {
        let mut dues = [MonthDue::NOTHING; MOST_BESIDE];
        for (due, (loan, terms)) in dues.iter_mut().zip(self.position.others.iter().zip(self.beside)) {
            *due = loan.contract.month_due(&terms.repayment, self.clock.month);
        }
        dues
    }

    /// Interest and principal of loans beside the main one fall due as scheduled.
    pub fn others_fall_due(&mut self, dues: &[MonthDue; MOST_BESIDE]) {
        let mut interest = 0.0;
        for (OtherLoan { contract, .. }, due) in self.position.others.iter_mut().zip(dues) {
            contract.balance -= due.instalment.principal;
            contract.unit_balance = due.unit_left;
            interest += due.interest;
        }
        self.post(Flow::OtherInterestDue, interest);
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
