//! What is owed on a home that secures several loans, month by month: laid down once while a household rests, since the sum of
//! loans on schedules of their own has no log that households share.

use std::ops::{Range, RangeInclusive};

use super::instruction_set::{InstructionSet, lane_pass};
use super::years::TOGETHER;
use crate::loan::{MOST_BESIDE, to_grain};
use crate::measure::log_units::{log_units, quick_log_units};
use crate::outcome::anniversary::MONTHS_BETWEEN;

/// ln of what is owed on a household's home ÷ its price at the ends of some months, in whole units.
#[derive(Clone, Debug, Default)]
pub(super) struct DebtRow {
    /// Whose it is, beside the household that it was laid down for.
    of: Option<Borrowed>,
    /// Month of the first.
    first: u32,
    log_debt: Vec<i32>,
    /// Room for what logs are taken of: debt ÷ price.
    debt: Vec<f64>,
    /// Whether there is another loan that ranks no later than the main one.
    has_prior: bool,
    /// Of all that rank so, at anniversaries; those before `first` hold anything.
    log_prior_by_year: Vec<[i32; TOGETHER]>,
}

/// What households on the schedules of one world borrowed on their homes: who borrowed alike owes the same in every month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Borrowed {
    /// Price of the home.
    pub price: f64,
    /// Main loan.
    pub main: f64,
    /// Loans beside it.
    pub beside: [f64; MOST_BESIDE],
}

/// A loan that a home secures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lent<'a> {
    /// What was lent.
    pub lent: f64,
    /// Balances per unit lent at the ends of months, from the row's first on, as long as there are any.
    pub balances: &'a [f64],
}

impl DebtRow {
    /// Lays down some months of a home of such a price, on which others have lent besides the main lender. No other loan ranks as
    /// the main one does or before it, until [`Self::fill_prior`] tells.
    pub fn fill<'a>(
        &mut self,
        instruction_set: InstructionSet,
        months: &RangeInclusive<u32>,
        price: f64,
        main: Lent<'a>,
        others: impl Iterator<Item = Lent<'a>>,
    ) {
        let count = (months.end() + 1 - months.start()) as usize;
        self.first = *months.start();
        self.of = None;
        self.has_prior = false;
        self.debt.clear();
        self.debt.resize(count, 0.0);
        for loan in others.chain([main]) {
            add_pass(instruction_set, loan.lent, loan.balances, &mut self.debt);
        }
        divide_pass(instruction_set, price, &mut self.debt);
        self.log_debt.resize(count, 0);
        all_log_units(instruction_set, &self.debt, &mut self.log_debt);
    }

    /// The same of the main loan and of others that rank no later, at those of the months that are anniversaries; `None`: all others
    /// on the home rank so.
    pub fn fill_prior<'a>(
        &mut self,
        instruction_set: InstructionSet,
        price: f64,
        main: Lent<'a>,
        others: Option<impl Iterator<Item = Lent<'a>>>,
    ) {
        const YEAR: usize = MONTHS_BETWEEN as usize;
        self.has_prior = true;
        let first_year = self.first.div_ceil(MONTHS_BETWEEN) as usize;
        let years = (self.first as usize + self.log_debt.len()).div_ceil(YEAR);
        let before_first_year = first_year * YEAR - self.first as usize;
        self.log_prior_by_year.resize(years.div_ceil(TOGETHER), [0; TOGETHER]);
        let by_year = &mut self.log_prior_by_year.as_flattened_mut()[first_year.min(years)..years];
        match others {
            Some(others) => {
                self.debt.clear();
                self.debt.resize(by_year.len(), 0.0);
                for Lent { lent, balances } in others.chain([main]) {
                    let at_years = balances.iter().skip(before_first_year).step_by(YEAR);
                    for (debt, balance) in self.debt.iter_mut().zip(at_years) {
                        *debt += to_grain(lent * balance);
                    }
                }
                divide_pass(instruction_set, price, &mut self.debt);
                all_log_units(instruction_set, &self.debt, by_year);
            }
            None => {
                let at_years = self.log_debt.iter().skip(before_first_year).step_by(YEAR);
                by_year.iter_mut().zip(at_years).for_each(|(log_prior, log_debt)| *log_prior = *log_debt);
            }
        }
    }

    /// It is that of all who borrowed so.
    pub fn keep_for(&mut self, of: Borrowed) {
        self.of = Some(of);
    }

    /// Whether it is that of all who borrowed so.
    pub fn is_of(&self, of: &Borrowed) -> bool {
        self.of.as_ref() == Some(of)
    }

    /// Whether all of these months are laid down.
    pub fn covers(&self, months: &RangeInclusive<u32>) -> bool {
        self.first <= *months.start() && *months.end() < self.first + self.log_debt.len() as u32
    }

    /// Another world begins.
    pub fn forget(&mut self) {
        self.of = None;
    }

    /// Those of some of the months.
    pub fn log_debt(&self, months: Range<u32>) -> &[i32] {
        &self.log_debt[(months.start - self.first) as usize..(months.end - self.first) as usize]
    }

    /// Those at anniversaries of what ranks no later than the main loan; `None` where that has no other of its rank or before it.
    pub fn log_prior_by_year(&self) -> Option<&[[i32; TOGETHER]]> {
        self.has_prior.then_some(&self.log_prior_by_year)
    }
}

/// ln of each ratio, in whole units.
fn all_log_units(instruction_set: InstructionSet, ratios: &[f64], logs: &mut [i32]) {
    let mut are_sure = true;
    log_pass(instruction_set, ratios, logs, &mut are_sure);
    if !are_sure {
        logs.iter_mut().zip(ratios).for_each(|(log, ratio)| *log = log_units(*ratio));
    }
}

lane_pass! {
    /// Months are the lanes: adds the balances of a loan to sums of them.
    pub fn add_pass(lent: f64, unit_balances: &[f64], sums: &mut [f64]) {
        for (sum, balance) in sums.iter_mut().zip(unit_balances) {
            *sum += to_grain(lent * balance);
        }
    }
}

lane_pass! {
    /// Months are the lanes: debts per unit of the price.
    pub fn divide_pass(price: f64, debts: &mut [f64]) {
        for debt in debts {
            *debt /= price;
        }
    }
}

lane_pass! {
    /// Ratios are the lanes: the quick log of each, and whether all of them are beyond doubt.
    pub fn log_pass(ratios: &[f64], logs: &mut [i32], are_sure: &mut bool) {
        let mut all = true;
        for (log, ratio) in logs.iter_mut().zip(ratios) {
            let (found, is_sure) = quick_log_units(*ratio);
            *log = found;
            all &= is_sure;
        }
        *are_sure = all;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_is_one_by_one() {
        let mut ratios: Vec<f64> = (0..4003).map(|step| 0.001 * f64::from(step)).collect();
        ratios.extend([f64::INFINITY, f64::MIN_POSITIVE, 1e300, -1.0]);
        let by_one: Vec<i32> = ratios.iter().map(|ratio| log_units(*ratio)).collect();
        for set in InstructionSet::available() {
            for cut in [1, 7, 120, ratios.len()] {
                let mut logs = vec![0; cut];
                all_log_units(set, &ratios[..cut], &mut logs);
                assert_eq!(logs, by_one[..cut]);
            }
            // Without any in doubt.
            let mut logs = vec![0; 120];
            let mut are_sure = false;
            log_pass(set, &ratios[1001..1121], &mut logs, &mut are_sure);
            assert!(are_sure);
            assert_eq!(logs, by_one[1001..1121]);
        }
    }
}
