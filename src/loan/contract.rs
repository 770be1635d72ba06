//! A loan as it stands: what is not yet due, the rate, the instalment.

use super::instalment::{Instalment, split};
use super::{Loan, to_grain};

/// A household's loan as it stands. Money in currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contract {
    /// Principal not yet due.
    pub balance: f64,
    /// Contract rate a month, a fraction.
    pub rate_monthly: f64,
    /// Instalment or its principal, whichever the method keeps fixed.
    pub fixed_part: f64,
    /// Months by which the term was extended.
    pub extension_months: u32,
}

/// Interest and instalment of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthDue {
    /// Interest on the balance.
    pub interest: f64,
    /// What falls due of interest and principal.
    pub instalment: Instalment,
}

impl Contract {
    /// Month in which the loan ends, extensions included.
    pub fn last_month(&self, loan: &Loan) -> u32 {
        loan.term_months + self.extension_months
    }

    /// Interest of a month.
    pub fn interest(&self) -> f64 {
        to_grain(self.balance * self.rate_monthly)
    }

    /// The instalment of a month, equations (16) to (19); the last one repays the balance.
    pub fn month_due(&self, loan: &Loan, month: u32) -> MonthDue {
        let interest = self.interest();
        let instalment = if month >= self.last_month(loan) {
            Instalment { principal: self.balance, due: interest + self.balance }
        } else {
            split(self.fixed_part, interest, if loan.method().is_level(month) { 1.0 } else { 0.0 })
        };
        MonthDue { interest, instalment }
    }

    /// Computes the instalment anew, from the balance and the months left at the start of `month`.
    pub fn set_instalment(&mut self, loan: &Loan, month: u32) {
        // After the last instalment the rate still moves penalty interest.
        let remaining = (self.last_month(loan) + 1).saturating_sub(month).max(1);
        self.fixed_part = to_grain(self.balance * loan.method().unit_fixed_part(month, remaining, self.rate_monthly));
    }
}
