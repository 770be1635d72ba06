//! A loan of 1, month by month: what all loans of one rate, term and method have in common.

use std::ops::{Range, RangeInclusive};

use super::contract::{Contract, scheduled_month, summable};
use super::refinancing::NewRate;
use super::{Repayment, to_grain};
use crate::measure::log_units::log_units;

/// A loan of 1 while everything is paid, from a first month, 0 being the day of purchase, to a last one before its term.
#[derive(Clone, Debug, Default)]
pub struct UnitSchedule {
    first: u32,
    months: Vec<UnitMonth>,
    /// Balance at the end of each month, beside each other.
    balances: Vec<f64>,
    /// ln of the balance of each month, in whole units, beside each other.
    log_balance: Vec<i32>,
    /// Months by which its term was extended, less those by which it was shortened.
    extension_months: i32,
    /// What its rate is made of since it replaced another.
    refinanced: Option<NewRate>,
}

/// A loan of 1 in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitMonth {
    /// The instalment or its principal, whichever the method keeps fixed.
    pub fixed_part: f64,
    /// Rate a month, a fraction.
    pub rate_monthly: f64,
    /// Whether the fixed part is the instalment.
    pub is_instalment: bool,
    /// The last month with the same instalment, to the bit.
    pub same_until: u32,
    /// Balances of months 1 to this one, each as it is summed over months.
    pub balance_months: f64,
}

impl UnitSchedule {
    /// Fills months 0 to `last`, or to the month before the last instalment if that is earlier. `rate_monthly` gives the rate
    /// of a month in which it is set; month 1 for the first.
    pub fn fill(&mut self, repayment: &Repayment, last: u32, rate_monthly: impl Fn(u32) -> f64) {
        let mut contract = Contract::new(1.0, 1.0, 0.0, rate_monthly(1));
        contract.unit_balance = repayment.unit_opening_balance(contract.rate_monthly);
        contract.set_instalment(repayment, 1);
        self.follow(contract, repayment, 0..=last, rate_monthly);
    }

    /// Fills as above the months of a contract that stands so at the end of the first.
    pub fn follow(
        &mut self,
        mut contract: Contract,
        repayment: &Repayment,
        months: RangeInclusive<u32>,
        rate_monthly: impl Fn(u32) -> f64,
    ) {
        self.months.clear();
        self.balances.clear();
        self.log_balance.clear();
        self.first = *months.start();
        self.extension_months = contract.extension_months;
        self.refinanced = contract.refinanced;
        let mut balance_months = 0.0;
        let of = |contract: &Contract, month, balance_months| UnitMonth {
            fixed_part: contract.unit_fixed_part,
            rate_monthly: contract.rate_monthly,
            is_instalment: repayment.is_level(month) && contract.rate_monthly > 0.0,
            same_until: month,
            balance_months,
        };
        self.months.push(of(&contract, self.first, 0.0));
        self.push_balance(contract.unit_balance);
        let last = contract.last_month(repayment) - 1;
        let mut stretch = self.first + 1;
        for month in months.skip(1).take_while(|month| *month <= last) {
            if repayment.resets_instalment(month) {
                if repayment.rate.is_set_in(month) {
                    contract.rate_monthly = rate_monthly(month);
                }
                contract.set_instalment(repayment, month);
                self.end_stretch(month - 1, &mut stretch);
            }
            let is_level = repayment.is_level(month);
            let Contract { unit_balance, unit_fixed_part, rate_monthly, .. } = contract;
            contract.unit_balance =
                scheduled_month(1.0, unit_balance, unit_fixed_part, 1.0, rate_monthly, is_level).unit_left;
            balance_months += summable(contract.unit_balance);
            self.months.push(of(&contract, month, balance_months));
            self.push_balance(contract.unit_balance);
            // Interest alone stays the same, too.
            if !self.month(month).is_instalment && unit_fixed_part != 0.0 {
                self.end_stretch(month, &mut stretch);
            }
        }
        self.end_stretch(self.last(), &mut stretch);
    }

    fn push_balance(&mut self, balance: f64) {
        self.balances.push(balance);
        self.log_balance.push(log_units(balance));
    }

    /// The instalments from `stretch` to `month` are equal.
    fn end_stretch(&mut self, month: u32, stretch: &mut u32) {
        for of_month in &mut self.months[(*stretch - self.first) as usize..=(month - self.first) as usize] {
            of_month.same_until = month;
        }
        *stretch = month + 1;
    }

    /// Whether the loan replaced another.
    pub fn is_refinanced(&self) -> bool {
        self.refinanced.is_some()
    }

    /// The first month.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// The last month.
    pub fn last(&self) -> u32 {
        self.first + self.months.len() as u32 - 1
    }

    /// A month.
    pub fn month(&self, month: u32) -> &UnitMonth {
        &self.months[(month - self.first) as usize]
    }

    /// Balance at the end of a month.
    pub fn balance(&self, month: u32) -> f64 {
        self.balances[(month - self.first) as usize]
    }

    /// Balances at the ends of some months; of those after its last there is none.
    pub fn balances(&self, months: RangeInclusive<u32>) -> &[f64] {
        let end = (months.end() + 1).min(self.last() + 1) - self.first;
        let start = (months.start() - self.first).min(end);
        &self.balances[start as usize..end as usize]
    }

    /// ln of the balances at the ends of some months, in whole units.
    pub fn log_balance(&self, months: Range<u32>) -> &[i32] {
        &self.log_balance[(months.start - self.first) as usize..(months.end - self.first) as usize]
    }

    /// ln of the lowest of its balances, in whole units: balances never rise.
    pub fn lowest_log_balance(&self) -> i32 {
        self.log_balance.last().copied().unwrap_or(0)
    }

    /// The instalment of a loan on this schedule in a month after its first, and the last month in which it is the same.
    #[inline]
    pub fn instalment(&self, lent: f64, month: u32) -> (f64, u32) {
        let UnitMonth { fixed_part, rate_monthly, is_instalment, same_until, .. } = *self.month(month);
        if is_instalment {
            return (to_grain(lent * fixed_part), same_until);
        }
        // What is fixed is the principal, or, at a rate of 0, that and the instalment alike.
        let before = self.balance(month - 1);
        let due = scheduled_month(lent, before, fixed_part, to_grain(lent * before), rate_monthly, false);
        (due.instalment.due, same_until)
    }

    /// The fixed part of the instalment after `month` at the rate of that month, and whether it is level.
    pub fn next_fixed_part(&self, repayment: &Repayment, month: u32) -> (f64, bool) {
        let (balance, UnitMonth { fixed_part, rate_monthly, .. }) = (self.balance(month), *self.month(month));
        let last_month = repayment.term_months.saturating_add_signed(self.extension_months);
        let next = repayment.unit_next_fixed_part(month, last_month, balance, fixed_part, rate_monthly);
        (next, repayment.is_level(month + 1) && rate_monthly > 0.0)
    }

    /// Whether a contract runs on this schedule at the end of `month`.
    pub fn holds(&self, contract: &Contract, month: u32) -> bool {
        if !(self.first..=self.last()).contains(&month) {
            return false;
        }
        let (balance, UnitMonth { fixed_part, rate_monthly, .. }) = (self.balance(month), *self.month(month));
        contract.extension_months == self.extension_months
            && contract.refinanced == self.refinanced
            && (contract.unit_balance, contract.unit_fixed_part, contract.rate_monthly)
                == (balance, fixed_part, rate_monthly)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loan::tests::level_loan;
    use crate::loan::{Loan, MethodKind};

    /// Every method, at a floating rate that falls to 0 in its third year: balances and instalments are those of a contract
    /// taken month by month, from the first month and from one in which it was rewritten; equal instalments are told ahead.
    #[test]
    fn a_schedule_is_its_contract_month_by_month() {
        let rate_monthly = |month: u32| [0.004, 0.006, 0.0, 0.005][(month as usize - 1) / 12 % 4];
        let (lent, last) = (1_234_567.0, 71);
        let of_principal = [(None, None), (Some(20), None), (None, Some(0.2)), (Some(29), Some(0.4))];
        let repaying = [MethodKind::Level, MethodKind::ConstantPrincipal, MethodKind::Hybrid];
        let all = repaying.into_iter().flat_map(|method| of_principal.map(|it| (method, it)));
        let mut longest = Vec::new();
        for (method, (interest_only_months, balloon_frac)) in all.chain([(MethodKind::InterestOnly, (None, None))]) {
            let loan = Loan {
                interest_only_months,
                balloon_frac,
                annual_rate: None,
                spread_annual: Some(0.0),
                term_months: 72,
                method,
                switch_month: (method == MethodKind::Hybrid).then_some(30),
                ..level_loan()
            };
            let repayment = loan.repayment(None);
            let mut contract = Contract::new(lent, lent, 0.0, rate_monthly(1));
            contract.set_instalment(&repayment, 1);
            let (mut schedule, mut stretches) = (UnitSchedule::default(), 0);
            schedule.follow(contract, &repayment, 0..=last + 9, rate_monthly);
            let (mut known, mut known_until) = (f64::NAN, 0);
            for month in 1..=last {
                if month == 41 {
                    contract.unit_balance = 0.3;
                    contract.balance = to_grain(lent * contract.unit_balance);
                    contract.extension_months = 6;
                    contract.set_instalment(&repayment, month);
                    assert!(!schedule.holds(&contract, month - 1));
                    schedule.follow(contract, &repayment, month - 1..=last, rate_monthly);
                    known_until = 0;
                }
                assert!(schedule.holds(&contract, month - 1), "{method:?}, month {month}");
                if repayment.resets_instalment(month) {
                    if repayment.rate.is_set_in(month) {
                        contract.rate_monthly = rate_monthly(month);
                    }
                    contract.set_instalment(&repayment, month);
                }
                let due = contract.month_due(&repayment, month);
                if month > known_until {
                    (known, known_until) = schedule.instalment(lent, month);
                    stretches += 1;
                }
                assert_eq!(due.instalment.due, known, "{method:?}, month {month}");
                contract.balance -= due.instalment.principal;
                contract.unit_balance = due.unit_left;
                assert!(contract.is_on_schedule());
                assert_eq!(schedule.log_balance(month..month + 1), [log_units(contract.unit_balance)]);
            }
            assert_eq!(schedule.last(), last);
            longest.push(stretches);
        }
        // Six years, a new contract, and each month at a rate of 0 or of equal principal; a stretch more where interest alone
        // ends, and where the new contract owes less than its balloon, years of interest alone after it.
        let (level, constant, hybrid) = ([18, 19, 18, 14], [71, 53, 71, 17], [49, 50, 49, 17]);
        assert_eq!(longest, [&level[..], &constant, &hybrid, &[7]].concat());
    }
}
