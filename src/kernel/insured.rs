//! What an insurer has of a finished path, equation (178).

use super::case::Case;
use crate::household::Origination;
use crate::loan::insurance::PremiumKind;
use crate::loan::{Insurance, Loan, discount_factor};
use crate::outcome::insured::InsuredSum;
use crate::outcome::kept::money;

/// A finished path and its insurance.
pub(super) struct InsuredPath<'a> {
    pub insurance: &'a Insurance,
    pub origination: &'a Origination,
    pub case: Option<&'a Case>,
    /// Month of its end.
    pub last_month: u32,
    /// What was agreed on.
    pub loan: &'a Loan,
    /// Contract rate a month at origination.
    pub initial_rate_monthly: f64,
    /// Largest amount that is kept of a path.
    pub most_cents: i64,
}

impl InsuredPath<'_> {
    /// What it adds to the sums of its cell.
    pub fn amounts(&self) -> [i64; InsuredSum::COUNT] {
        use InsuredSum as Sum;
        let mut amounts = [0; InsuredSum::COUNT];
        let cents = |amount: f64| money(amount, self.most_cents);
        let is_insured = self.origination.cover.insured_frac > 0.0;
        amounts[Sum::Loans as usize] = 1;
        amounts[Sum::OriginalLoan as usize] = cents(self.origination.loan);
        if is_insured {
            amounts[Sum::InsuredLoans as usize] = 1;
            amounts[Sum::InsuredLoan as usize] = cents(self.origination.loan);
            amounts[Sum::Premiums as usize] = cents(self.premiums());
        }
        let Some(book) = self.case.map(|case| &case.position.book) else { return amounts };
        let Some(default) = book.default else { return amounts };
        let to_origination = discount_factor(self.initial_rate_monthly, default.month);
        let loss = default.ead - book.recovery_pv + book.costs_pv;
        amounts[Sum::Ead as usize] = cents(default.ead);
        amounts[Sum::LossAtDefault as usize] = cents(loss);
        amounts[Sum::Loss as usize] = cents(loss * to_origination);
        if let Some(claim) = &book.insured {
            amounts[Sum::Claims as usize] = 1;
            amounts[Sum::PaidAtDefault as usize] = cents(claim.paid_pv);
            amounts[Sum::PassedOnAtDefault as usize] = cents(claim.passed_on_pv);
            amounts[Sum::Paid as usize] = cents(claim.paid_pv * to_origination);
            amounts[Sum::PassedOn as usize] = cents(claim.passed_on_pv * to_origination);
        }
        amounts
    }

    /// Premiums at origination: to the month of the first default, of the path's end or of the loan's.
    fn premiums(&self) -> f64 {
        let premium = self.origination.cover.premium;
        if self.insurance.premium == PremiumKind::Once {
            return premium;
        }
        let default = self.case.and_then(|case| case.position.book.default);
        let last = default.map_or(self.last_month, |default| default.month.min(self.last_month));
        let due = (1..=last)
            .filter(|month| self.insurance.is_due_yearly(*month + self.loan.months_on_book(), self.loan.term_months));
        due.map(|month| premium * discount_factor(self.initial_rate_monthly, month)).sum()
    }
}
