//! The contract and budget layer of a block under one cell: columns, and the passes over quiet lanes.

use super::anniversaries::BandLanes;
use super::case::Case;
use super::cell_constants::CellConstants;
use super::instruction_set::InstructionSet;
use super::life::LifeMonth;
use super::marks::for_each_marked;
use super::outgo::OutgoLanes;
use super::passes::{PayTerms, log_balances, margin_call_pass, may_walk_away_pass, pay_pass};
use super::paths::PathLanes;
use super::purchases::OfPurchase;
use super::quiet::Quiet;
use super::undelivered::UndeliveredHomes;
use crate::household::{Origination, Outgo};
use crate::random::Draws;
use crate::study::Cell;
use crate::world::WorldPath;

/// Stands for a case where a household has never left its lane.
pub(super) const NO_CASE: u32 = u32::MAX;

/// The contract and budget layer of a block under one cell.
#[derive(Clone, Debug, Default)]
pub struct CellLanes {
    /// Columns of the lane passes; households out of their lane keep their numbers in them too.
    pub quiet: Box<Quiet>,
    /// Where essential and discretionary spending come from when they change.
    pub outgo: OutgoLanes,
    /// Bands of the anniversaries so far.
    pub bands: BandLanes,
    pub case_of: Vec<u32>,
    pub cases: Vec<Case>,
    pub cases_used: usize,
    /// Lanes out of the quiet: households in trouble, and those whose home is gone and who are being collected from.
    pub out: Vec<usize>,
    /// Homes that will not be delivered.
    pub undelivered: UndeliveredHomes,
}

/// What of a month a cell's quiet households meet.
#[derive(Clone, Copy)]
pub struct QuietMonth<'a> {
    /// Month from origination, from 1.
    pub month: u32,
    /// Whether the fixed part of an instalment contains its interest.
    pub is_level: bool,
    /// Income ÷ wage at origination.
    pub income_frac: &'a [f64],
    /// ln (value ÷ price) of every home, in whole units.
    pub log_value: &'a [i32],
}

impl CellLanes {
    /// Every household as it bought.
    pub fn begin(&mut self, bought: &OfPurchase, constants: &CellConstants) {
        let lanes = bought.origination.len();
        self.quiet.take_over(&bought.quiet, lanes);
        self.outgo.reset(if constants.has_outgo { lanes } else { 0 });
        if constants.has_outgo {
            for (lane, origination) in bought.origination.iter().enumerate() {
                self.outgo.put(lane, &Outgo::of(origination));
            }
        }
        self.case_of.clear();
        self.case_of.resize(lanes, NO_CASE);
        self.cases_used = 0;
        self.out.clear();
        self.undelivered.clear();
    }

    /// Notes whether, and when, the developer of a lane's home will fail.
    pub fn note_delivery(&mut self, cell: &Cell, lane: usize, draws: Draws<'_>) {
        if let Some(failure) = cell.off_plan.failure(draws) {
            self.undelivered.push(lane, failure.month);
        }
    }

    /// New rates (equations (20) and (107)) or a new phase of the method, at the start of `month`, for every home still held.
    pub fn reprice(&mut self, cell: &Cell, month: u32, paths: &PathLanes, worlds: &[WorldPath]) {
        if !cell.loan.resets_instalment(month) {
            return;
        }
        let reprices = cell.loan.reprices(month);
        let collectable = cell.recourse.collectable();
        for segment in &paths.segments {
            if reprices {
                let policy_rates = &worlds[segment.world].policy_rate_annual;
                let rate_monthly = cell.rate_annual_in(month, |model, month| policy_rates[model][month]) / 12.0;
                let unit = collectable.unit_wage_value(rate_monthly);
                for lane in segment.start..segment.end {
                    self.quiet.rate_monthly[lane] = rate_monthly;
                    self.quiet.collectable_wage[lane] = self.quiet.wage[lane] * unit;
                }
            }
            // Powers are dear, and households of a world share their rate; forbearance alone gives a term of one's own.
            let mut known = None;
            for lane in segment.start..segment.end {
                let extension_months = match self.case_of.get(lane) {
                    Some(case) if *case != NO_CASE => self.cases[*case as usize].position.contract.extension_months,
                    _ => 0,
                };
                // After the last instalment the rate still moves penalty interest.
                let remaining = (cell.loan.term_months + extension_months + 1).saturating_sub(month).max(1);
                let rate_monthly = self.quiet.rate_monthly[lane];
                let unit = match known {
                    Some((same, unit)) if same == (remaining, rate_monthly) => unit,
                    _ => {
                        let unit = cell.loan.method().unit_fixed_part(month, remaining, rate_monthly);
                        known = Some(((remaining, rate_monthly), unit));
                        unit
                    }
                };
                self.quiet.unit_fixed_part[lane] = self.quiet.unit_balance[lane] * unit;
            }
        }
    }

    /// What leaves households this month, where that changes.
    pub fn spend(&mut self, instruction_set: InstructionSet, cell: &Cell, month: u32, life: LifeMonth<'_>) {
        self.outgo.month(instruction_set, cell.household.spending_growth_annual(), month, life, &mut self.quiet);
    }

    /// Every quiet household leaves its lane, so that its month is computed on its own.
    pub fn all_leave(&mut self) {
        self.quiet.flags = self.quiet.active;
        self.leave_flagged();
        self.quiet.under_water.fill(0.0);
    }

    /// Quiet households through a month's payments: those a pass finds in want of attention keep last month's numbers,
    /// leave their lane and are appended to `out`.
    pub fn quiet_month(
        &mut self,
        instruction_set: InstructionSet,
        constants: &CellConstants,
        quiet_month: QuietMonth<'_>,
        walks: impl Fn(&Quiet, usize) -> bool,
    ) {
        let QuietMonth { month, is_level, income_frac, log_value } = quiet_month;
        if constants.has_off_plan {
            let failing: Vec<usize> = self.undelivered.failing(&self.quiet, month).collect();
            failing.iter().for_each(|lane| self.quiet.active[*lane] = 0.0);
            self.out.extend(failing);
        }
        if constants.has_walk_away {
            may_walk_away_pass(instruction_set, &mut self.quiet, log_value);
            let candidates = self.quiet.flags;
            for_each_marked(&candidates, |lane| {
                if !walks(&self.quiet, lane) {
                    self.quiet.flags[lane] = 0.0;
                }
            });
            self.leave_flagged();
        }
        if let Some(log_trigger_ltv) = constants.log_margin_trigger_ltv {
            margin_call_pass(instruction_set, &mut self.quiet, log_value, log_trigger_ltv);
            self.leave_flagged();
        }
        let terms = PayTerms {
            has_line: constants.has_line,
            is_level,
            saved_share: constants.saved_share,
            line_rate_monthly: constants.line_rate_monthly,
        };
        let mut any_short = 0;
        pay_pass(instruction_set, &mut self.quiet, income_frac, terms, &mut any_short);
        if any_short != 0 {
            let Quiet { active, short, .. } = &mut *self.quiet;
            let out = &mut self.out;
            for_each_marked(&short[..income_frac.len()], |lane| {
                active[lane] = 0.0;
                out.push(lane);
            });
        }
        if constants.has_off_plan {
            self.undelivered.add_instalments(&mut self.quiet);
        }
        log_balances(&mut self.quiet, income_frac.len());
    }

    /// Moves flagged lanes out of the quiet.
    fn leave_flagged(&mut self) {
        let Quiet { active, flags, .. } = &mut *self.quiet;
        let out = &mut self.out;
        for_each_marked(flags, |lane| {
            active[lane] = 0.0;
            out.push(lane);
        });
        flags.fill(0.0);
    }

    /// The case of a lane, opened if there is none.
    pub fn open_case(&mut self, lane: usize, origination: &Origination) -> &mut Case {
        if self.case_of[lane] == NO_CASE {
            if self.cases_used == self.cases.len() {
                self.cases.push(Case::default());
            }
            self.cases[self.cases_used].open(origination);
            self.case_of[lane] = self.cases_used as u32;
            self.cases_used += 1;
        }
        &mut self.cases[self.case_of[lane] as usize]
    }

    /// A household returns to its lane.
    pub fn put_back(&mut self, lane: usize) {
        let case = &mut self.cases[self.case_of[lane] as usize];
        self.outgo.put(lane, &case.outgo);
        self.quiet.active[lane] = 1.0;
        case.is_in_lane = true;
    }
}
