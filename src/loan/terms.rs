//! What a loan is agreed on, and what it comes to.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Method;

/// What a loan is agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanTerms {
    /// Amount lent, currency units in whole cents, above 0 and up to 10¹².
    pub principal: Decimal,
    /// Annual contract rate as a fraction, 0 to 1; a month bears a twelfth of it.
    pub rate_annual: Decimal,
    /// Term in months, 1 to 600.
    pub months: u32,
    /// How principal is repaid.
    pub method: Method,
    /// Months from the first in which interest alone falls due, below the term; 0: none.
    pub interest_only_months: u32,
    /// Share of the principal that the method leaves for the last instalment, 0 or more, below 1.
    pub balloon_frac: Decimal,
}

impl LoanTerms {
    /// Terms of a method alone.
    pub fn plain(principal: Decimal, rate_annual: Decimal, months: u32, method: Method) -> Self {
        Self { principal, rate_annual, months, method, interest_only_months: 0, balloon_frac: Decimal::ZERO }
    }

    /// The balloon in whole cents, half away from zero: an amount that is agreed on.
    pub fn balloon(&self) -> Decimal {
        to_cents(self.principal * self.balloon_frac)
    }

    /// Months in which principal is repaid.
    pub fn repaying_months(&self) -> u32 {
        self.months - self.interest_only_months
    }
}

/// A new contract rate in a later month, from which the instalment is computed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateChange {
    /// Month whose instalment is the first with it, 2 to the term.
    pub month: u32,
    /// Annual contract rate as a fraction, 0 to 1.
    pub rate_annual: Decimal,
}

/// What of a loan is left at the start of a month, and the rate from then on.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoanLeft {
    /// Balance, currency units.
    pub balance: Decimal,
    /// What of it the method leaves for the last instalment.
    pub balloon: Decimal,
    /// Annual contract rate.
    pub rate_annual: Decimal,
    /// Months to come in which interest alone falls due.
    pub interest_only_months: u32,
    /// Months after them.
    pub repaying_months: u32,
}

impl LoanLeft {
    /// At the start of `month` of a loan on `terms`.
    pub fn of(terms: &LoanTerms, month: u32, balance: Decimal, rate_annual: Decimal) -> Self {
        let interest_only_months = terms.interest_only_months.saturating_sub(month - 1);
        Self {
            balance,
            balloon: terms.balloon().min(balance),
            rate_annual,
            interest_only_months,
            repaying_months: terms.months - (month - 1) - interest_only_months,
        }
    }
}

/// Whole cents, half away from zero.
pub fn to_cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Sums over the term, currency units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// All instalments.
    pub paid: Decimal,
    /// The interest in them.
    pub interest: Decimal,
}
