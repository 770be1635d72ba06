//! A loan of 1, month by month: what all loans of one rate, term and method have in common.

use std::ops::{Range, RangeInclusive};

use super::contract::{Contract, scheduled_month, summable};
use super::{Loan, MonthDue};
use crate::measure::log_units::log_units;

/// A loan of 1 while everything is paid, from a first month, 0 being the day of purchase, to a last one before its term.
#[derive(Clone, Debug, Default)]
pub struct UnitSchedule {
    first: u32,
    months: Vec<UnitMonth>,
    /// ln of the balance of each month, in whole units, beside each other.
    log_balance: Vec<i32>,
    /// Months whose instalment differs from that of the month before by more than its interest: at a new rate, a new phase.
    pub resets: Vec<u32>,
    /// Months by which its term was extended.
    extension_months: u32,
}

/// A loan of 1 in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitMonth {
    /// Balance at its end.
    pub balance: f64,
    /// The instalment or its principal, whichever the method keeps fixed.
    pub fixed_part: f64,
    /// Rate a month, a fraction.
    pub rate_monthly: f64,
    /// Whether the fixed part contains the interest.
    pub is_level: bool,
    /// Balances of months 1 to this one, each as it is summed over months.
    pub balance_months: f64,
}

impl UnitSchedule {
    /// Fills months 0 to `last`, or to the month before the last instalment if that is earlier. `rate_monthly` gives the rate
    /// of a month in which it is set; month 1 for the first.
    pub fn fill(&mut self, loan: &Loan, last: u32, rate_monthly: impl Fn(u32) -> f64) {
        let mut contract = Contract::new(1.0, 1.0, 0.0, rate_monthly(1));
        contract.set_instalment(loan, 1);
        self.follow(contract, loan, 0..=last, rate_monthly);
    }

    /// Fills as above the months of a contract that stands so at the end of the first.
    pub fn follow(
        &mut self,
        mut contract: Contract,
        loan: &Loan,
        months: RangeInclusive<u32>,
        rate_monthly: impl Fn(u32) -> f64,
    ) {
        self.months.clear();
        self.log_balance.clear();
        self.resets.clear();
        self.first = *months.start();
        self.extension_months = contract.extension_months;
        let mut balance_months = 0.0;
        let of = |contract: &Contract, is_level, balance_months| UnitMonth {
            balance: contract.unit_balance,
            fixed_part: contract.unit_fixed_part,
            rate_monthly: contract.rate_monthly,
            is_level,
            balance_months,
        };
        self.months.push(of(&contract, loan.method().is_level(self.first.max(1)), 0.0));
        self.log_balance.push(log_units(contract.unit_balance));
        let last = contract.last_month(loan) - 1;
        for month in months.skip(1).take_while(|month| *month <= last) {
            if loan.resets_instalment(month) {
                if loan.reprices(month) {
                    contract.rate_monthly = rate_monthly(month);
                }
                contract.set_instalment(loan, month);
                self.resets.push(month);
            }
            let is_level = loan.method().is_level(month);
            let Contract { unit_balance, unit_fixed_part, rate_monthly, .. } = contract;
            contract.unit_balance =
                scheduled_month(1.0, unit_balance, unit_fixed_part, 1.0, rate_monthly, is_level).unit_left;
            balance_months += summable(contract.unit_balance);
            self.months.push(of(&contract, is_level, balance_months));
            self.log_balance.push(log_units(contract.unit_balance));
        }
    }

    /// The last month.
    pub fn last(&self) -> u32 {
        self.first + self.months.len() as u32 - 1
    }

    /// A month.
    pub fn month(&self, month: u32) -> &UnitMonth {
        &self.months[(month - self.first) as usize]
    }

    /// ln of the balances at the ends of some months, in whole units.
    pub fn log_balance(&self, months: Range<u32>) -> &[i32] {
        &self.log_balance[(months.start - self.first) as usize..(months.end - self.first) as usize]
    }

    /// Whether all instalments from `month` up to the next reset are equal.
    pub fn is_level(&self, month: u32) -> bool {
        let of_month = self.month(month);
        of_month.is_level && of_month.rate_monthly > 0.0
    }

    /// What falls due of a contract on this schedule in `month`, from 1, its balance being `balance` before.
    pub fn due(&self, lent: f64, balance: f64, month: u32) -> MonthDue {
        let (before, of_month) = (self.month(month - 1), self.month(month));
        let UnitMonth { fixed_part, rate_monthly, is_level, .. } = *of_month;
        scheduled_month(lent, before.balance, fixed_part, balance, rate_monthly, is_level)
    }

    /// Whether a contract runs on this schedule at the end of `month`.
    pub fn holds(&self, contract: &Contract, month: u32) -> bool {
        if !(self.first..=self.last()).contains(&month) {
            return false;
        }
        let UnitMonth { balance, fixed_part, rate_monthly, .. } = *self.month(month);
        contract.extension_months == self.extension_months
            && (contract.unit_balance, contract.unit_fixed_part, contract.rate_monthly)
                == (balance, fixed_part, rate_monthly)
    }
}
