//! A household at rest that may repay its loan before its time, equations (201) to (203), have another in its place (212), or repay a
//! part of it (205): the month in which it does is looked for ahead, and lived out of rest.

use std::ops::Range;

use super::rest_ends::first_above_pass;
use super::resting::RestingHousehold;
use super::standing::Standing;
use crate::household::refinancing::Asking;
use crate::household::{Exposure, LeavingMonth, LeavingState, LeavingThresholds};
use crate::loan::{PartialPrepayment, Tightening};
use crate::measure::log_units::sum_of_debts;

impl RestingHousehold<'_> {
    /// The last month up to `last` before the one in which the loan is repaid before its time, or may be replaced, and the exposure
    /// up to its end.
    pub(super) fn last_before_leaving(&self, at: &Standing, last: u32) -> (u32, Exposure) {
        let mut exposure = at.leaving.exposure;
        match self.months_to_leaving(&at.leaving, &mut exposure, at.month + 1..last + 1) {
            Some(months) => (at.month + months, exposure),
            None => (last, exposure),
        }
    }

    /// Takes up the exposure of the months that were lived since `from`; none of them was the last.
    pub(super) fn expose(&self, at: &mut Standing, from: u32) {
        let mut exposure = at.leaving.exposure;
        self.months_to_leaving(&at.leaving, &mut exposure, from + 1..at.month + 1);
        at.leaving.exposure = exposure;
    }

    /// How many of some months pass before the first in which one of the ends of (201), (203) and (212) may come; `None`: all. The
    /// exposure of those that pass is added.
    fn months_to_leaving(&self, state: &LeavingState, exposure: &mut Exposure, months: Range<u32>) -> Option<u32> {
        let Range { start, end } = months;
        if start >= end {
            return None;
        }
        let (resting, of_household) = (self.of.resting, self.of.months.household(self.lane));
        let refinancing = self.of.months.cell.refinancing.as_ref();
        let threshold = |times| of_household.refinancing_threshold(times);
        let asking = refinancing.and_then(|terms| Asking::of(terms, state.refinanced, threshold));
        let thresholds = (!resting.leaving.is_empty()).then(|| of_household.leaving_thresholds());
        // A loan that replaced another has its own rate.
        let has_own_rate = self.schedule.is_refinanced();
        let (log_debt, log_lent) = (self.log_debt(start..end), self.log_lent());
        let log_value = &self.log_value.months[start as usize - 1..end as usize - 1];
        let log_ltvs = log_debt.iter().zip(log_value).map(|(debt, value)| sum_of_debts(log_lent, *debt) - value);
        if let (Some(thresholds), None, false) = (thresholds, &asking, has_own_rate) {
            let mut passed = 0;
            if start == 1 && *exposure == Exposure::default() {
                let months = (end - start) as usize;
                // Who can leave in every month leaves then.
                let leaves = months_before_leaving(&resting.exposures[..months], thresholds);
                let asked = if leaves < months { leaves + 1 } else { months };
                passed = asked;
                let (always, debt, value) = (resting.always_log_ltv, &log_debt[..asked], &log_value[..asked]);
                first_above_pass(self.of.instruction_set, debt, value, log_lent, always, &mut passed);
                let can_always = passed == asked;
                passed = passed.min(leaves);
                *exposure = passed.checked_sub(1).map_or_else(Exposure::default, |last| resting.exposures[last]);
                if can_always {
                    return (leaves < months).then_some(leaves as u32);
                }
            }
            let leaving = resting.leaving[start as usize - 1..].iter().zip(log_ltvs).skip(passed);
            let leaves =
                |exposure: &mut Exposure, (of_month, log_ltv)| exposure.add(of_month, log_ltv, thresholds).is_some();
            return months_to_end(exposure, leaving, leaves).map(|months| passed as u32 + months);
        }
        months_to_end(exposure, (start..end).zip(log_ltvs), |exposure, (month, log_ltv)| {
            let leaves = thresholds.and_then(|thresholds| {
                let own = if has_own_rate { self.leaving_month(month) } else { None };
                exposure.add(own.as_ref().unwrap_or(&resting.leaving[month as usize - 1]), log_ltv, thresholds)
            });
            let asks = asking.as_ref().is_some_and(|asking| {
                let new_rate_annual = resting.new_rates_annual[month as usize - 1];
                let rates = (12.0 * self.schedule.month(month).rate_monthly, new_rate_annual);
                asking.in_month(exposure, rates, self.tightening(month).against_caps(log_ltv))
            });
            leaves.is_some() || asks
        })
    }

    /// Whether a household that has lived to the end of a month in which it looks at its cash repays a part of its loan,
    /// equation (205).
    pub(super) fn repays_in_part(&self, partial: &PartialPrepayment, at: &Standing) -> bool {
        let fee_frac = self.of.months.cell.prepayment.map_or(0.0, |terms| terms.fee_frac_in(at.month));
        let of_loan = (self.bought.origination.need, self.main_balance(at.month));
        let u = self.of.months.household(self.lane).leaving_thresholds().in_part;
        partial.curtailment((at.purse.cash, at.purse.line), of_loan, fee_frac, u).is_some()
    }

    /// How much lenders have drawn back in a month.
    fn tightening(&self, month: u32) -> Tightening {
        let months = &self.of.months;
        months.month(month).tightening(&months.worlds[self.of.segment.world])
    }

    /// What leaving depends on in a month, at the loan's own rate.
    fn leaving_month(&self, month: u32) -> Option<LeavingMonth> {
        let (months, rate_monthly) = (&self.of.months, self.schedule.month(month).rate_monthly);
        let world = months.household(self.lane).world;
        months.cell.prepayment.as_ref().map(|terms| months.month(month).leaving(terms, world, rate_monthly))
    }
}

/// How many months pass before the one in which a household leaves that can in every month from purchase on, by its exposures to
/// the end of each month.
fn months_before_leaving(exposures: &[Exposure], thresholds: LeavingThresholds) -> usize {
    exposures.partition_point(|to| to.prepayment < thresholds.prepayment && to.moving < thresholds.moving)
}

/// Adds the exposure of months up to the first that ends it: how many pass before it; `None`: all.
#[inline(always)]
fn months_to_end<M>(
    exposure: &mut Exposure,
    months: impl Iterator<Item = M>,
    ends: impl Fn(&mut Exposure, M) -> bool,
) -> Option<u32> {
    let mut now = *exposure;
    for (passed, month) in (0..).zip(months) {
        let before = now;
        if ends(&mut now, month) {
            *exposure = before;
            return Some(passed);
        }
    }
    *exposure = now;
    None
}
