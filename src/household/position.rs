//! Where a household stands: its cash, its credit line, its contract and what is overdue; and the one door through which
//! its money moves.

use super::budget::positive;
use super::lender_book::LenderBook;
use super::other_loans::OtherLoan;
use crate::loan::{Arrears, Contract};
use crate::measure::log_units::log_units;
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
    /// The main loan as it stands.
    pub contract: Contract,
    /// Overdue instalments and penalty of the main loan.
    pub arrears: Arrears,
    /// Loans beside the main one.
    pub others: Vec<OtherLoan>,
    /// Costs the main lender advanced that the household owes.
    pub costs_owed: f64,
    /// Interest on late performance owed while the home is held.
    pub late_interest: f64,
    /// Instalments and margin calls paid so far, penalty apart.
    pub instalments_paid: f64,
    /// Penalty and costs paid so far from the household's own means.
    pub penalty_and_costs_paid: f64,
    /// The main loan in its lender's book.
    pub book: LenderBook,
    /// Due before payment in the month; cash and free credit are measured against it.
    pub due: f64,
}

impl Position {
    /// As new, with so many loans beside the main one; its memory is kept.
    pub fn renew(&mut self, others: usize) {
        let (mut arrears, mut loans) = (std::mem::take(&mut self.arrears), std::mem::take(&mut self.others));
        arrears.clear();
        loans.resize_with(others, OtherLoan::default);
        loans.iter_mut().for_each(OtherLoan::renew);
        *self = Self { arrears, others: loans, ..Self::default() };
    }

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

    /// Loans beside the main one that are secured on the home.
    pub fn secured_others(&self) -> impl Iterator<Item = &OtherLoan> {
        self.others.iter().filter(|loan| loan.rank.is_secured() && loan.contract.lent > 0.0)
    }

    /// Loans that are not secured.
    pub fn unsecured(&self) -> impl Iterator<Item = &OtherLoan> {
        self.others.iter().filter(|loan| !loan.rank.is_secured())
    }

    /// Balance, overdue instalments and penalty of the main loan.
    pub fn main_debt(&self) -> f64 {
        self.contract.balance + self.arrears.total()
    }

    /// Debt on all loans that the home secures.
    pub fn debt(&self) -> f64 {
        if self.others.is_empty() {
            return self.main_debt();
        }
        self.main_debt() + self.secured_others().map(OtherLoan::debt).sum::<f64>()
    }

    /// ln (debt of the home ÷ its price) in whole units: of the schedule where it secures one loan and nothing is overdue.
    #[inline]
    pub fn log_debt(&self, home_price: f64) -> i32 {
        if !self.others.is_empty() && self.secured_others().next().is_some() {
            log_units(self.debt() / home_price)
        } else if self.arrears.is_clear() {
            self.contract.log_balance()
        } else {
            self.contract.log_debt(self.main_debt())
        }
    }

    /// Debt of the home, costs and interest on late performance.
    pub fn claim(&self) -> f64 {
        self.debt() + self.costs_owed + self.late_interest
    }

    /// Everything overdue on loans that the home secures.
    pub fn overdue_on_home(&self) -> f64 {
        self.arrears.total() + self.secured_others().map(|loan| loan.arrears.total()).sum::<f64>()
    }

    /// Principal of the main loan that was not repaid: not yet due and overdue.
    pub fn main_principal_left(&self) -> f64 {
        self.contract.balance + self.arrears.principal()
    }

    /// Principal of loans that the home secures that was not repaid.
    pub fn principal_left_on_home(&self) -> f64 {
        self.main_principal_left() + self.secured_others().map(OtherLoan::principal_left).sum::<f64>()
    }

    /// Principal of all loans that was not repaid.
    pub fn principal_left(&self) -> f64 {
        self.main_principal_left() + self.others.iter().map(OtherLoan::principal_left).sum::<f64>()
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
