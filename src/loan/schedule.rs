//! Exact repayment schedules for people: every amount in whole cents, rounded once from its exact fraction.
//!
//! The simulation uses binary floating point and rounds nothing; [`unrounded_totals`] is what it is compared with. The
//! two readings of a total differ by some cents: a bank's customer pays the rounded one ([`schedule`]), while
//! calculators and brochures publish n times an instalment that was never rounded.

use rust_decimal::Decimal;
use thiserror::Error;

use super::Method;
use super::exact::{ExactLoan, equal_share};
use super::terms::LoanLeft;
pub use super::terms::{LoanTerms, RateChange, Totals, to_cents};

/// Most that can be lent, in currency units: 10¹² = 232·2³² + 3,567,587,328.
pub const MOST_PRINCIPAL: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);
/// Longest term in months.
pub const MOST_MONTHS: u32 = 600;

const MONTHS_A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Terms for which there is no schedule: what was given and what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TermsError {
    /// Nothing lent, or too much.
    #[error("principal = {0} is not above 0 and at most 1000000000000")]
    Principal(Decimal),
    /// Fractions of a cent.
    #[error("principal = {0} is not in whole cents")]
    PrincipalInCents(Decimal),
    /// The rate is out of range.
    #[error("annual_rate = {0} is not in [0, 1]; 4.2% is written 0.042")]
    Rate(Decimal),
    /// The term is out of range.
    #[error("months = {0} is not in [1, 600]; 30 years are 360")]
    Months(u32),
    /// Interest-only months to the end of the term or beyond.
    #[error("interest_only_months = {given} is not in [0, {last}], months before the last")]
    InterestOnlyMonths {
        /// Months given.
        given: u32,
        /// Most that are allowed.
        last: u32,
    },
    /// The method's switch lies outside the months in which it repays.
    #[error("switch_month = {given} is not in [{first}, {last}], a month before the end of the term")]
    SwitchMonth {
        /// Month given.
        given: u32,
        /// First month allowed.
        first: u32,
        /// Last month allowed.
        last: u32,
    },
    /// The rate changes outside the term.
    #[error("rate_change in month {given} is not in [2, {last}], a month after the first of the term")]
    RateChangeMonth {
        /// Month given.
        given: u32,
        /// Last month allowed.
        last: u32,
    },
    /// Changes of the rate are out of order.
    #[error("rate_change in month {given} does not come after that of month {before}")]
    RateChangeOrder {
        /// Month given.
        given: u32,
        /// Month of the change before.
        before: u32,
    },
    /// The balloon is no share.
    #[error("balloon_frac = {0} is not in [0, 1); 30% is written 0.30")]
    BalloonFrac(Decimal),
    /// There is nothing else than a balloon.
    #[error(
        "interest_only_months and balloon_frac change nothing with method interest-only: all principal falls due at the end"
    )]
    NothingElse,
}

/// One month of a schedule, currency units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Month from 1.
    pub month: u32,
    /// Principal and interest together.
    pub payment: Decimal,
    /// Principal repaid.
    pub principal: Decimal,
    /// Interest on the balance of the month before.
    pub interest: Decimal,
    /// Principal still owed.
    pub balance: Decimal,
}

/// A whole schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// One row a month, the last with balance 0.
    pub rows: Vec<Instalment>,
    /// Sums of the rows.
    pub totals: Totals,
}

impl Schedule {
    fn of(rows: Vec<Instalment>) -> Self {
        let paid = rows.iter().map(|row| row.payment).sum();
        let interest = rows.iter().map(|row| row.interest).sum();
        Self { rows, totals: Totals { paid, interest } }
    }
}

/// The schedule as it is paid: interest and instalment rounded to the cent each month, half away from zero; the last
/// instalment clears the balance.
///
/// ```
/// use rust_decimal::Decimal;
/// use underwater::loan::Method;
/// use underwater::loan::schedule::{LoanTerms, schedule};
///
/// let terms = LoanTerms::plain(Decimal::from(1_000_000), Decimal::new(42, 3), 360, Method::Level);
/// assert_eq!(schedule(&terms)?.rows[0].payment.to_string(), "4890.17");
/// # Ok::<(), underwater::loan::schedule::TermsError>(())
/// ```
///
/// # Errors
/// The first of the terms that is out of its range.
pub fn schedule(terms: &LoanTerms) -> Result<Schedule, TermsError> {
    repriced_schedule(terms, &[])
}

/// The same where the rate changes in later months: from each on a level instalment is computed anew, from the balance in cents
/// and the months left.
///
/// # Errors
/// The first of the terms or of the changes that is out of its range.
pub fn repriced_schedule(terms: &LoanTerms, changes: &[RateChange]) -> Result<Schedule, TermsError> {
    check(terms, changes)?;
    Ok(Schedule::of(rows(terms, changes, ExactLoan::of)))
}

/// The same schedule with nothing rounded but the 28th digit: row by row what the formulas of the method say.
///
/// # Errors
/// The first of the terms that is out of its range.
pub fn unrounded_schedule(terms: &LoanTerms) -> Result<Schedule, TermsError> {
    check(terms, &[])?;
    Ok(Schedule::of(rows(terms, &[], UnroundedLoan::of)))
}

/// Totals of the unrounded formula, each rounded once, at the end, from the exact fraction: for a level loan n·A − S
/// with the unrounded instalment A. These are the figures calculators publish.
///
/// # Errors
/// The first of the terms that is out of its range.
pub fn unrounded_totals(terms: &LoanTerms) -> Result<Totals, TermsError> {
    repriced_totals(terms, &[])
}

/// The same where the rate changes: then the sums of a schedule in which nothing but the 28th digit is rounded, to the cent.
///
/// # Errors
/// The first of the terms or of the changes that is out of its range.
pub fn repriced_totals(terms: &LoanTerms, changes: &[RateChange]) -> Result<Totals, TermsError> {
    check(terms, changes)?;
    if changes.is_empty() {
        return Ok(ExactLoan::of(&LoanLeft::of(terms, 1, terms.principal, terms.rate_annual)).totals(terms.method));
    }
    let Totals { paid, interest } = Schedule::of(rows(terms, changes, UnroundedLoan::of)).totals;
    Ok(Totals { paid: to_cents(paid), interest: to_cents(interest) })
}

/// How amounts are read: what changes hands, rounded or not.
trait Reading {
    /// Level instalment over the months in which principal is repaid.
    fn level_instalment(&self) -> Decimal;
    /// A month's interest on a balance.
    fn interest(&self, balance: Decimal) -> Decimal;
    /// A balance in so many equal parts.
    fn equal_share(&self, balance: Decimal, months: u32) -> Decimal;
}

impl Reading for ExactLoan {
    fn level_instalment(&self) -> Decimal {
        self.level_instalment()
    }

    fn interest(&self, balance: Decimal) -> Decimal {
        self.interest(balance)
    }

    fn equal_share(&self, balance: Decimal, months: u32) -> Decimal {
        equal_share(balance, months)
    }
}

/// Amounts in decimals of 28 digits.
struct UnroundedLoan(LoanLeft);

impl UnroundedLoan {
    fn of(left: &LoanLeft) -> Self {
        Self(*left)
    }
}

impl Reading for UnroundedLoan {
    /// A = (S − B) ÷ Σ_{k=1…n} v^k + B·i with v = 1 ÷ (1 + i), by repeated multiplication. The sum equals (1 − v^n) ÷ i, but nothing
    /// cancels in it: it needs no case for i = 0 and keeps all digits for a small i.
    fn level_instalment(&self) -> Decimal {
        let LoanLeft { balance, balloon, rate_annual, repaying_months, .. } = self.0;
        let discount = MONTHS_A_YEAR / (MONTHS_A_YEAR + rate_annual);
        let mut factor = Decimal::ONE;
        let mut annuity = Decimal::ZERO;
        for _ in 0..repaying_months {
            factor *= discount;
            annuity += factor;
        }
        (balance - balloon) / annuity + self.interest(balloon)
    }

    fn interest(&self, balance: Decimal) -> Decimal {
        balance * self.0.rate_annual / MONTHS_A_YEAR
    }

    fn equal_share(&self, balance: Decimal, months: u32) -> Decimal {
        balance / Decimal::from(months)
    }
}

/// One recursion for both readings.
fn rows<R: Reading>(terms: &LoanTerms, changes: &[RateChange], read: impl Fn(&LoanLeft) -> R) -> Vec<Instalment> {
    let balloon = terms.balloon();
    let mut balance = terms.principal;
    let mut reading = read(&LoanLeft::of(terms, 1, balance, terms.rate_annual));
    let mut level = reading.level_instalment();
    let mut equal_share = reading.equal_share(balance - balloon, terms.repaying_months());
    let mut rows = Vec::with_capacity(terms.months as usize);
    for month in 1..=terms.months {
        if let Some(change) = changes.iter().find(|change| change.month == month) {
            reading = read(&LoanLeft::of(terms, month, balance, change.rate_annual));
            level = reading.level_instalment();
        }
        let interest = reading.interest(balance);
        let principal = match terms.method {
            _ if month == terms.months => balance,
            _ if month <= terms.interest_only_months => Decimal::ZERO,
            Method::Level => level - interest,
            Method::ConstantPrincipal => equal_share,
            Method::Hybrid { switch_month } => {
                if month == switch_month + 1 {
                    let left = (balance - balloon).max(Decimal::ZERO);
                    equal_share = reading.equal_share(left, terms.months - switch_month);
                }
                if month <= switch_month { level - interest } else { equal_share }
            }
            Method::InterestOnly => Decimal::ZERO,
        };
        // Rounding up can repay a very small loan before its term.
        let principal = principal.min(balance);
        balance -= principal;
        rows.push(Instalment { month, payment: principal + interest, principal, interest, balance });
    }
    rows
}

fn check(terms: &LoanTerms, changes: &[RateChange]) -> Result<(), TermsError> {
    faults(terms).into_iter().chain(faults_of_changes(terms, changes)).next().map_or(Ok(()), Err)
}

/// Everything that is wrong with changes of the rate.
pub fn faults_of_changes(terms: &LoanTerms, changes: &[RateChange]) -> Vec<TermsError> {
    let mut faults = Vec::new();
    let mut before = 1;
    for &RateChange { month, rate_annual } in changes {
        if month < 2 || month > terms.months {
            faults.push(TermsError::RateChangeMonth { given: month, last: terms.months });
        } else if month <= before {
            faults.push(TermsError::RateChangeOrder { given: month, before });
        }
        if rate_annual < Decimal::ZERO || rate_annual > Decimal::ONE {
            faults.push(TermsError::Rate(rate_annual));
        }
        before = month;
    }
    faults
}

/// Everything that is wrong with the terms of a loan.
pub fn faults(terms: &LoanTerms) -> Vec<TermsError> {
    let &LoanTerms { principal, rate_annual, months, method, interest_only_months, balloon_frac } = terms;
    let mut faults = Vec::new();
    if principal <= Decimal::ZERO || principal > MOST_PRINCIPAL {
        faults.push(TermsError::Principal(principal));
    } else if principal.normalize().scale() > 2 {
        faults.push(TermsError::PrincipalInCents(principal));
    }
    if rate_annual < Decimal::ZERO || rate_annual > Decimal::ONE {
        faults.push(TermsError::Rate(rate_annual));
    }
    if months == 0 || months > MOST_MONTHS {
        faults.push(TermsError::Months(months));
    }
    let last = months.saturating_sub(1);
    if interest_only_months > 0 && interest_only_months > last {
        faults.push(TermsError::InterestOnlyMonths { given: interest_only_months, last });
    }
    if let Method::Hybrid { switch_month } = method
        && (switch_month <= interest_only_months || switch_month > last)
    {
        faults.push(TermsError::SwitchMonth { given: switch_month, first: interest_only_months + 1, last });
    }
    if balloon_frac < Decimal::ZERO || balloon_frac >= Decimal::ONE {
        faults.push(TermsError::BalloonFrac(balloon_frac));
    }
    if method == Method::InterestOnly && (interest_only_months > 0 || balloon_frac > Decimal::ZERO) {
        faults.push(TermsError::NothingElse);
    }
    faults
}
