//! A cell in one world: what all of its households have in common.

use super::anniversaries::ScheduleYears;
use super::cell_month::CellMonths;
use super::instruction_set::InstructionSet;
use super::paths::Segment;
use super::resting_world::RestingWorld;
use super::years;
use crate::loan::unit_schedule::UnitSchedule;
use crate::loan::{Contract, Repayment};

/// A cell in one world: what all of its households have in common.
#[derive(Clone, Copy)]
pub(super) struct CellWorld<'a> {
    pub instruction_set: InstructionSet,
    pub months: CellMonths<'a>,
    /// The world's place in the block, and the lanes of its households.
    pub segment: Segment,
    pub horizon: u32,
    /// What households at rest look at.
    pub resting: &'a RestingWorld,
    /// The same of sales by region, where loans of a tape have indices by region.
    pub resting_regions: &'a [RestingWorld],
    /// The highest log of balance ÷ value of every lane's household, per unit of what it was lent; may be empty.
    pub tops: &'a [i32],
    /// What their loans run on.
    pub schedule: &'a UnitSchedule,
    /// The same at its anniversaries.
    pub years: &'a ScheduleYears,
    /// What the loans beside them run on.
    pub others: &'a [OtherSchedule<'a>],
}

/// What the loans of a kind beside the main one run on in a world.
#[derive(Clone)]
pub(super) struct OtherSchedule<'a> {
    pub schedule: &'a UnitSchedule,
    /// The same at the anniversaries of the main loan.
    pub years: ScheduleYears,
}

impl<'a> OtherSchedule<'a> {
    /// A schedule up to the main loan's last anniversary before the end of month `last_look`.
    pub fn of(schedule: &'a UnitSchedule, repayment: &Repayment, last_look: u32) -> Self {
        Self { schedule, years: ScheduleYears::of(schedule, repayment, last_look) }
    }
}

/// A cell in one world of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellSegment {
    pub cell: usize,
    /// Place of the world among those of the block.
    pub segment: usize,
}

impl CellWorld<'_> {
    /// Anniversaries at which performing loans are looked at, the day of purchase included.
    pub fn anniversaries(&self) -> usize {
        // Where loans are followed along their paths a note stays also of those that are late beyond their terms.
        let last = if self.months.study.probation_months().is_some() { self.horizon } else { self.last_look() };
        years::count(last)
    }

    fn last_look(&self) -> u32 {
        self.horizon.min(self.months.cell.repayment.term_months)
    }

    /// A contract that no longer runs on the world's schedule, from where it stands at the end of `month`.
    pub fn own_schedule(&self, contract: &Contract, month: u32) -> OwnSchedule {
        let cell = self.months.cell;
        let rates = &self.months.worlds[self.segment.world].policy_rate_annual;
        let mut schedule = UnitSchedule::default();
        schedule.follow(*contract, &cell.repayment, month..=self.horizon, |month| {
            let policy_rates = |model: usize, month: usize| rates[model][month];
            cell.contract_rate_annual_in(contract.refinanced, month, policy_rates) / 12.0
        });
        OwnSchedule { years: ScheduleYears::of(&schedule, &cell.repayment, self.last_look()), schedule }
    }
}

/// What the loan of one household runs on.
#[derive(Clone, Debug)]
pub(super) struct OwnSchedule {
    pub schedule: UnitSchedule,
    pub years: ScheduleYears,
}
