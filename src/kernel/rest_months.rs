//! A household at rest through its months: from one change of its budget to the next, until a month that cannot be paid or
//! something else ends the rest.

use super::instruction_set::lane_pass;
use super::life::{Incomes, value_in};
use super::rest::{Budget, Run};
use super::rest_changes::OutgoChanges;
use super::resting::RestingHousehold;
use super::standing::Standing;
use crate::household::Origination;
use crate::household::budget::Purse;
use crate::loan::to_grain;

impl RestingHousehold<'_> {
    /// Rests from the month after the last that was lived up to `until`, as long as everything is paid and nothing else ends it.
    pub fn rest(&self, at: &mut Standing, until: u32) {
        let last = until.min(self.schedule.last());
        let Some(partial) = &self.of.months.constants.partial else {
            self.rest_while_it_lasts(at, last);
            return;
        };
        while at.month < last {
            let decides = partial.next_decision(at.month, self.of.months.cell.loan.months_on_book());
            self.rest_while_it_lasts(at, last.min(decides - 1));
            if at.month < decides - 1 || decides > last {
                return;
            }
            let before = at.clone();
            self.rest_while_it_lasts(at, decides);
            if at.month < decides {
                return;
            }
            if self.repays_in_part(partial, at) {
                // The month of the repayment is lived out of rest.
                *at = before;
                return;
            }
        }
    }

    /// The same to month `last` of the schedule, where no part of the loan is repaid.
    #[inline(always)]
    fn rest_while_it_lasts(&self, at: &mut Standing, last: u32) {
        if !self.of.months.constants.has_leaving {
            self.rest_to(at, last);
            return;
        }
        let from = at.month;
        let (last, exposure) = self.last_before_leaving(at, last);
        self.rest_to(at, last);
        if at.month == last {
            at.leaving.exposure = exposure;
        } else {
            self.expose(at, from);
        }
    }

    /// Rests up to `last`, a month of the schedule.
    #[inline(always)]
    fn rest_to(&self, at: &mut Standing, last: u32) {
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
        match self.life.incomes() {
            Incomes::Standing(incomes) if !self.of.months.constants.has_outgo => {
                self.live_on_standing(incomes, at, end)
            }
            incomes => self.live_on_changing(incomes, at, end),
        }
    }

    /// Lives to the end of month `end` where spending is that at origination and income stands still between events. Whether it
    /// came so far.
    fn live_on_standing(&self, incomes: &[(u32, f64)], at: &mut Standing, end: u32) -> bool {
        let origination = &self.bought.origination;
        let Origination { essential, discretionary, wage, .. } = *origination;
        let mut budget = Budget { income: 0.0, essential, discretionary, due: 0.0 };
        let mut place = incomes.partition_point(|(from, _)| *from <= at.month);
        // Last months in which what is known of the budget holds.
        let (mut due_until, mut earned_until) = (at.month, at.month);
        while at.month < end {
            let month = at.month + 1;
            if month > due_until {
                (budget.due, due_until) = self.instalment(month);
            }
            if month > earned_until {
                while incomes.get(place).is_some_and(|(from, _)| *from <= month) {
                    place += 1;
                }
                budget.income = to_grain(wage * place.checked_sub(1).map_or(1.0, |place| incomes[place].1));
                earned_until = incomes.get(place).map_or(u32::MAX, |(from, _)| *from - 1);
            }
            if !self.live_alike(budget, at, end.min(due_until).min(earned_until)) {
                return false;
            }
        }
        true
    }

    /// Lives to the end of month `end`, whatever changes. Whether it came so far.
    #[inline(never)]
    fn live_on_changing(&self, incomes: Incomes<'_>, at: &mut Standing, end: u32) -> bool {
        let origination = &self.bought.origination;
        let Origination { essential, discretionary, wage, .. } = *origination;
        let mut budget = Budget { income: 0.0, essential, discretionary, due: 0.0 };
        let changes = self.of.months.constants.has_outgo.then(|| OutgoChanges {
            illness: self.life.illness(),
            tenants: self.life.tenants(),
            growth: &self.of.resting.growth,
            divorce: self.life.divorce().zip(self.of.months.constants.spending_kept_frac),
            indexed: &self.of.months.cell.indexed,
            months_on_book: self.of.months.cell.loan.months_on_book(),
            premium_until: if self.of.months.cell.has_yearly_premium() {
                self.of.months.cell.repayment.term_months
            } else {
                0
            },
        });
        let (mut due_until, mut earned_until) = (at.month, at.month);
        let mut spent_until = if changes.is_some() { at.month } else { u32::MAX };
        while at.month < end {
            let month = at.month + 1;
            if month > due_until {
                (budget.due, due_until) = self.instalment(month);
            }
            if let Some(changes) = &changes
                && month > spent_until
            {
                let (of_month, until) = changes.of(&at.outgo, wage, month);
                budget.essential = at.outgo.total(of_month);
                budget.discretionary = at.outgo.planned_discretionary(of_month);
                spent_until = until;
            }
            let until = end.min(due_until).min(spent_until);
            let came_through = match incomes {
                Incomes::Moving(fracs) => self.live_on_moving(fracs, budget, at, until),
                Incomes::Standing(incomes) => {
                    if month > earned_until {
                        let (income_frac, until) = value_in(incomes, month);
                        (budget.income, earned_until) = (to_grain(wage * income_frac.unwrap_or(1.0)), until);
                    }
                    self.live_alike(budget, at, until.min(earned_until))
                }
            };
            if !came_through {
                return false;
            }
        }
        true
    }

    /// Lives to the end of month `end` on an equal budget. Whether it came so far.
    #[inline(always)]
    fn live_alike(&self, budget: Budget, at: &mut Standing, end: u32) -> bool {
        while at.month < end {
            let Some(run) = budget.run(self.handling(), at.purse, end - at.month) else { return false };
            if !self.advance(&run, budget.due, at) {
                return false;
            }
        }
        true
    }

    /// Lives to the end of month `end` on a budget that is equal but for its income. Whether it came so far.
    fn live_on_moving(&self, income_fracs: &[f64], mut budget: Budget, at: &mut Standing, end: u32) -> bool {
        while at.month < end {
            let ahead = &income_fracs[at.month as usize..end as usize];
            let still = self.still_months(ahead, budget, at);
            let run = if still > 0 {
                Run { months: still, step: 0.0, after: at.purse }
            } else {
                budget.income = to_grain(self.bought.origination.wage * ahead[0]);
                let Some(run) = budget.one(self.handling(), at.purse) else { return false };
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
    #[inline(always)]
    fn still_months(&self, income_fracs: &[f64], budget: Budget, at: &Standing) -> u32 {
        let (purse, handling) = (at.purse, self.handling());
        if purse.line != 0.0 || purse.cash < handling.own.cash_target || handling.shared.saved_share != 0.0 {
            return 0;
        }
        let mut covered = income_fracs.len();
        let (wage, spending) = (self.bought.origination.wage, budget.spending(handling, purse.cash));
        first_short_pass(self.of.instruction_set, income_fracs, wage, spending, budget.due, &mut covered);
        covered as u32
    }

    /// Moves through the months of a run, or those of them before a buyer comes. Whether through all of them.
    #[inline(always)]
    fn advance(&self, run: &Run, due: f64, at: &mut Standing) -> bool {
        if self.of.months.constants.has_sale_gate {
            return self.advance_on_offer(run, due, at);
        }
        self.take(run, due, at);
        true
    }

    /// The same where a home may be on offer.
    #[inline(never)]
    fn advance_on_offer(&self, run: &Run, due: f64, at: &mut Standing) -> bool {
        let months = self.offer(at, run, due);
        if months == run.months {
            self.take(run, due, at);
            return true;
        }
        if months > 0 {
            let cash = run.cash_after(months, at.purse.cash);
            self.take(&Run { months, after: Purse { cash, ..run.after }, ..*run }, due, at);
        }
        false
    }

    /// Takes up the months of a run.
    #[inline(always)]
    fn take(&self, run: &Run, due: f64, at: &mut Standing) {
        let lowest = run.lowest(at.purse.cash);
        at.held.note_cash(lowest);
        at.month += run.months;
        at.purse = run.after;
        if self.failure.is_some() {
            (0..run.months).for_each(|_| at.instalments_paid += due);
        }
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
