//! The contract and budget layer of a block under one cell: columns, and the passes over quiet lanes.

use std::hint::select_unpredictable as select;

use super::case::Case;
use super::instruction_set::{InstructionSet, lane_pass};
use super::life::LifeLanes;
use super::paths::PathLanes;
use crate::distress::sale::{clears, is_short_of_means};
use crate::distress::walk_away::walks_away;
use crate::household::budget::{keep, live, positive, serve};
use crate::household::{Origination, OriginationDraws};
use crate::loan::LoanRate;
use crate::loan::instalment::split;
use crate::random::{Purpose, Streams};
use crate::study::Cell;
use crate::world::WorldPath;

/// No case.
pub(super) const NO_CASE: u32 = u32::MAX;

/// Constants of a cell, derived once.
#[derive(Clone, Copy, Debug)]
pub struct CellConstants {
    /// Whether anybody can have a credit line.
    pub has_line: bool,
    /// Whether anybody can walk away.
    pub has_walk_away: bool,
    /// Whether a household without arrears can be in distress and sell.
    pub has_sale_gate: bool,
    /// Growth of the credit line a month.
    pub line_growth: f64,
    /// Share of surplus saved beyond the target.
    pub saved_share: f64,
    /// 1 where cash counts as collectable.
    pub cash_weight: f64,
}

impl CellConstants {
    /// Constants of a cell.
    pub fn of(cell: &Cell) -> Self {
        let household = &cell.household;
        Self {
            has_line: household.credit_limit_months_of_income.constant() != Some(0.0),
            has_walk_away: household.walk_away_threshold.is_some() || household.investor_walk_away_threshold.is_some(),
            has_sale_gate: cell.distress.distress_months > 0.0 && cell.distress.sale_hazard > 0.0,
            line_growth: 1.0 + household.credit_rate_annual / 12.0,
            saved_share: household.saved_share,
            cash_weight: cell.recourse.collectable().cash_weight,
        }
    }
}

/// A lane's number in each column.
#[derive(Clone, Debug, Default)]
pub struct CellLanes {
    /// 1 in its lane, 0 out of it.
    pub active: Vec<f64>,
    pub wage: Vec<f64>,
    pub essential: Vec<f64>,
    pub discretionary: Vec<f64>,
    /// Discretionary spending is cut while cash is under this.
    pub cut_below: Vec<f64>,
    pub cash_minimum: Vec<f64>,
    pub cash_target: Vec<f64>,
    /// 1 ÷ price.
    pub inverse_price: Vec<f64>,
    /// Contract rate a month.
    pub rate_monthly: Vec<f64>,
    /// Instalment or its principal, whichever the method keeps fixed.
    pub fixed_part: Vec<f64>,
    /// Principal not yet due.
    pub balance: Vec<f64>,
    pub cash: Vec<f64>,
    pub lowest_cash: Vec<f64>,
    /// Highest debt ÷ value.
    pub highest_ltv: Vec<f64>,
    /// The same at the last month end, where a sale may take this month's back.
    pub highest_ltv_before: Vec<f64>,
    pub months_under_water: Vec<f64>,
    pub balance_months: Vec<f64>,
    /// 1 where a quiet household is under water this month.
    pub under_water: Vec<f64>,
    /// What a quiet month would leave unpaid or unspent: such a lane is left as it was.
    pub short: Vec<f64>,
    pub line: Vec<f64>,
    pub credit_limit: Vec<f64>,
    pub walk_away_threshold: Vec<f64>,
    /// What of the wage could be collected, present value.
    pub collectable_wage: Vec<f64>,
    pub exposure: Vec<f64>,
    pub sale_threshold: Vec<f64>,
    /// 1 where a pass found something that ends the quiet.
    pub flags: Vec<f64>,
    /// At origination.
    pub origination: Vec<Origination>,
    /// Contract rate a month at origination.
    pub initial_rate_monthly: Vec<f64>,
    pub case_of: Vec<u32>,
    pub cases: Vec<Case>,
    pub cases_used: usize,
    /// Lanes out of the quiet that still hold their home.
    pub troubled: Vec<usize>,
    /// Lanes whose home is gone and who are being collected from.
    pub debtors: Vec<usize>,
}

impl CellLanes {
    /// Sizes the columns; every household at origination follows through [`CellLanes::originate`].
    pub fn reset(&mut self, lanes: usize) {
        for column in [
            &mut self.active,
            &mut self.wage,
            &mut self.essential,
            &mut self.discretionary,
            &mut self.cut_below,
            &mut self.cash_minimum,
            &mut self.cash_target,
            &mut self.inverse_price,
            &mut self.rate_monthly,
            &mut self.fixed_part,
            &mut self.balance,
            &mut self.cash,
            &mut self.lowest_cash,
            &mut self.highest_ltv,
            &mut self.highest_ltv_before,
            &mut self.months_under_water,
            &mut self.balance_months,
            &mut self.under_water,
            &mut self.short,
            &mut self.line,
            &mut self.credit_limit,
            &mut self.walk_away_threshold,
            &mut self.collectable_wage,
            &mut self.exposure,
            &mut self.sale_threshold,
            &mut self.flags,
            &mut self.initial_rate_monthly,
        ] {
            column.clear();
            column.resize(lanes, 0.0);
        }
        self.origination.clear();
        self.case_of.clear();
        self.case_of.resize(lanes, NO_CASE);
        self.cases_used = 0;
        self.troubled.clear();
        self.debtors.clear();
    }

    /// Puts a household into its lane. `sale_threshold` is −ln u of its stream.
    pub fn originate(
        &mut self,
        cell: &Cell,
        lane: usize,
        rate_annual: f64,
        unit_first_instalment: &mut InstalmentMemo,
        draws: &mut OriginationDraws<'_>,
    ) {
        let rate_monthly = rate_annual / 12.0;
        let (loan, household) = (&cell.loan, &cell.household);
        let unit_fixed = unit_first_instalment.unit_fixed_part(cell, rate_monthly);
        let unit_due = split(unit_fixed, rate_monthly, if loan.method.is_level(1) { 1.0 } else { 0.0 }).due;
        let unit_due = if loan.term_months == 1 { 1.0 + rate_monthly } else { unit_due };
        let origination = household.originate(loan, unit_due, draws);

        self.active[lane] = if origination.is_refused() { 0.0 } else { 1.0 };
        self.wage[lane] = origination.wage;
        self.essential[lane] = origination.essential;
        self.discretionary[lane] = origination.discretionary;
        self.cut_below[lane] = household.discretionary_cut_below_months * origination.need;
        self.cash_minimum[lane] = household.cash_minimum_months * origination.essential;
        self.cash_target[lane] = household.buffer_target_months * origination.need;
        self.inverse_price[lane] = 1.0 / origination.home_price;
        self.rate_monthly[lane] = rate_monthly;
        self.initial_rate_monthly[lane] = rate_monthly;
        self.fixed_part[lane] = origination.loan * unit_fixed;
        self.balance[lane] = origination.loan;
        self.cash[lane] = origination.cash;
        self.lowest_cash[lane] = f64::INFINITY;
        self.highest_ltv[lane] = f64::NEG_INFINITY;
        self.credit_limit[lane] = origination.credit_limit;
        self.walk_away_threshold[lane] = origination.walk_away_threshold;
        self.collectable_wage[lane] = origination.wage * cell.recourse.collectable().unit_wage_value(rate_monthly);
        self.origination.push(origination);
    }

    /// Draws how much exposure to buyers a sale takes.
    pub fn draw_sale_thresholds(&mut self, paths: &PathLanes, streams: &Streams) {
        for lane in 0..paths.count() {
            let u = streams.uniforms(paths.who(lane), Purpose::SaleThreshold, 0, 0).first;
            self.sale_threshold[lane] = -libm::log(u);
        }
    }

    /// New rates (equation (20)) or a new phase of the method, at the start of `month`, for every home still held.
    pub fn reprice(&mut self, cell: &Cell, month: u32, paths: &PathLanes, worlds: &[WorldPath]) {
        let (reprices, changes) = (cell.loan.reprices(month), cell.loan.method.changes_in(month));
        if !reprices && !changes {
            return;
        }
        // After the last instalment the rate still moves penalty interest.
        let remaining = (cell.loan.term_months + 1).saturating_sub(month).max(1);
        let collectable = cell.recourse.collectable();
        for segment in &paths.segments {
            let mut unit_wage_value = None;
            for lane in segment.start..segment.end {
                if let (true, LoanRate::Floating { policy_rate, spread_annual }) = (reprices, cell.loan.rate) {
                    let policy = worlds[segment.world].policy_rate_annual[policy_rate][month as usize - 1];
                    let rate_monthly = (policy + spread_annual) / 12.0;
                    self.rate_monthly[lane] = rate_monthly;
                    let unit = *unit_wage_value.get_or_insert_with(|| collectable.unit_wage_value(rate_monthly));
                    self.collectable_wage[lane] = self.wage[lane] * unit;
                }
                let unit = cell.loan.method.unit_fixed_part(month, remaining, self.rate_monthly[lane]);
                self.fixed_part[lane] = self.balance[lane] * unit;
            }
        }
    }

    /// Quiet households through a month: those a pass finds in want of attention keep last month's numbers, leave their
    /// lane and are appended to `troubled`.
    pub fn quiet_month(
        &mut self,
        instruction_set: InstructionSet,
        cell: &Cell,
        constants: &CellConstants,
        month: u32,
        inverse_index: &[f64],
        life: &LifeLanes,
        everyone_leaves: bool,
    ) {
        let lanes = self.active.len();
        if everyone_leaves || month >= cell.loan.term_months {
            for lane in 0..lanes {
                self.flags[lane] = self.active[lane];
            }
            self.leave_flagged();
            self.under_water.fill(0.0);
            return;
        }
        if constants.has_walk_away {
            walk_away_pass(
                instruction_set,
                &mut self.flags,
                &self.active,
                &self.balance,
                &self.cash,
                &self.collectable_wage,
                &self.walk_away_threshold,
                &self.inverse_price,
                inverse_index,
                &life.inverse_walk,
                constants.cash_weight,
            );
            self.leave_flagged();
        }
        let interest_weight = if cell.loan.method.is_level(month) { 1.0 } else { 0.0 };
        budget_pass(
            instruction_set,
            &self.active,
            &life.income_frac,
            &life.inverse_walk,
            inverse_index,
            &self.wage,
            &self.essential,
            &self.discretionary,
            &self.cut_below,
            &self.cash_minimum,
            &self.cash_target,
            &self.inverse_price,
            &self.rate_monthly,
            &self.fixed_part,
            &self.credit_limit,
            &mut self.balance,
            &mut self.cash,
            &mut self.line,
            &mut self.lowest_cash,
            &mut self.highest_ltv,
            &mut self.months_under_water,
            &mut self.balance_months,
            &mut self.under_water,
            &mut self.short,
            interest_weight,
            constants.saved_share,
            constants.has_line,
            constants.line_growth,
        );
        let (active, troubled) = (&mut self.active, &mut self.troubled);
        for_each_marked(&self.short, |lane| {
            active[lane] = 0.0;
            troubled.push(lane);
        });
    }

    /// Exposure to buyers of quiet households short of means; flags those that sell.
    pub fn sale_gate(
        &mut self,
        instruction_set: InstructionSet,
        cell: &Cell,
        month: u32,
        inverse_index: &[f64],
        life: &LifeLanes,
        hazard: &[f64],
    ) {
        let level = cell.loan.method.is_level(month);
        sale_gate_pass(
            instruction_set,
            &mut self.flags,
            &self.active,
            &mut self.exposure,
            &self.sale_threshold,
            hazard,
            &self.cash,
            &self.line,
            &self.credit_limit,
            &self.balance,
            &self.fixed_part,
            &self.rate_monthly,
            &self.inverse_price,
            inverse_index,
            &life.inverse_walk,
            cell.distress.distress_months,
            cell.distress.selling_cost_frac,
            if level { 1.0 } else { 0.0 },
        );
    }

    /// Moves flagged lanes out of the quiet.
    fn leave_flagged(&mut self) {
        let (active, troubled) = (&mut self.active, &mut self.troubled);
        for_each_marked(&self.flags, |lane| {
            active[lane] = 0.0;
            troubled.push(lane);
        });
        self.flags.fill(0.0);
    }

    /// The case of a lane, opened if there is none.
    pub fn open_case(&mut self, lane: usize) -> usize {
        if self.case_of[lane] == NO_CASE {
            if self.cases_used == self.cases.len() {
                self.cases.push(Case::default());
            }
            self.cases[self.cases_used].reset();
            self.case_of[lane] = self.cases_used as u32;
            self.cases_used += 1;
        }
        self.case_of[lane] as usize
    }
}

/// Calls `visit` for every lane with a mark that is not 0. Marks are rare: eight lanes at a time are looked at.
#[inline(always)]
pub(super) fn for_each_marked(marks: &[f64], mut visit: impl FnMut(usize)) {
    let (groups, rest) = marks.as_chunks::<8>();
    for (group, marks) in groups.iter().enumerate() {
        if marks.iter().fold(0, |any, mark| any | mark.to_bits()) != 0 {
            for (lane, mark) in marks.iter().enumerate() {
                if *mark != 0.0 {
                    visit(group * 8 + lane);
                }
            }
        }
    }
    for (lane, mark) in rest.iter().enumerate() {
        if *mark != 0.0 {
            visit(groups.len() * 8 + lane);
        }
    }
}

/// The first instalment of a loan of 1 at the last rate asked for: powers are dear, and neighbours share their rate.
#[derive(Clone, Copy, Debug, Default)]
pub struct InstalmentMemo {
    last: Option<(f64, f64)>,
}

impl InstalmentMemo {
    fn unit_fixed_part(&mut self, cell: &Cell, rate_monthly: f64) -> f64 {
        match self.last {
            Some((rate, unit)) if rate == rate_monthly => unit,
            _ => {
                let unit = cell.loan.method.unit_fixed_part(1, cell.loan.term_months, rate_monthly);
                self.last = Some((rate_monthly, unit));
                unit
            }
        }
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
    let (months_under_water, balance_months) = (&mut months_under_water[..n], &mut balance_months[..n]);
    let (under_water, short) = (&mut under_water[..n], &mut short[..n]);
    for lane in 0..n {
        let (drawn, room) = if HAS_LINE { (line[lane], credit_limit[lane] - line[lane]) } else { (0.0, 0.0) };
        let room = positive(room);
        let wanted = if cash[lane] < cut_below[lane] { 0.0 } else { discretionary[lane] };
        let living = live(wage[lane] * income_frac[lane], essential[lane] + wanted, cash[lane], room);
        let cash_left = cash[lane] - living.from_cash;
        let interest = balance[lane] * rate_monthly[lane];
        let instalment = split(fixed_part[lane], interest, interest_weight);
        let service = serve(instalment.due, living.margin, cash_left, cash_minimum[lane], room - living.from_line);
        let cash_left = cash_left - service.from_cash;
        let drawn_now = living.from_line + service.from_line;
        let surplus = living.margin - service.from_margin;
        let kept = keep(surplus, drawn + drawn_now, cash_left, cash_target[lane], saved_share);

        // Nothing flows in a lane that is out of the quiet, or about to leave it. Flows are masked rather than
        // balances: a store of either the new or the old balance would become a masked store, slow on many machines.
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
        highest_ltv[lane] = if ltv > highest_ltv[lane] { ltv } else { highest_ltv[lane] };
        lowest_cash[lane] = if low < lowest_cash[lane] { low } else { lowest_cash[lane] };
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
            let added = select(exposed, exposure[lane] + hazard[lane], exposure[lane]);
            exposure[lane] = added;
            flags[lane] = select(exposed & (added >= threshold[lane]), 1.0, 0.0);
        }
    }
}
