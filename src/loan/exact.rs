//! Amounts of a loan as fractions of whole numbers, each rounded once. A rate cut to any number of digits before it is
//! multiplied loses the half cents on which rounding turns.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::Method;
use super::terms::{LoanLeft, Totals};

/// Decimal places of a cent.
const CENT_PLACES: u32 = 2;
const MONTHS_A_YEAR: u32 = 12;

/// A loan in whole numbers. With i = p/q the contract rate a month and n the months in which principal is repaid.
pub(super) struct ExactLoan {
    /// Amount that the method repays, cents.
    cents: BigInt,
    /// The balloon beside it, cents.
    balloon: BigInt,
    /// n.
    months: u32,
    interest_only_months: u32,
    /// p.
    rate: BigInt,
    /// q.
    whole: BigInt,
    /// (p + q)ⁿ.
    growth: BigInt,
    /// qⁿ, so that (1 + i)ⁿ = growth ÷ scale.
    scale: BigInt,
}

impl ExactLoan {
    /// What is left of a loan on terms in their ranges.
    pub fn of(left: &LoanLeft) -> Self {
        let annual = left.rate_annual.normalize();
        let rate = BigInt::from(annual.mantissa());
        let whole = BigInt::from(10).pow(annual.scale()) * MONTHS_A_YEAR;
        let (balloon, months) = (left.balloon, left.repaying_months);
        Self {
            cents: cents(left.balance - balloon),
            balloon: cents(balloon),
            months,
            interest_only_months: left.interest_only_months,
            growth: (&rate + &whole).pow(months),
            scale: whole.pow(months),
            rate,
            whole,
        }
    }

    /// A month's interest on a balance in whole cents, S·i.
    pub fn interest(&self, balance: Decimal) -> Decimal {
        rounded(cents(balance) * &self.rate, self.whole.clone())
    }

    /// Level instalment S·i/(1 − (1 + i)⁻ⁿ), and S/n at a rate of 0, with the interest on the balloon.
    pub fn level_instalment(&self) -> Decimal {
        let (numerator, denominator) = self.level_fraction();
        rounded(numerator * &self.whole + &self.balloon * &self.rate * &denominator, denominator * &self.whole)
    }

    /// The level instalment, interest on the balloon apart, as numerator and denominator.
    fn level_fraction(&self) -> (BigInt, BigInt) {
        if self.has_no_rate() {
            (self.cents.clone(), self.months.into())
        } else {
            (&self.cents * &self.rate * &self.growth, &self.whole * (&self.growth - &self.scale))
        }
    }

    fn has_no_rate(&self) -> bool {
        self.rate == BigInt::ZERO
    }

    /// What is paid over the term where nothing is rounded before the end.
    pub fn totals(&self, method: Method) -> Totals {
        let months = BigInt::from(self.months);
        let (paid, denominator) = match method {
            Method::Level => {
                let (numerator, denominator) = self.level_fraction();
                (numerator * months, denominator)
            }
            Method::ConstantPrincipal => self.constant_principal(&self.cents, &1.into(), self.months),
            Method::Hybrid { switch_month } => self.hybrid(switch_month - self.interest_only_months),
            Method::InterestOnly => (&self.cents * (&self.whole + &self.rate * months), self.whole.clone()),
        };
        // Interest on the balloon while the rest is repaid, and on both before; and the balloon itself.
        let interest_beside = &self.rate * (&self.balloon * self.months)
            + &self.rate * (&self.cents + &self.balloon) * self.interest_only_months;
        let paid = paid * &self.whole + (interest_beside + &self.balloon * &self.whole) * &denominator;
        let denominator = denominator * &self.whole;
        let interest = &paid - (&self.cents + &self.balloon) * &denominator;
        Totals { paid: rounded(paid, denominator.clone()), interest: rounded(interest, denominator) }
    }

    /// Paid on a balance S (a fraction) in m instalments of equal principal: S + S·i·(m + 1)/2.
    fn constant_principal(&self, balance: &BigInt, denominator: &BigInt, months: u32) -> (BigInt, BigInt) {
        let twice: BigInt = &self.whole * 2;
        (balance * (&twice + &self.rate * (months + 1)), denominator * twice)
    }

    /// Paid in k level instalments A and then in equal principal on what is left, S·((1 + i)ⁿ − (1 + i)ᵏ)/((1 + i)ⁿ − 1)
    /// or, at a rate of 0, S·(n − k)/n.
    fn hybrid(&self, switch_month: u32) -> (BigInt, BigInt) {
        let left = self.months - switch_month;
        let (balance, balance_denominator) = if self.has_no_rate() {
            (&self.cents * left, self.months.into())
        } else {
            let growth_to_switch = (&self.rate + &self.whole).pow(switch_month) * self.whole.pow(left);
            (&self.cents * (&self.growth - growth_to_switch), &self.growth - &self.scale)
        };
        let (after, after_denominator) = self.constant_principal(&balance, &balance_denominator, left);
        let (instalment, denominator) = self.level_fraction();
        let before = instalment * switch_month;
        (before * &after_denominator + after * &denominator, denominator * after_denominator)
    }
}

/// The n-th part of a balance in whole cents.
pub(super) fn equal_share(balance: Decimal, months: u32) -> Decimal {
    rounded(cents(balance), months.into())
}

/// Whole cents of an amount that has no fraction of one.
fn cents(amount: Decimal) -> BigInt {
    let mut amount = amount;
    amount.rescale(CENT_PLACES);
    amount.mantissa().into()
}

/// A fraction of cents, 0 or more, to whole cents, half up; as currency units. What a loan in its ranges pays is far
/// below the largest decimal.
fn rounded(numerator: BigInt, denominator: BigInt) -> Decimal {
    let cents: BigInt = (numerator * 2 + &denominator) / (denominator * 2);
    i128::try_from(cents).map_or(Decimal::MAX, |cents| Decimal::from_i128_with_scale(cents, CENT_PLACES))
}
