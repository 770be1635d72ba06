//! What a loan is agreed on, and what it comes to.

use rust_decimal::Decimal;

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
}

/// Sums over the term, currency units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// All instalments.
    pub paid: Decimal,
    /// The interest in them.
    pub interest: Decimal,
}
