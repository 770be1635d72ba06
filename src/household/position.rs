//! Where a household stands: its cash, its credit line, its contract and what is overdue; and the one door through which
//! its money moves.

use super::budget::positive;
use super::lender_book::LenderBook;
use crate::loan::{Arrears, Contract};
use crate::outcome::ledger::{Account, Effect};
use crate::outcome::{Flow, Notes};

/// Where a household stands. Money in currency units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Position {
    /// Wages a month at origination, all earners in work.
    pub wage: f64,
    /// Cash.
    pub cash: f64,
    /// Cash held back from debt payments.
    pub cash_minimum: f64,
    /// Cash to which surplus is saved.
    pub cash_target: f64,
    /// What of the wage could be collected, present value.
    pub collectable_wage: f64,
    /// Discretionary spending is cut while cash is under this.
    pub cut_below: f64,
    /// Owed on the credit line.
    pub line: f64,
    /// Limit of the credit line.
    pub credit_limit: f64,
    /// The loan as it stands.
    pub contract: Contract,
    /// Overdue instalments and penalty.
    pub arrears: Arrears,
    /// Costs the lender advanced that the household owes.
    pub costs_owed: f64,
    /// Interest on late performance owed while the home is held.
    pub late_interest: f64,
    /// Instalments and margin calls paid so far, penalty apart.
    pub instalments_paid: f64,
    /// Penalty and costs paid so far from the household's own means.
    pub penalty_and_costs_paid: f64,
    /// The loan in its lender's book.
    pub book: LenderBook,
    /// Due before payment in the month; cash and free credit are measured against it.
    pub due: f64,
}

impl Position {
    /// Money moves: the accounts of the flow change, and it is noted.
    #[inline(always)]
    pub fn post(&mut self, flow: Flow, amount: f64, notes: &mut impl Notes) {
        let accounts = [
            (Account::Cash, &mut self.cash),
            (Account::Line, &mut self.line),
            (Account::Balance, &mut self.contract.balance),
            (Account::Costs, &mut self.costs_owed),
        ];
        for (account, amount_there) in accounts {
            match flow.on(account) {
                Effect::Into => *amount_there += amount,
                Effect::OutOf => *amount_there -= amount,
                Effect::Nothing => {}
            }
        }
        notes.flow(flow, amount);
    }

    /// Balance, overdue instalments and penalty.
    pub fn debt(&self) -> f64 {
        self.contract.balance + self.arrears.total()
    }

    /// ln (debt ÷ price of the home) in whole units: of the schedule where nothing is overdue.
    #[inline]
    pub fn log_debt(&self) -> i32 {
        if self.arrears.is_clear() { self.contract.log_balance() } else { self.contract.log_debt(self.debt()) }
    }

    /// Debt, costs and interest on late performance.
    pub fn claim(&self) -> f64 {
        self.debt() + self.costs_owed + self.late_interest
    }

    /// Principal that was not repaid: not yet due and overdue.
    pub fn principal_left(&self) -> f64 {
        self.contract.balance + self.arrears.principal()
    }

    /// Free room on the credit line.
    pub fn free_credit(&self) -> f64 {
        positive(self.credit_limit - self.line)
    }

    /// Cash that may pay debts.
    pub fn cash_above_minimum(&self) -> f64 {
        positive(self.cash - self.cash_minimum)
    }
}
