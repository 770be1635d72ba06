//! A household at rest through its months: from one change of its budget to the next, until a month that cannot be paid or
//! something else ends the rest.

use super::instruction_set::lane_pass;
use super::life::{Incomes, value_in};
use super::rest::{Budget, Run};
use super::resting::{RestingHousehold, Standing};
use crate::household::budget::Purse;
use crate::loan::to_grain;

impl RestingHousehold<'_> {
    /// Rests from the month after the last that was lived, as long as everything is paid and nothing else ends it.
    pub fn rest(&self, at: &mut Standing) {
        let last = self.schedule.last();
        if !self.is_asked {
            self.live(at, last);
            return;
        }
        let mut asked = at.month;
        while asked <= last {
            asked = self.month_to_ask(asked, last);
            if !self.live(at, asked - 1) || at.month == last || self.ends_in(asked, at) {
                return;
            }
        }
    }

    /// Lives to the end of month `end`. Whether it came so far.
    fn live(&self, at: &mut Standing, end: u32) -> bool {
        let wage = self.origination.wage;
        while at.month < end {
            let month = at.month + 1;
            let is_level = self.cell.loan.method().is_level(month);
            let (due, due_until) = self.schedule.instalment(self.origination.loan, is_level, month);
            let mut until = end.min(due_until);
            let mut budget = Budget { due, ..self.budget };
            if let Some(changes) = &self.outgo_changes {
                let (of_month, spent_until) = changes.of(&at.outgo, wage, month);
                until = until.min(spent_until);
                budget.essential = at.outgo.total(of_month);
                budget.discretionary = at.outgo.planned_discretionary(of_month);
            }
            let came_through = match self.incomes {
                Incomes::Moving(fracs) => self.live_on_moving(fracs, &budget, at, until),
                Incomes::Standing(changes) => {
                    let (income_frac, earned_until) = value_in(changes, month);
                    budget.income = to_grain(wage * income_frac.unwrap_or(1.0));
                    self.live_alike(&budget, at, until.min(earned_until))
                }
            };
            if !came_through {
                return false;
            }
        }
        true
    }

    /// Lives to the end of month `end` on an equal budget. Whether it came so far.
    fn live_alike(&self, budget: &Budget, at: &mut Standing, end: u32) -> bool {
        while at.month < end {
            let Some(run) = budget.run(at.purse, end - at.month) else { return false };
            if !self.advance(&run, budget.due, at) {
                return false;
            }
        }
        true
    }

    /// Lives to the end of month `end` on a budget that is equal but for its income. Whether it came so far.
    fn live_on_moving(&self, income_fracs: &[f64], budget: &Budget, at: &mut Standing, end: u32) -> bool {
        while at.month < end {
            let ahead = &income_fracs[at.month as usize..end as usize];
            let still = self.still_months(ahead, budget, at);
            let run = if still > 0 {
                Run { months: still, step: 0.0, after: at.purse }
            } else {
                let of_month = Budget { income: to_grain(self.origination.wage * ahead[0]), ..*budget };
                let Some(run) = of_month.one(at.purse) else { return false };
                run
            };
            if !self.advance(&run, budget.due, at) {
                return false;
            }
        }
        true
    }

    /// Months ahead in which nothing moves: cash stands at its target or above, nothing beyond is saved, no line is drawn, and
    /// income covers everything.
    fn still_months(&self, income_fracs: &[f64], budget: &Budget, at: &Standing) -> u32 {
        let (purse, terms) = (at.purse, &budget.terms);
        if purse.line != 0.0 || purse.cash < terms.cash_target || terms.saved_share != 0.0 {
            return 0;
        }
        let mut covered = income_fracs.len();
        let (wage, spending) = (self.origination.wage, budget.spending(purse.cash));
        first_short_pass(self.instruction_set, income_fracs, wage, spending, budget.due, &mut covered);
        covered as u32
    }

    /// Moves through the months of a run, or those of them before a buyer comes. Whether through all of them.
    #[inline(always)]
    fn advance(&self, run: &Run, due: f64, at: &mut Standing) -> bool {
        let mut lived = *run;
        if self.months.constants.has_sale_gate {
            let months = self.offer(at, run, due);
            if months == 0 {
                return false;
            }
            if months < run.months {
                let cash = run.cash_after(months, at.purse.cash);
                lived = Run { months, after: Purse { cash, ..run.after }, ..*run };
            }
        }
        let lowest = lived.lowest(at.purse.cash);
        at.lowest_cash = if lowest < at.lowest_cash { lowest } else { at.lowest_cash };
        at.month += lived.months;
        at.purse = lived.after;
        if self.failure.is_some() {
            (0..lived.months).for_each(|_| at.instalments_paid += due);
        }
        lived.months == run.months
    }
}

lane_pass! {
    /// Months are the lanes: the first in which income does not cover spending and instalment; `found` stays where there is
    /// none.
    pub fn first_short_pass(income_fracs: &[f64], wage: f64, spending: f64, due: f64, found: &mut usize) {
        /// Months that are looked at together.
        const TOGETHER: usize = 8;
        let is_short = |income_frac: &f64| to_grain(wage * *income_frac) - spending - due < 0.0;
        for (chunk, fracs) in income_fracs.chunks(TOGETHER).enumerate() {
            let mut any = false;
            for income_frac in fracs {
                any |= is_short(income_frac);
            }
            if any {
                *found = chunk * TOGETHER + fracs.iter().position(is_short).unwrap_or(0);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::InstructionSet;

    #[test]
    fn the_first_month_that_is_short() {
        let mut fracs = vec![1.0; 21];
        for set in InstructionSet::available() {
            for short in 0..21 {
                fracs.fill(1.0);
                fracs[short..].fill(0.69);
                let mut found = 21;
                first_short_pass(set, &fracs, 100.0, 40.0, 30.0, &mut found);
                assert_eq!(found, short);
            }
            fracs.fill(0.7);
            let mut found = 21;
            first_short_pass(set, &fracs, 100.0, 40.0, 30.0, &mut found);
            assert_eq!(found, 21);
        }
    }
}
