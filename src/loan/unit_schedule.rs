//! A loan of 1, month by month: what all loans of one rate, term and method have in common.

use super::contract::{Contract, scheduled_month, summable};
use super::{Loan, MonthDue};
use crate::measure::log_units::log_units;

/// A loan of 1 while everything is paid, from month 0, the day of purchase, to a last one before its term.
#[derive(Clone, Debug, Default)]
pub struct UnitSchedule {
    months: Vec<UnitMonth>,
    /// ln of the balance of each month, in whole units, beside each other.
    pub log_balance: Vec<i32>,
    /// Months whose instalment differs from that of the month before by more than its interest: at a new rate, a new phase.
    pub resets: Vec<u32>,
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
        self.months.clear();
        self.log_balance.clear();
        self.resets.clear();
        let first_rate = rate_monthly(1);
        let mut contract = Contract::new(1.0, 1.0, 0.0, first_rate);
        contract.set_instalment(loan, 1);
        let mut balance_months = 0.0;
        let of = |contract: &Contract, is_level, balance_months| UnitMonth {
            balance: contract.unit_balance,
            fixed_part: contract.unit_fixed_part,
            rate_monthly: contract.rate_monthly,
            is_level,
            balance_months,
        };
        self.months.push(of(&contract, loan.method().is_level(1), 0.0));
        self.log_balance.push(0);
        for month in 1..=last.min(loan.term_months - 1) {
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
        self.months.len() as u32 - 1
    }

    /// A month.
    pub fn month(&self, month: u32) -> &UnitMonth {
        &self.months[month as usize]
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
        if month > self.last() {
            return false;
        }
        let UnitMonth { balance, fixed_part, rate_monthly, .. } = *self.month(month);
        contract.extension_months == 0
            && (contract.unit_balance, contract.unit_fixed_part, contract.rate_monthly)
                == (balance, fixed_part, rate_monthly)
    }
}
