//! Loans beside the main one of a household at rest: what falls due on them, what is owed on the home in all. Each runs on the
//! schedule of its kind in the household's world, and never leaves it: what was overdue is paid before a household rests.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::cell_world::OtherSchedule;
use super::debt_row::{Borrowed, DebtRow, Lent};
use super::resting::RestingHousehold;
use crate::household::{Origination, OtherLoan, Position};
use crate::loan::contract::scheduled_month;
use crate::loan::{Contract, LoanBeside, Rank, to_grain};
use crate::measure::log_units::{log_units, sum_of_debts};
use crate::outcome::anniversary::MONTHS_BETWEEN;

/// A loan beside the main one.
struct Beside<'a> {
    terms: &'a LoanBeside,
    on: &'a OtherSchedule<'a>,
    lent: f64,
}

impl Beside<'_> {
    /// Balance at the end of a month.
    fn balance(&self, month: u32) -> f64 {
        if month < self.terms.repayment.term_months {
            to_grain(self.lent * self.on.schedule.balance(month))
        } else {
            0.0
        }
    }

    /// What falls due after an anniversary, number `year`, as it stands then, nothing more on a loan that ends; and the first
    /// anniversary after it of which that may not hold.
    fn next_due_by_year(&self, year: usize) -> (f64, usize) {
        let month = year as u32 * MONTHS_BETWEEN;
        match self.on.years.level_part.get(year) {
            _ if month >= self.terms.repayment.term_months => (0.0, usize::MAX),
            Some(Some(level_part)) => (to_grain(self.lent * level_part), self.on.years.same_until[year]),
            _ => (self.next_due(month), year + 1),
        }
    }

    /// What falls due after a month before its last.
    fn next_due(&self, month: u32) -> f64 {
        let repayment = &self.terms.repayment;
        let (unit_balance, rate_monthly) =
            (self.on.schedule.balance(month), self.on.schedule.month(month).rate_monthly);
        let (fixed_part, is_level) = self.on.schedule.next_fixed_part(repayment, month);
        let balance = to_grain(self.lent * unit_balance);
        scheduled_month(self.lent, unit_balance, fixed_part, balance, rate_monthly, is_level).instalment.due
    }
}

impl RestingHousehold<'_> {
    fn others(&self) -> impl Iterator<Item = Beside<'_>> {
        let terms = self.of.months.cell.beside.iter().zip(self.of.others);
        let lent = self.bought.origination.loans_beside;
        terms.zip(lent).map(|((terms, on), lent)| Beside { terms, on, lent })
    }

    fn has_others(&self) -> bool {
        !self.of.others.is_empty()
    }

    /// What falls due in a month on all loans, and the last month in which it is the same.
    #[inline(always)]
    pub(super) fn instalment(&self, month: u32) -> (f64, u32) {
        let of_main = self.schedule.instalment(self.bought.origination.loan, month);
        if self.has_others() { self.with_others(of_main, month) } else { of_main }
    }

    #[inline(never)]
    fn with_others(&self, (mut due, mut until): (f64, u32), month: u32) -> (f64, u32) {
        for loan in self.others() {
            let term_months = loan.terms.repayment.term_months;
            let (of_loan, same_until) = if month < term_months {
                loan.on.schedule.instalment(loan.lent, month)
            } else if month == term_months {
                let balance = loan.balance(month - 1);
                (balance + to_grain(balance * self.last_rate_monthly(&loan)), month)
            } else {
                continue;
            };
            due += of_loan;
            until = until.min(same_until);
        }
        (due, until)
    }

    /// The rate a month at which the last instalment of a loan falls due.
    fn last_rate_monthly(&self, loan: &Beside<'_>) -> f64 {
        let repayment = &loan.terms.repayment;
        let last = repayment.term_months;
        if !repayment.rate.is_set_in(last) {
            return loan.on.schedule.month(last - 1).rate_monthly;
        }
        let rates = &self.of.months.household(self.lane).world.policy_rate_annual;
        self.of.months.cell.rate_annual_of(repayment, last, |model, month| rates[model][month]) / 12.0
    }

    /// What falls due after an anniversary, number `year`, on the loans beside the main one, and the first anniversary after it
    /// of which that may not hold.
    #[inline(always)]
    pub(super) fn next_due_on_others(&self, year: usize) -> (f64, usize) {
        if self.has_others() { self.next_due_by_year(year) } else { (0.0, usize::MAX) }
    }

    #[inline(never)]
    fn next_due_by_year(&self, year: usize) -> (f64, usize) {
        let each = self.others().map(|loan| loan.next_due_by_year(year));
        each.fold((0.0, usize::MAX), |(sum, until), (due, same)| (sum + due, until.min(same)))
    }

    /// Balance of the main loan at the end of a month.
    pub(super) fn main_balance(&self, month: u32) -> f64 {
        to_grain(self.bought.origination.loan * self.schedule.balance(month))
    }

    fn balance_of(&self, month: u32, counts: impl Fn(Rank) -> bool) -> f64 {
        let others = self.others().filter(|loan| counts(loan.terms.rank)).map(|loan| loan.balance(month));
        self.main_balance(month) + others.sum::<f64>()
    }

    /// Balance at the end of a month of all loans that the home secures.
    pub(super) fn balance(&self, month: u32) -> f64 {
        if self.has_others() { self.balance_of(month, Rank::is_secured) } else { self.main_balance(month) }
    }

    /// Balance at the end of a month of all loans.
    pub(super) fn balance_of_all(&self, month: u32) -> f64 {
        if self.has_others() { self.balance_of(month, |_| true) } else { self.main_balance(month) }
    }

    /// What is added to [`Self::log_debt`] for ln (debt ÷ price) in whole units.
    pub(super) fn log_lent(&self) -> i32 {
        if self.secures_others { 0 } else { self.bought.contract.log_lent }
    }

    /// ln of what is owed on the home at the ends of some months, per unit of what [`Self::log_lent`] tells, in whole units.
    pub(super) fn log_debt(&self, months: Range<u32>) -> Cow<'_, [i32]> {
        if !self.secures_others {
            return Cow::Borrowed(self.schedule.log_balance(months));
        }
        match self.debts {
            Some(debts) => Cow::Borrowed(debts.log_debt(months)),
            None => Cow::Owned(months.map(|month| self.log_debt_in(month)).collect()),
        }
    }

    /// ln of what is owed on the home ÷ its price at the end of a month, in whole units.
    pub(super) fn log_debt_in(&self, month: u32) -> i32 {
        if let (Some(debts), true) = (self.debts, self.secures_others) {
            return debts.log_debt(month..month + 1)[0];
        }
        if self.secures_others {
            return log_units(self.balance(month) / self.bought.origination.home_value);
        }
        sum_of_debts(self.bought.contract.log_lent, self.schedule.log_balance(month..month + 1)[0])
    }

    /// What it borrowed on its home, where others who borrowed so owe the same: on the schedules of the world.
    fn borrowed(&self) -> Option<Borrowed> {
        let is_alike = self.of.months.study.tape.is_none() && std::ptr::eq(self.schedule, self.of.schedule);
        let Origination { home_value, loan, loans_beside, .. } = self.bought.origination;
        is_alike.then_some(Borrowed { price: home_value, main: loan, beside: loans_beside })
    }

    /// Lays down what is owed on a home that secures other loans at the ends of some months, all of them at rest, if it is not so
    /// since another household borrowed alike.
    pub(super) fn lay_down(&self, debts: &mut DebtRow, mut months: RangeInclusive<u32>) {
        let borrowed = self.borrowed();
        if borrowed.is_some_and(|borrowed| debts.is_of(&borrowed)) {
            if debts.covers(&months) {
                return;
            }
            // From the day of purchase on it serves those who still rest there.
            months = 0..=*months.end();
        }
        let (instruction_set, price) = (self.of.instruction_set, self.bought.origination.home_value);
        let main = Lent { lent: self.bought.origination.loan, balances: self.schedule.balances(months.clone()) };
        let that = |counts: fn(Rank) -> bool| {
            let others = self.others().filter(move |loan| loan.lent > 0.0 && counts(loan.terms.rank));
            others.map(|loan| Lent { lent: loan.lent, balances: loan.on.schedule.balances(months.clone()) })
        };
        debts.fill(instruction_set, &months, price, main, that(Rank::is_secured));
        let is_prior = |rank| rank <= Rank::MAIN;
        if that(is_prior).next().is_some() {
            let others_wait = that(|rank| rank.is_secured() && rank > Rank::MAIN).next().is_some();
            debts.fill_prior(instruction_set, price, main, others_wait.then(|| that(is_prior)));
        }
        if let Some(borrowed) = borrowed {
            debts.keep_for(borrowed);
        }
    }

    /// Lays down where the loans beside the main one stand at the end of a month.
    pub(super) fn take_up_others(&self, position: &mut Position, month: u32) {
        if !self.has_others() {
            return;
        }
        for (loan, other) in self.others().zip(&mut position.others) {
            let last = month.min(loan.on.schedule.last());
            let of_month = loan.on.schedule.month(last);
            let balance = loan.balance(month);
            let has_ended = month >= loan.terms.repayment.term_months;
            other.rank = loan.terms.rank;
            other.contract = Contract {
                lent: loan.lent,
                unit_balance: if has_ended { 0.0 } else { loan.on.schedule.balance(last) },
                unit_fixed_part: of_month.fixed_part,
                balance,
                rate_monthly: of_month.rate_monthly,
                ..Contract::default()
            };
        }
    }
}

/// Debt of the main loan and those of equal or prior rank as scheduled, in logs to the price of the home, whole units.
pub(super) fn log_prior_debt(position: &Position, home_price: f64) -> i32 {
    let prior = || position.others.iter().filter(|loan| loan.rank <= Rank::MAIN && loan.contract.lent > 0.0);
    if prior().next().is_none() {
        return position.contract.log_balance();
    }
    let balances: f64 = prior().map(|loan| loan.contract.balance).sum();
    log_units((position.contract.balance + balances) / home_price)
}

/// What falls due after a month on the loans beside the main one, each as it stands then; nothing more on one that ends.
pub(super) fn next_due_on_others(position: &Position, beside: &[LoanBeside], month: u32) -> f64 {
    let next = |(loan, terms): (&OtherLoan, &LoanBeside)| {
        if month < terms.repayment.term_months {
            loan.contract.next_due(&terms.repayment, month).instalment.due
        } else {
            0.0
        }
    };
    position.others.iter().zip(beside).map(next).sum()
}
