//! The contract and budget layer of a block under one cell: columns, and the passes over quiet lanes.

use super::case::Case;
use super::instruction_set::InstructionSet;
use super::life::LifeMonth;
use super::marks::for_each_marked;
use super::outgo::{self, OutgoLanes, Written};
use super::passes::{budget_pass, sale_gate_pass, walk_away_pass};
use super::paths::PathLanes;
use crate::household::{Origination, OriginationDraws};
use crate::loan::LoanRate;
use crate::loan::instalment::split;
use crate::study::{Cell, LifeParameters};
use crate::world::WorldPath;

/// No case.
pub(super) const NO_CASE: u32 = u32::MAX;

/// Constants of a cell, derived once.
#[derive(Clone, Copy, Debug)]
pub struct CellConstants {
    /// Whether anybody can have a credit line.
    pub has_line: bool,
    /// Whether anything but spending at origination leaves a household before its mortgage.
    pub has_outgo: bool,
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
    /// Constants of a cell whose households live so.
    pub fn of(cell: &Cell, life: &LifeParameters) -> Self {
        let household = &cell.household;
        Self {
            has_line: household.credit_limit_months_of_income.constant() != Some(0.0),
            has_outgo: outgo::is_on(cell, life),
            has_walk_away: household.walk_away_threshold.is_some() || household.investor_walk_away_threshold.is_some(),
            has_sale_gate: cell.distress.distress_months > 0.0 && cell.distress.sale_hazard > 0.0,
            line_growth: 1.0 + household.credit_rate_annual / 12.0,
            saved_share: household.saved_share,
            cash_weight: cell.recourse.collectable().cash_weight,
        }
    }
}

/// What decides when a home for sale finds its buyer, lane by lane.
#[derive(Clone, Copy)]
pub struct Buyers<'a> {
    /// Hazard this month.
    pub hazard: &'a [f64],
    /// Exposure at which it is sold.
    pub threshold: &'a [f64],
}

/// A lane's number in each column.
#[derive(Clone, Debug, Default)]
pub struct CellLanes {
    /// 1 in its lane, 0 out of it.
    pub active: Vec<f64>,
    pub wage: Vec<f64>,
    /// What leaves the household this month before its mortgage and discretionary spending.
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
    /// Both at the last month end: the budget pass reads these and writes those.
    pub lowest_cash_before: Vec<f64>,
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
    /// 1 where a pass found something that ends the quiet.
    pub flags: Vec<f64>,
    /// Where `essential` and `discretionary` come from when they change.
    pub outgo: OutgoLanes,
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
    pub fn reset(&mut self, lanes: usize, constants: &CellConstants) {
        self.outgo.reset(if constants.has_outgo { lanes } else { 0 });
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
            &mut self.lowest_cash_before,
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

    /// Puts a household into its lane.
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
        self.outgo.originate(lane, &origination);
        self.origination.push(origination);
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

    /// What leaves households this month, where that changes.
    pub fn spend(&mut self, instruction_set: InstructionSet, cell: &Cell, month: u32, life: LifeMonth<'_>) {
        let written =
            Written { essential: &mut self.essential, discretionary: &mut self.discretionary, wage: &self.wage };
        self.outgo.month(instruction_set, cell.household.spending_growth_annual, month, life, written);
    }

    /// Every quiet household leaves its lane, so that its month is computed on its own.
    pub fn everyone_leaves(&mut self) {
        self.flags.copy_from_slice(&self.active);
        self.leave_flagged();
        self.under_water.fill(0.0);
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
        life: LifeMonth<'_>,
    ) {
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
                life.inverse_walk,
                constants.cash_weight,
            );
            self.leave_flagged();
        }
        let interest_weight = if cell.loan.method.is_level(month) { 1.0 } else { 0.0 };
        std::mem::swap(&mut self.lowest_cash, &mut self.lowest_cash_before);
        std::mem::swap(&mut self.highest_ltv, &mut self.highest_ltv_before);
        budget_pass(
            instruction_set,
            &self.active,
            life.income_frac,
            life.inverse_walk,
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
            &self.lowest_cash_before,
            &self.highest_ltv_before,
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
        life: LifeMonth<'_>,
        buyers: Buyers<'_>,
    ) {
        let level = cell.loan.method.is_level(month);
        sale_gate_pass(
            instruction_set,
            &mut self.flags,
            &self.active,
            &mut self.exposure,
            buyers.threshold,
            buyers.hazard,
            &self.cash,
            &self.line,
            &self.credit_limit,
            &self.balance,
            &self.fixed_part,
            &self.rate_monthly,
            &self.inverse_price,
            inverse_index,
            life.inverse_walk,
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
