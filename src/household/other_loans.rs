//! Loans of a household beside its main one (METHOD.md §3, equation (227)): each has its own schedule, its own arrears, and a
//! lender of its own; and how an amount is divided among lenders, equations (228) and (229).

use super::lender_book::{DefaultRecord, LenderBook};
use crate::loan::{Arrears, Contract, MOST_BESIDE, Rank, to_grain};
use crate::outcome::DefaultTrigger;

/// Loans of a household at most, the main one first.
pub const MOST_LOANS: usize = 1 + MOST_BESIDE;

/// An amount for each loan, the main one first; nothing for those that there are not.
pub type OfLoans<T> = [T; MOST_LOANS];

/// A loan beside the main one as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtherLoan {
    /// Where it stands among creditors.
    pub rank: Rank,
    /// The loan as it stands.
    pub contract: Contract,
    /// Overdue instalments and penalty.
    pub arrears: Arrears,
    /// The loan in its lender's book.
    pub book: LenderBook,
    /// Its lender's share of what is owed once the home is gone.
    pub share_of_owed: f64,
}

impl OtherLoan {
    /// As new; its memory is kept.
    pub fn renew(&mut self) {
        let mut arrears = std::mem::take(&mut self.arrears);
        arrears.clear();
        *self = Self { arrears, ..Self::default() };
    }

    /// Balance, overdue instalments and penalty.
    pub fn debt(&self) -> f64 {
        self.contract.balance + self.arrears.total()
    }

    /// Principal that was not repaid: not yet due and overdue.
    pub fn principal_left(&self) -> f64 {
        self.contract.balance + self.arrears.principal()
    }

    /// The loan goes into default, if it has not before.
    pub fn go_into_default(&mut self, month: u32, trigger: DefaultTrigger, equity_frac: f64) {
        let (ead, rate_monthly) = (self.debt(), self.contract.rate_monthly);
        if ead > 0.0 {
            self.book.default.get_or_insert(DefaultRecord { month, trigger, equity_frac, ead, rate_monthly });
        }
    }
}

/// Divides an amount among claims, those of the first rank first; of equal rank in proportion, the last of them having what is left
/// of it, none more than its claim. The parts, and what is left of the amount.
pub fn divide(amount: f64, claims: &OfLoans<(Rank, f64)>) -> (OfLoans<f64>, f64) {
    let (mut parts, mut left) = (OfLoans::default(), amount);
    let mut after = None;
    loop {
        let ranks = claims.iter().filter(|(_, claim)| *claim > 0.0).map(|(rank, _)| *rank);
        let Some(rank) = ranks.filter(|rank| after.is_none_or(|after| *rank > after)).min() else { break };
        after = Some(rank);
        let of_rank = || claims.iter().enumerate().filter(move |(_, (of, claim))| *of == rank && *claim > 0.0);
        let all: f64 = of_rank().map(|(_, (_, claim))| claim).sum();
        let last = of_rank().map(|(loan, _)| loan).max();
        let (given, mut rest) = (if left < all { left } else { all }, if left < all { left } else { all });
        for (loan, (_, claim)) in of_rank() {
            let fair = if given == all {
                *claim
            } else if Some(loan) == last {
                rest
            } else {
                to_grain(given * claim / all)
            };
            let part = fair.min(*claim).min(rest);
            parts[loan] = part;
            rest -= part;
        }
        left = left - given + rest;
        if left <= 0.0 {
            break;
        }
    }
    (parts, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Rank = Rank::secured(2);
    const UNSECURED: Rank = Rank::unsecured(2);

    /// A million among 0.6 and 0.6 million of equal rank, then of two ranks.
    #[test]
    fn equal_ranks_share_and_later_ones_wait() {
        let none = (Rank::MAIN, 0.0);
        let equal = [(Rank::MAIN, 6e5), (Rank::MAIN, 6e5), none, none];
        assert_eq!(divide(1e6, &equal), ([5e5, 5e5, 0.0, 0.0], 0.0));
        let ranked = [(Rank::MAIN, 6e5), (SECOND, 6e5), (UNSECURED, 1e5), none];
        assert_eq!(divide(1e6, &ranked), ([6e5, 4e5, 0.0, 0.0], 0.0));
        assert_eq!(divide(1.25e6, &ranked), ([6e5, 6e5, 5e4, 0.0], 0.0));
        assert_eq!(divide(1.5e6, &ranked), ([6e5, 6e5, 1e5, 0.0], 2e5));
        let unequal = [(Rank::MAIN, 6e5), (Rank::MAIN, 2e5), (SECOND, 1.0), none];
        assert_eq!(divide(4e5, &unequal), ([3e5, 1e5, 0.0, 0.0], 0.0));
    }
}
