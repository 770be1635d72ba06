//! What ends a household's rest though everything is paid: its lender calls (equation (81)), it chooses to walk away (22), its
//! developer fails (90), a couple parts (195), a buyer comes (94), or its loan is up for renewal (232). The month in which one of them
//! may be is looked for ahead, months side by side; the month itself is then lived out of rest.

use super::cell_month::CellMonths;
use super::instruction_set::lane_pass;
use super::rest::Run;
use super::resting::RestingHousehold;
use super::standing::Standing;
use crate::distress::SaleState;
use crate::distress::margin_call::is_called;
use crate::distress::sale::{clears, is_long_enough_on_offer, is_short_of_means, proceeds};
use crate::distress::walk_away::{log_ltv_to_walk, walks_away};
use crate::household::budget::positive;
use crate::measure::log_units::sum_of_debts;
use crate::world::Answer;

/// Stands for a log of debt ÷ value that is never passed.
const NEVER: i32 = i32::MAX;

impl RestingHousehold<'_> {
    /// The first month after `month` in which the rest may end: the one after `last` where there is none.
    pub(super) fn month_to_ask(&self, month: u32, last: u32) -> u32 {
        let known = [self.failure, self.divorce, self.next_renewal(month)].into_iter().flatten();
        let end = known.filter(|known| *known > month && *known <= last).min().unwrap_or(last + 1);
        let log_ltv = self.log_ltv_to_ask(month, last);
        if log_ltv == NEVER || month >= last {
            return end;
        }
        // Debt is that of the month before.
        let mut found = (end - month - 1) as usize;
        first_above_pass(
            self.of.instruction_set,
            &self.log_debt(month..end - 1),
            &self.log_value.months[month as usize..end as usize - 1],
            self.log_lent(),
            log_ltv,
            &mut found,
        );
        month + 1 + found as u32
    }

    /// Whether the rest ends with the month before `month`, the next.
    pub(super) fn ends_in(&self, month: u32, at: &Standing) -> bool {
        if [self.failure, self.divorce, self.next_renewal(month - 1)].contains(&Some(month)) {
            return true;
        }
        let before = self.log_debt_in(month - 1);
        let log_value = self.log_value.months[month as usize - 1];
        let trigger = self.of.months.constants.log_margin_trigger_ltv;
        trigger.is_some_and(|trigger| is_called(before, log_value, trigger)) || self.walks(month, at)
    }

    /// The first month after `month` in which one of its loans is up for renewal.
    fn next_renewal(&self, month: u32) -> Option<u32> {
        let cell = self.of.months.cell;
        let all = std::iter::once(&cell.repayment).chain(cell.beside.iter().map(|loan| &loan.repayment));
        all.filter_map(|repayment| repayment.rollover).map(|terms| terms.next_after(month)).min()
    }

    /// ln of the debt ÷ value that the lender calls at, or above which the household may walk away in a month after `month` up to
    /// `last`, whichever is less.
    fn log_ltv_to_ask(&self, month: u32, last: u32) -> i32 {
        let constants = self.of.months.constants;
        let to_call = constants.log_margin_trigger_ltv.unwrap_or(NEVER);
        if constants.has_walk_away { to_call.min(self.log_ltv_to_walk(month, last)) } else { to_call }
    }

    /// ln of the debt ÷ value above which it may walk away in a month after `month` up to `last`. With c what of its wage can be collected,
    /// debt·(1 − c ÷ debt) > (1 + θ)·V is needed, and debt is never more than it is now.
    fn log_ltv_to_walk(&self, month: u32, last: u32) -> i32 {
        let answers = self.answers();
        let ahead = &answers[answers.len().min(month as usize + 1)..answers.len().min(last as usize + 1)];
        // No factor is above 1.
        let least = ahead
            .iter()
            .fold(1.0, |least, answer| if answer.threshold_factor < least { answer.threshold_factor } else { least });
        let threshold = self.bought.origination.walk_away_threshold * least;
        if threshold.is_infinite() || threshold <= -1.0 {
            return log_ltv_to_walk(threshold);
        }
        let uncollectable = 1.0 - self.bought.origination.wage * self.wage_value(month + 1).1 / self.balance(month);
        if uncollectable > 0.0 { log_ltv_to_walk((1.0 + threshold) / uncollectable - 1.0) } else { NEVER }
    }

    /// How the months of its world answered, as far as they have.
    fn answers(&self) -> &[Answer] {
        let CellMonths { worlds, cell, .. } = self.of.months;
        &worlds[self.of.segment.world].answers[cell.price]
    }

    /// Equation (22).
    fn walks(&self, month: u32, at: &Standing) -> bool {
        let constants = self.of.months.constants;
        let months = &self.of.months;
        let threshold = months.month(month).walk_away_threshold(&months.household(self.lane));
        if !constants.has_walk_away || threshold.is_infinite() {
            return false;
        }
        let collectable_wage = self.bought.origination.wage * self.wage_value(month).0;
        let collectable = constants.cash_weight * at.purse.cash + collectable_wage;
        walks_away(self.balance(month - 1), collectable, self.value(month), threshold)
    }

    /// The home is on offer in those of a run's months in which means are short and the price clears: how many pass before a
    /// buyer comes, equation (94).
    pub(super) fn offer(&self, at: &mut Standing, run: &Run, due: f64) -> u32 {
        let distress = &self.of.months.cell.distress;
        let room = positive(self.bought.origination.credit_limit - run.after.line);
        let is_short = |cash| is_short_of_means(cash, room, distress.distress_months, due);
        let cash = at.purse.cash;
        if !is_short(run.lowest(cash)) {
            return run.months;
        }
        for month in 1..=run.months {
            let cash = run.cash_after(month, cash);
            if !is_short(cash) {
                if run.step >= 0.0 {
                    break;
                }
                continue;
            }
            let calendar = at.month + month;
            let proceeds = proceeds(self.value(calendar), distress.selling_cost_frac);
            if !clears(self.balance(calendar), cash, proceeds) {
                continue;
            }
            let exposure = at.sale.exposure + self.of.resting.sale_hazards[calendar as usize - 1];
            let months_on_offer = at.sale.months_on_offer + 1.0;
            let is_ready = is_long_enough_on_offer(months_on_offer, f64::from(distress.sale_minimum_months));
            if is_ready && exposure >= self.of.months.household(self.lane).sale_threshold() {
                return month - 1;
            }
            at.sale = SaleState { exposure, months_on_offer };
        }
        run.months
    }

    /// What of a wage of 1 could be collected in a month, and the least of it from that month on.
    pub(super) fn wage_value(&self, month: u32) -> (f64, f64) {
        if !self.schedule.is_refinanced() {
            return self.of.resting.wage_value(month);
        }
        let collectable = self.of.months.cell.recourse.collectable();
        let value = |month: u32| collectable.unit_wage_value(self.schedule.month(month).rate_monthly);
        let first = month.min(self.schedule.last());
        let now = value(first);
        let sets = |month: &u32| self.of.months.cell.repayment.rate.is_set_in(*month);
        let later = (first + 1..=self.schedule.last()).filter(sets).map(value);
        (now, later.fold(now, |least, value| if value < least { value } else { least }))
    }

    /// What the home is worth in a month.
    pub(super) fn value(&self, month: u32) -> f64 {
        let (months, price) = (&self.of.months, self.bought.origination.home_value);
        let log_index = &months.worlds[self.of.segment.world].log_index[months.cell.price];
        months.month(month).home(price, log_index, self.life).value()
    }
}

lane_pass! {
    /// The first of some months in which debt ÷ value is above a threshold; `found` stays where there is none.
    pub fn first_above_pass(
        log_balance: &[i32],
        log_value: &[i32],
        log_lent: i32,
        threshold: i32,
        found: &mut usize,
    ) {
        /// Months that are looked at together.
        const TOGETHER: usize = 16;
        let n = log_balance.len();
        let log_value = &log_value[..n];
        for first in (0..n).step_by(TOGETHER) {
            let end = if first + TOGETHER < n { first + TOGETHER } else { n };
            let mut any = false;
            for month in first..end {
                any |= sum_of_debts(log_lent, log_balance[month]) - log_value[month] > threshold;
            }
            if any {
                let is_above = |month: &usize| sum_of_debts(log_lent, log_balance[*month]) - log_value[*month] > threshold;
                *found = (first..end).find(is_above).unwrap_or(n);
                return;
            }
        }
    }
}
