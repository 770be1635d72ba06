//! The cell of one loan of a tape in one world: what the row holds stands in it, and the loan runs on a schedule of its own. One
//! is made over and over again for loan after loan.

use super::anniversaries::ScheduleYears;
use super::cell_constants::CellConstants;
use super::cell_month::CellMonths;
use super::cell_world::CellWorld;
use super::resting_world::RestingWorld;
use crate::loan::unit_schedule::UnitSchedule;
use crate::study::Cell;
use crate::tape::Row;
use crate::world::WorldPath;

/// The households of a cell, each with the cell that it meets: its own where it is a loan of a tape, else that of all.
pub(super) struct Rows(pub Option<RowCell>);

impl Rows {
    /// What the household of a lane meets; `made` holds it where it is its own.
    pub fn of<'b>(
        &'b mut self,
        of: &'b CellWorld<'b>,
        lane: usize,
        made: &'b mut Option<CellWorld<'b>>,
    ) -> &'b CellWorld<'b> {
        let CellMonths { study, paths, .. } = of.months;
        match (&mut self.0, &study.tape) {
            (Some(row), Some(tape)) => made.insert(row.of(of, tape.loan(paths.number(lane, study)).1)),
            _ => of,
        }
    }
}

/// The cell of one loan in one world.
#[derive(Clone, Debug)]
pub(super) struct RowCell {
    cell: Cell,
    constants: CellConstants,
    schedule: UnitSchedule,
    years: ScheduleYears,
    /// What of the months hangs on the loan's own rate.
    resting: RestingWorld,
}

impl RowCell {
    /// One that is still to be made that of a row.
    pub fn new(base: &Cell, constants: &CellConstants) -> Self {
        Self {
            cell: base.clone(),
            // Rows differ in when an instalment is set anew.
            constants: CellConstants { resets_instalment: true, ..*constants },
            schedule: UnitSchedule::default(),
            years: ScheduleYears::none(),
            resting: RestingWorld::default(),
        }
    }

    /// What a loan of the cell and world `of` meets.
    fn of<'b>(&'b mut self, of: &CellWorld<'b>, row: &Row) -> CellWorld<'b> {
        self.cell.take_up(of.months.cell, row);
        let world = of.segment.world;
        self.schedule_in(&of.months.worlds[world], of.horizon);
        let hangs_on_rate =
            self.constants.has_leaving || self.constants.has_walk_away || self.constants.partial.is_some();
        if hangs_on_rate {
            let months = CellMonths { cell: &self.cell, constants: &self.constants, leaving: &[], ..of.months };
            self.resting.fill(&months, world);
        }
        let resting = if hangs_on_rate { &self.resting } else { of.resting };
        let of_region = of.months.cell.regions.place_of(row).and_then(|place| of.resting_regions.get(place));
        CellWorld {
            months: CellMonths { cell: &self.cell, constants: &self.constants, leaving: &resting.leaving, ..of.months },
            resting: if hangs_on_rate { resting } else { of_region.unwrap_or(resting) },
            tops: &[],
            schedule: &self.schedule,
            years: &self.years,
            ..*of
        }
    }

    fn schedule_in(&mut self, world: &WorldPath, horizon: u32) {
        let (cell, rates) = (&self.cell, &world.policy_rate_annual);
        let rate_monthly = |month| cell.rate_annual_in(month, |model, month| rates[model][month]) / 12.0;
        self.schedule.fill(&cell.repayment, horizon, rate_monthly);
        self.years.fill(&self.schedule, &cell.repayment, horizon.min(cell.repayment.term_months));
    }
}
