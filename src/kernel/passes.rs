//! The passes over quiet lanes: one column after another, free of branches, compiled for each instruction set.

use std::hint::select_unpredictable as select;

use super::instruction_set::lane_pass;
use crate::distress::sale::{clears, is_short_of_means};
use crate::distress::walk_away::walks_away;
use crate::household::budget::{keep, live, positive, serve};
use crate::loan::instalment::split;

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
    /// Flags quiet households that choose to stop paying, equation (22).
    pub fn walk_away_pass(
        flags: &mut [f64],
        active: &[f64],
        balance: &[f64],
        cash: &[f64],
        collectable_wage: &[f64],
        threshold: &[f64],
        inverse_price: &[f64],
        inverse_index: &[f64],
        inverse_walk: &[f64],
        cash_weight: f64,
    ) {
        let n = flags.len();
        let (active, balance, cash, collectable_wage) = (&active[..n], &balance[..n], &cash[..n], &collectable_wage[..n]);
        let (threshold, inverse_price) = (&threshold[..n], &inverse_price[..n]);
        let (inverse_index, inverse_walk) = (&inverse_index[..n], &inverse_walk[..n]);
        for lane in 0..n {
            let inverse_value = inverse_walk[lane] * inverse_index[lane] * inverse_price[lane];
            let collectable = cash_weight * cash[lane] + collectable_wage[lane];
            let walks = walks_away(balance[lane], collectable, inverse_value, threshold[lane]);
            flags[lane] = select(walks, active[lane], 0.0);
        }
    }
}

lane_pass! {
    /// A quiet month: living, debt service, surplus, what is owed and what the home is worth. A lane that cannot pay all,
    /// or live, keeps last month's numbers and is marked in `short`.
    pub fn budget_pass(
        active: &[f64],
        income_frac: &[f64],
        inverse_walk: &[f64],
        inverse_index: &[f64],
        wage: &[f64],
        essential: &[f64],
        discretionary: &[f64],
        cut_below: &[f64],
        cash_minimum: &[f64],
        cash_target: &[f64],
        inverse_price: &[f64],
        rate_monthly: &[f64],
        fixed_part: &[f64],
        credit_limit: &[f64],
        lowest_cash_before: &[f64],
        highest_ltv_before: &[f64],
        balance: &mut [f64],
        cash: &mut [f64],
        line: &mut [f64],
        lowest_cash: &mut [f64],
        highest_ltv: &mut [f64],
        months_under_water: &mut [f64],
        balance_months: &mut [f64],
        under_water: &mut [f64],
        short: &mut [f64],
        interest_weight: f64,
        saved_share: f64,
        has_line: bool,
        line_growth: f64,
    ) {
        if has_line {
            budget_lanes::<true>(
                active,
                income_frac,
                inverse_walk,
                inverse_index,
                wage,
                essential,
                discretionary,
                cut_below,
                cash_minimum,
                cash_target,
                inverse_price,
                rate_monthly,
                fixed_part,
                credit_limit,
                lowest_cash_before,
                highest_ltv_before,
                balance,
                cash,
                line,
                lowest_cash,
                highest_ltv,
                months_under_water,
                balance_months,
                under_water,
                short,
                interest_weight,
                saved_share,
                line_growth,
            );
        } else {
            budget_lanes::<false>(
                active,
                income_frac,
                inverse_walk,
                inverse_index,
                wage,
                essential,
                discretionary,
                cut_below,
                cash_minimum,
                cash_target,
                inverse_price,
                rate_monthly,
                fixed_part,
                credit_limit,
                lowest_cash_before,
                highest_ltv_before,
                balance,
                cash,
                line,
                lowest_cash,
                highest_ltv,
                months_under_water,
                balance_months,
                under_water,
                short,
                interest_weight,
                saved_share,
                line_growth,
            );
        }
    }
}

/// The body of [`budget_pass`], with or without credit lines: what is off costs nothing.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn budget_lanes<const HAS_LINE: bool>(
    active: &[f64],
    income_frac: &[f64],
    inverse_walk: &[f64],
    inverse_index: &[f64],
    wage: &[f64],
    essential: &[f64],
    discretionary: &[f64],
    cut_below: &[f64],
    cash_minimum: &[f64],
    cash_target: &[f64],
    inverse_price: &[f64],
    rate_monthly: &[f64],
    fixed_part: &[f64],
    credit_limit: &[f64],
    lowest_cash_before: &[f64],
    highest_ltv_before: &[f64],
    balance: &mut [f64],
    cash: &mut [f64],
    line: &mut [f64],
    lowest_cash: &mut [f64],
    highest_ltv: &mut [f64],
    months_under_water: &mut [f64],
    balance_months: &mut [f64],
    under_water: &mut [f64],
    short: &mut [f64],
    interest_weight: f64,
    saved_share: f64,
    line_growth: f64,
) {
    let n = active.len();
    let (income_frac, inverse_walk, inverse_index) = (&income_frac[..n], &inverse_walk[..n], &inverse_index[..n]);
    let (wage, essential, discretionary) = (&wage[..n], &essential[..n], &discretionary[..n]);
    let (cut_below, cash_minimum, cash_target) = (&cut_below[..n], &cash_minimum[..n], &cash_target[..n]);
    let (inverse_price, rate_monthly, fixed_part) = (&inverse_price[..n], &rate_monthly[..n], &fixed_part[..n]);
    let (credit_limit, balance, cash, line) = (&credit_limit[..n], &mut balance[..n], &mut cash[..n], &mut line[..n]);
    let (lowest_cash, highest_ltv) = (&mut lowest_cash[..n], &mut highest_ltv[..n]);
    let (lowest_cash_before, highest_ltv_before) = (&lowest_cash_before[..n], &highest_ltv_before[..n]);
    let (months_under_water, balance_months) = (&mut months_under_water[..n], &mut balance_months[..n]);
    let (under_water, short) = (&mut under_water[..n], &mut short[..n]);
    for lane in 0..n {
        let (drawn, room) = if HAS_LINE { (line[lane], credit_limit[lane] - line[lane]) } else { (0.0, 0.0) };
        let room = positive(room);
        let wanted = if cash[lane] < cut_below[lane] { 0.0 } else { discretionary[lane] };
        let living = live::<HAS_LINE>(wage[lane] * income_frac[lane], essential[lane] + wanted, cash[lane], room);
        let cash_left = cash[lane] - living.from_cash;
        let interest = balance[lane] * rate_monthly[lane];
        let instalment = split(fixed_part[lane], interest, interest_weight);
        let service =
            serve::<HAS_LINE>(instalment.due, living.margin, cash_left, cash_minimum[lane], room - living.from_line);
        let cash_left = cash_left - service.from_cash;
        let drawn_now = living.from_line + service.from_line;
        let surplus = living.margin - service.from_margin;
        let kept = keep::<HAS_LINE>(surplus, drawn + drawn_now, cash_left, cash_target[lane], saved_share);

        // Nothing flows in a lane that is out of the quiet, or about to leave it. Flows are masked rather than
        // balances: a store of either the new or the old balance would become a masked store, slow on many machines. Extremes are
        // read from one column and written to another for the same reason.
        let is_active = active[lane] > 0.5;
        let lacking = service.short + living.unmet;
        let fails = is_active & (lacking > 0.0);
        let stays = is_active & !fails;
        let flow = |amount: f64| select(stays, amount, 0.0);
        let new_balance = balance[lane] - flow(instalment.principal);
        let new_cash = cash[lane] - flow(living.from_cash) - flow(service.from_cash) + flow(kept.saved);
        balance[lane] = new_balance;
        cash[lane] = new_cash;
        if HAS_LINE {
            let moved = line[lane] + flow(drawn_now) - flow(kept.repaid);
            line[lane] = moved * select(stays, line_growth, 1.0);
        }

        let ltv = new_balance * (inverse_walk[lane] * inverse_index[lane] * inverse_price[lane]);
        let sinks = select(stays & (ltv > 1.0), 1.0, 0.0);
        short[lane] = select(fails, lacking, 0.0);
        under_water[lane] = sinks;
        months_under_water[lane] += sinks;
        balance_months[lane] += flow(new_balance);
        let (ltv, low) = (select(stays, ltv, f64::NEG_INFINITY), select(stays, new_cash, f64::INFINITY));
        let (highest, lowest) = (highest_ltv_before[lane], lowest_cash_before[lane]);
        highest_ltv[lane] = if ltv > highest { ltv } else { highest };
        lowest_cash[lane] = if low < lowest { low } else { lowest };
    }
}

lane_pass! {
    /// Exposure of quiet households in distress for want of means, where a sale clears; flags those whose buyer has come.
    pub fn sale_gate_pass(
        flags: &mut [f64],
        active: &[f64],
        exposure: &mut [f64],
        threshold: &[f64],
        hazard: &[f64],
        cash: &[f64],
        line: &[f64],
        credit_limit: &[f64],
        balance: &[f64],
        fixed_part: &[f64],
        rate_monthly: &[f64],
        inverse_price: &[f64],
        inverse_index: &[f64],
        inverse_walk: &[f64],
        distress_months: f64,
        selling_cost_frac: f64,
        interest_weight: f64,
    ) {
        let n = flags.len();
        let (active, exposure, threshold, hazard) = (&active[..n], &mut exposure[..n], &threshold[..n], &hazard[..n]);
        let (cash, line, credit_limit, balance) = (&cash[..n], &line[..n], &credit_limit[..n], &balance[..n]);
        let (fixed_part, rate_monthly, inverse_price) = (&fixed_part[..n], &rate_monthly[..n], &inverse_price[..n]);
        let (inverse_index, inverse_walk) = (&inverse_index[..n], &inverse_walk[..n]);
        for lane in 0..n {
            // The instalment just paid; where its principal is the fixed part, interest was on the balance before it.
            let before = balance[lane] + fixed_part[lane];
            let due = split(fixed_part[lane], before * rate_monthly[lane], interest_weight).due;
            let inverse_value = inverse_walk[lane] * inverse_index[lane] * inverse_price[lane];
            let in_distress = is_short_of_means(cash[lane], positive(credit_limit[lane] - line[lane]), distress_months, due);
            let exposed = (active[lane] > 0.5)
                & in_distress
                & clears(balance[lane], cash[lane], selling_cost_frac, inverse_value);
            let added = exposure[lane] + select(exposed, hazard[lane], 0.0);
            exposure[lane] = added;
            flags[lane] = select(exposed & (added >= threshold[lane]), 1.0, 0.0);
        }
    }
}
