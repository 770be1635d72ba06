//! Loans beside the main one, equation (227): what each is agreed on, and where it stands among creditors.

use super::{Loan, Repayment, Tranche, TrancheSource};
use crate::measure::YearMonth;

/// Loans beside the main one at most.
pub const MOST_BESIDE: usize = 3;

/// Where a loan stands among creditors: secured ones come before unsecured ones, among each the lowest priority first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    is_unsecured: bool,
    priority: u32,
}

impl Rank {
    /// The main loan's.
    pub const MAIN: Rank = Rank::secured(1);

    /// Of a loan that is secured on the home.
    pub const fn secured(priority: u32) -> Self {
        Self { is_unsecured: false, priority }
    }

    /// Of a loan that is not.
    pub const fn unsecured(priority: u32) -> Self {
        Self { is_unsecured: true, priority }
    }

    /// Whether the loan is secured on the home.
    pub fn is_secured(self) -> bool {
        !self.is_unsecured
    }
}

impl Default for Rank {
    fn default() -> Self {
        Self::MAIN
    }
}

/// A loan beside the main one.
#[derive(Clone, Debug, PartialEq)]
pub struct LoanBeside {
    /// What it is agreed on.
    pub tranche: Tranche,
    /// How it is repaid.
    pub repayment: Repayment,
    /// Where it stands among creditors.
    pub rank: Rank,
}

impl LoanBeside {
    /// Those of a loan, where the series of the policy rate begins with the month of origination, if it has one.
    pub fn all(loan: &Loan, policy_rate_start: Option<YearMonth>) -> Vec<Self> {
        let of = |tranche: &Tranche| Self {
            repayment: tranche.as_loan(loan).repayment(policy_rate_start),
            rank: if tranche.secured() {
                Rank::secured(tranche.priority())
            } else {
                Rank::unsecured(tranche.priority())
            },
            tranche: tranche.clone(),
        };
        loan.tranche.iter().flatten().map(of).collect()
    }
}

/// What is lent on a home: on the main loan, and on each beside it. Money in currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lent {
    /// On the main loan, an insurance premium that is added apart.
    pub main: f64,
    /// On those beside it, in order.
    pub beside: [f64; MOST_BESIDE],
}

impl Lent {
    /// Of a home at such a price, the lender's own loan being `own_loan` before anything is carved out of it.
    pub fn of(own_loan: f64, home_price: f64, beside: &[LoanBeside]) -> Self {
        let mut lent = Self { main: own_loan, ..Self::default() };
        for (amount, loan) in lent.beside.iter_mut().zip(beside) {
            *amount = loan.tranche.amount(own_loan, home_price);
            if loan.tranche.from == TrancheSource::Loan {
                lent.main -= *amount;
            }
        }
        // A fixed amount may be more than the whole loan at the reference down payment.
        if lent.main < 0.0 {
            lent.main = 0.0;
        }
        lent
    }

    /// On all loans beside the main one that `counts`.
    pub fn beside(&self, beside: &[LoanBeside], counts: impl Fn(Rank) -> bool) -> f64 {
        self.beside.iter().zip(beside).filter(|(_, loan)| counts(loan.rank)).map(|(amount, _)| amount).sum()
    }
}
