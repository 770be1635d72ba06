//! A loan as it stands: what is not yet due, the rate, the instalment.

use super::instalment::{Instalment, split};
use super::refinancing::NewRate;
use super::{Repayment, to_grain};
use crate::measure::log_units::{log_units, sum_of_debts};

/// A household's loan as it stands. Money in currency units. It runs on a schedule per unit lent, which it shares with every
/// loan of its rate, term and method: the balance is the unit balance times what was lent, to the grain of money.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contract {
    /// Amount lent.
    pub lent: f64,
    /// ln (lent ÷ price of the home) in whole units.
    pub log_lent: i32,
    /// Balance per unit lent.
    pub unit_balance: f64,
    /// Per unit lent, the instalment or its principal, whichever the method keeps fixed.
    pub unit_fixed_part: f64,
    /// Principal not yet due.
    pub balance: f64,
    /// Contract rate a month, a fraction.
    pub rate_monthly: f64,
    /// Months by which the term was extended, less those by which it was shortened.
    pub extension_months: i32,
    /// What its rate is made of since it replaced another.
    pub refinanced: Option<NewRate>,
}

/// Interest and instalment of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthDue {
    /// Interest on the balance.
    pub interest: f64,
    /// What falls due of interest and principal.
    pub instalment: Instalment,
    /// Balance per unit lent, once the principal has fallen due.
    pub unit_left: f64,
}

impl MonthDue {
    /// Of a loan that there is not.
    pub const NOTHING: Self =
        Self { interest: 0.0, instalment: Instalment { principal: 0.0, due: 0.0 }, unit_left: 0.0 };

    /// The same with what a renewal costs, which counts as interest.
    pub fn with_cost(self, cost: f64) -> Self {
        let instalment = Instalment { due: self.instalment.due + cost, ..self.instalment };
        Self { interest: self.interest + cost, instalment, ..self }
    }
}

/// The instalment of a month before the last, equations (16) to (19) and (109): a level instalment is the same every month, and
/// interest is what of it is not principal. At a rate of 0 all of it is principal.
#[inline(always)]
pub fn scheduled_month(
    lent: f64,
    unit_balance: f64,
    unit_fixed_part: f64,
    balance: f64,
    rate_monthly: f64,
    is_level: bool,
) -> MonthDue {
    let unit_interest = unit_balance * rate_monthly;
    let unit_principal = split(unit_fixed_part, unit_interest, if is_level { 1.0 } else { 0.0 }).principal;
    let unit_left = unit_balance - unit_principal;
    let principal = balance - to_grain(lent * unit_left);
    let level = to_grain(lent * unit_fixed_part);
    let sum = principal + to_grain(lent * unit_interest);
    let due = if is_level & (rate_monthly > 0.0) { level } else { sum };
    MonthDue { interest: due - principal, instalment: Instalment { principal, due }, unit_left }
}

impl Contract {
    /// A loan on its first day.
    pub fn new(lent: f64, home_price: f64, unit_fixed_part: f64, rate_monthly: f64) -> Self {
        Self {
            lent,
            log_lent: log_units(lent / home_price),
            unit_balance: 1.0,
            unit_fixed_part,
            balance: lent,
            rate_monthly,
            extension_months: 0,
            refinanced: None,
        }
    }

    /// Month in which the loan ends, extensions and shortenings included.
    pub fn last_month(&self, repayment: &Repayment) -> u32 {
        repayment.term_months.saturating_add_signed(self.extension_months)
    }

    /// The loan ends with `month`: what is left of it falls due then.
    pub fn end_with(&mut self, repayment: &Repayment, month: u32) {
        self.extension_months = month as i32 - repayment.term_months as i32;
    }

    /// Interest of a month on the balance as it is.
    pub fn interest(&self) -> f64 {
        to_grain(self.balance * self.rate_monthly)
    }

    /// The instalment of a month before the last.
    pub fn scheduled(&self, is_level: bool) -> MonthDue {
        let Self { lent, unit_balance, unit_fixed_part, balance, rate_monthly, .. } = *self;
        scheduled_month(lent, unit_balance, unit_fixed_part, balance, rate_monthly, is_level)
    }

    /// The instalment of a month; the last one repays the balance.
    pub fn month_due(&self, repayment: &Repayment, month: u32) -> MonthDue {
        if month < self.last_month(repayment) {
            return self.scheduled(repayment.is_level(month));
        }
        let interest = self.interest();
        MonthDue {
            interest,
            instalment: Instalment { principal: self.balance, due: interest + self.balance },
            unit_left: 0.0,
        }
    }

    /// What falls due after `month` as it stands at its end, whatever new rate comes: the next instalment, unless it is the last.
    pub fn next_due(&self, repayment: &Repayment, month: u32) -> MonthDue {
        let Self { unit_balance, unit_fixed_part, rate_monthly, .. } = *self;
        let last_month = self.last_month(repayment);
        let next = repayment.unit_next_fixed_part(month, last_month, unit_balance, unit_fixed_part, rate_monthly);
        Self { unit_fixed_part: next, ..*self }.scheduled(repayment.is_level(month + 1))
    }

    /// The balance was moved by something else than an instalment: the schedule goes on from there.
    pub fn leave_schedule(&mut self) {
        self.unit_balance = self.balance / self.lent;
    }

    /// Whether the balance is that of the schedule, to the grain of money.
    pub fn is_on_schedule(&self) -> bool {
        self.balance == to_grain(self.lent * self.unit_balance)
    }

    /// Computes the instalment anew, from the balance and the months left at the start of `month`.
    pub fn set_instalment(&mut self, repayment: &Repayment, month: u32) {
        // After the last instalment the rate still moves penalty interest.
        let remaining = (self.last_month(repayment) + 1).saturating_sub(month).max(1);
        self.unit_fixed_part = repayment.unit_fixed_part(month, remaining, self.unit_balance, self.rate_monthly);
    }

    /// ln (balance ÷ price of the home) in whole units.
    pub fn log_balance(&self) -> i32 {
        sum_of_debts(self.log_lent, log_units(self.unit_balance))
    }

    /// ln (debt ÷ price of the home) of another debt than the balance.
    pub fn log_debt(&self, debt: f64) -> i32 {
        sum_of_debts(self.log_lent, log_units(debt / self.lent))
    }
}

/// Added and taken away again, it leaves a multiple of 2⁻⁴⁰: 1.5·2¹².
const UNIT_ROUNDER: f64 = 6_144.0;

/// A unit balance to 2⁻⁴⁰: sums of it over months are exact, in any order.
#[inline(always)]
pub fn summable(unit_balance: f64) -> f64 {
    (unit_balance + UNIT_ROUNDER) - UNIT_ROUNDER
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A million over 30 years at 4.2%, level: every instalment is 4890.17, the balances are those of the formula, and all
    /// amounts are multiples of the grain.
    #[test]
    fn a_level_schedule() {
        let (lent, rate, n) = (1e6, 0.042 / 12.0, 360);
        let unit = crate::loan::unit_instalment(rate, n);
        let mut contract = Contract::new(lent, 1.25e6, unit, rate);
        for month in 1..n {
            let due = scheduled_month(lent, contract.unit_balance, unit, contract.balance, rate, true);
            assert_eq!(due.instalment.due, to_grain(lent * unit));
            assert_eq!(due.instalment.due, due.interest + due.instalment.principal);
            assert!((due.interest - contract.balance * rate).abs() < 1.5e-6);
            contract.balance -= due.instalment.principal;
            contract.unit_balance = due.unit_left;
            assert_eq!(contract.balance, to_grain(lent * contract.unit_balance));
            let exact = lent * crate::loan::unit_present_value(rate, n - month) * unit;
            assert!((contract.balance - exact).abs() < 1e-5, "month {month}: {} {exact}", contract.balance);
        }
        assert!((to_grain(lent * unit) - 4890.17).abs() < 0.005);
    }

    /// Without interest an instalment is principal, to the last grain.
    #[test]
    fn no_interest_at_a_rate_of_0() {
        let unit = crate::loan::unit_instalment(0.0, 360);
        let mut contract = Contract::new(1e6, 1e6, unit, 0.0);
        for _ in 1..360 {
            let due = scheduled_month(1e6, contract.unit_balance, unit, contract.balance, 0.0, true);
            assert_eq!(due.interest, 0.0);
            contract.balance -= due.instalment.principal;
            contract.unit_balance = due.unit_left;
        }
        assert!((contract.balance - 1e6 / 360.0).abs() < 1e-6);
    }

    #[test]
    fn unit_balances_add_up_in_any_order() {
        let units: Vec<f64> = (1..1200).map(|n| summable(1.0 / f64::from(n))).collect();
        let forwards: f64 = units.iter().sum();
        let backwards: f64 = units.iter().rev().sum();
        assert_eq!(forwards, backwards);
        assert!((summable(1.0 / 3.0) - 1.0 / 3.0).abs() <= 0.5f64.powi(41));
    }
}
