//! The passes over quiet lanes: one column after another, free of branches, compiled for each instruction set.

// A lane is the same number in a dozen columns.
#![allow(clippy::needless_range_loop)]

use std::hint::select_unpredictable as select;

use super::instruction_set::lane_pass;
use super::quiet::{LANES, Quiet};
use crate::distress::margin_call::is_called;
use crate::distress::sale::{clears, is_long_enough_on_offer, is_short_of_means, proceeds};
use crate::household::budget::{Purse, PurseTerms, pay_all, pay_with_line, positive};
use crate::household::home_value::{held, value};
use crate::loan::contract::{scheduled_month, summable};
use crate::loan::to_grain;
use crate::measure::log_units::{log_units, sum_of_debts};

lane_pass! {
    /// Number of lanes with a mark.
    pub fn count_pass(marks: &[f64], count: &mut u64) {
        let mut sum = 0;
        for mark in marks {
            sum += u64::from(*mark > 0.0);
        }
        *count = sum;
    }
}

lane_pass! {
    /// Flags quiet households so far under water that they may choose to stop paying, equation (22); of each the rule itself is
    /// then asked.
    pub fn may_walk_away_pass(lanes: &mut Quiet, log_value: &[i32]) {
        let n = if log_value.len() < LANES { log_value.len() } else { LANES };
        let log_value = &log_value[..n];
        for lane in 0..n {
            let may_walk = lanes.log_balance[lane] - log_value[lane] > lanes.log_ltv_to_walk[lane];
            lanes.flags[lane] = select(may_walk, lanes.active[lane], 0.0);
        }
    }
}

lane_pass! {
    /// Flags quiet households whose lender calls, equation (81).
    pub fn margin_call_pass(lanes: &mut Quiet, log_value: &[i32], log_trigger_ltv: i32) {
        let n = if log_value.len() < LANES { log_value.len() } else { LANES };
        let log_value = &log_value[..n];
        for lane in 0..n {
            let called = is_called(lanes.log_balance[lane], log_value[lane], log_trigger_ltv);
            lanes.flags[lane] = select(called, lanes.active[lane], 0.0);
        }
    }
}

lane_pass! {
    /// A quiet month's living, debt service and surplus. A lane that cannot pay all, or live, keeps last month's numbers and
    /// is marked in `short`; `any_short` is not 0 where there is one.
    pub fn pay_pass(lanes: &mut Quiet, income_frac: &[f64], terms: PayTerms, any_short: &mut u64) {
        *any_short = match (terms.has_line, terms.is_level) {
            (false, true) => pay_lanes::<false, true>(lanes, income_frac, terms),
            (false, false) => pay_lanes::<false, false>(lanes, income_frac, terms),
            (true, true) => pay_lanes::<true, true>(lanes, income_frac, terms),
            (true, false) => pay_lanes::<true, false>(lanes, income_frac, terms),
        };
    }
}

/// What all lanes of a month have in common.
#[derive(Clone, Copy, Debug)]
pub struct PayTerms {
    /// Whether anybody has a credit line.
    pub has_line: bool,
    /// Whether the fixed part of an instalment contains its interest.
    pub is_level: bool,
    /// Share of surplus saved beyond the target.
    pub saved_share: f64,
    /// Interest on the credit line, a fraction a month.
    pub line_rate_monthly: f64,
}

/// The body of [`pay_pass`]: what is off costs nothing.
#[inline(always)]
fn pay_lanes<const HAS_LINE: bool, const IS_LEVEL: bool>(
    lanes: &mut Quiet,
    income_frac: &[f64],
    terms: PayTerms,
) -> u64 {
    let n = if income_frac.len() < LANES { income_frac.len() } else { LANES };
    let income_frac = &income_frac[..n];
    let mut any_short = 0;
    for lane in 0..n {
        let cash = lanes.cash[lane];
        let wanted = select(cash < lanes.cut_below[lane], 0.0, lanes.discretionary[lane]);
        let (income, spending) = (to_grain(lanes.wage[lane] * income_frac[lane]), lanes.essential[lane] + wanted);
        let month_due = scheduled_month(
            lanes.lent[lane],
            lanes.unit_balance[lane],
            lanes.unit_fixed_part[lane],
            lanes.balance[lane],
            lanes.rate_monthly[lane],
            IS_LEVEL,
        );
        let instalment = month_due.instalment;
        let (minimum, target) = (lanes.cash_minimum[lane], lanes.cash_target[lane]);

        // Nothing flows in a lane that is out of the quiet, or about to leave it. Flows are masked rather than balances: a
        // store of either the new or the old balance would become a masked store, slow on many machines.
        let is_active = lanes.active[lane] > 0.5;
        let stays;
        if HAS_LINE {
            let purse = Purse { cash, line: lanes.line[lane] };
            let purse_terms = PurseTerms {
                cash_minimum: minimum,
                cash_target: target,
                saved_share: terms.saved_share,
                credit_limit: lanes.credit_limit[lane],
                line_rate_monthly: terms.line_rate_monthly,
            };
            let (after, fails) = pay_with_line(income, spending, instalment.due, purse, &purse_terms);
            stays = is_active & !fails;
            lanes.cash[lane] = select(stays, after.cash, purse.cash);
            lanes.line[lane] = select(stays, after.line, purse.line);
        } else {
            let paid = pay_all(income, spending, instalment.due, cash, minimum, target, terms.saved_share);
            stays = is_active & !paid.fails;
            lanes.cash[lane] = cash + select(stays, paid.cash_change, 0.0);
        }
        lanes.due[lane] = instalment.due;
        lanes.balance[lane] -= select(stays, instalment.principal, 0.0);
        let unit_balance = lanes.unit_balance[lane];
        lanes.unit_balance[lane] = select(stays, month_due.unit_left, unit_balance);
        let short = select(is_active & !stays, 1.0_f64, 0.0);
        lanes.short[lane] = short;
        any_short |= short.to_bits();
        // Not a number where nothing flows, which is never the lowest; a selection would become a masked store.
        let low = f64::from_bits(lanes.cash[lane].to_bits() | select(stays, 0, f64::NAN.to_bits()));
        let lowest = lanes.lowest_cash[lane];
        lanes.lowest_cash[lane] = if low < lowest { low } else { lowest };
    }
    any_short
}

/// ln (balance ÷ price of the home) of all lanes, from their schedules. A logarithm is dear, and neighbours share their unit
/// balance.
pub fn log_balances(lanes: &mut Quiet, count: usize) {
    let mut last = (1.0, 0);
    for lane in 0..count {
        let unit_balance = lanes.unit_balance[lane];
        if unit_balance != last.0 {
            last = (unit_balance, log_units(unit_balance));
        }
        lanes.log_balance[lane] = sum_of_debts(lanes.log_lent[lane], last.1);
    }
}

lane_pass! {
    /// What is owed and what the home is worth at a month's end, of those still quiet.
    pub fn record_pass(lanes: &mut Quiet, log_value: &[i32]) {
        let n = if log_value.len() < LANES { log_value.len() } else { LANES };
        let log_value = &log_value[..n];
        for lane in 0..n {
            let is_active = lanes.active[lane] > 0.5;
            let log_ltv = lanes.log_balance[lane] - log_value[lane];
            let sinks = is_active & (log_ltv > 0);
            lanes.under_water[lane] = select(sinks, 1.0, 0.0);
            lanes.months_under_water[lane] += select(sinks, 1, 0);
            lanes.unit_months[lane] += select(is_active, summable(lanes.unit_balance[lane]), 0.0);
            let log_ltv = select(is_active, log_ltv, i32::MIN);
            let highest = lanes.highest_log_ltv[lane];
            lanes.highest_log_ltv[lane] = select(log_ltv > highest, log_ltv, highest);
        }
    }
}

lane_pass! {
    /// Exposure of quiet households in distress for want of means, where a sale clears; flags those whose buyer has come.
    pub fn sale_gate_pass(
        lanes: &mut Quiet,
        level: &[f64],
        walk: &[i32],
        falls: bool,
        hazard: &[f64],
        threshold: &[f64],
        distress_months: f64,
        selling_cost_frac: f64,
        sale_minimum_months: f64,
    ) {
        let n = if level.len() < LANES { level.len() } else { LANES };
        let (level, walk, hazard, threshold) = (&level[..n], &walk[..n], &hazard[..n], &threshold[..n]);
        for lane in 0..n {
            let price = lanes.home_price[lane];
            let value = held(value(price, level[lane], walk[lane]), price, falls);
            let room = positive(lanes.credit_limit[lane] - lanes.line[lane]);
            let in_distress = is_short_of_means(lanes.cash[lane], room, distress_months, lanes.due[lane]);
            let proceeds = proceeds(value, selling_cost_frac);
            let exposed = (lanes.active[lane] > 0.5)
                & in_distress
                & clears(lanes.balance[lane], lanes.cash[lane], proceeds);
            let added = lanes.exposure[lane] + select(exposed, hazard[lane], 0.0);
            lanes.exposure[lane] = added;
            let months_on_offer = lanes.months_on_offer[lane] + select(exposed, 1.0, 0.0);
            lanes.months_on_offer[lane] = months_on_offer;
            let is_ready = is_long_enough_on_offer(months_on_offer, sale_minimum_months);
            lanes.flags[lane] = select(exposed & (added >= threshold[lane]) & is_ready, 1.0, 0.0);
        }
    }
}
