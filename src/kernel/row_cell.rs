//! The cell of one loan of a tape in one world: what the row holds stands in it, and the loan runs on a schedule of its own. Made
//! over and over again for loan after loan, but kept where a block takes its loans to several worlds one after another: what a row
//! holds is the same in all of them, and so is the schedule of a loan at a fixed rate.

use super::anniversaries::ScheduleYears;
use super::cell_constants::CellConstants;
use super::cell_month::CellMonths;
use super::cell_world::CellWorld;
use super::resting_world::RestingWorld;
use crate::loan::unit_schedule::{UnitMonth, UnitSchedule};
use crate::outcome::label::CellLabel;
use crate::study::Cell;
use crate::tape::Row;
use crate::world::WorldPath;

/// The households of a cell, each with the cell that it meets: its own where it is a loan of a tape, else that of all.
pub(super) struct Rows(pub Option<RowCells>);

/// Cells of loans, by lane as far as they are kept.
#[derive(Clone, Debug)]
pub(super) struct RowCells(Vec<RowCell>);

impl RowCells {
    /// Room for those of so many lanes.
    pub fn new(base: &Cell, constants: &CellConstants, lanes: usize) -> Self {
        Self(vec![RowCell::new(base, constants); lanes.max(1)])
    }

    /// For how many lanes there is room.
    pub fn lanes(&self) -> usize {
        self.0.len()
    }

    /// Bytes of a lane to such a horizon, for whoever asks before a run.
    pub fn lane_bytes(horizon: usize) -> usize {
        size_of::<RowCell>() + horizon * (size_of::<UnitMonth>() + size_of::<f64>() + size_of::<i32>())
    }
}

impl Rows {
    /// Whether households meet cells of their own.
    pub fn are_there(&self) -> bool {
        self.0.is_some()
    }

    /// What the household of a lane meets; `made` holds it where it is its own.
    pub fn of<'b>(
        &'b mut self,
        of: &'b CellWorld<'b>,
        lane: usize,
        made: &'b mut Option<CellWorld<'b>>,
    ) -> &'b CellWorld<'b> {
        self.in_month(None, of, lane, made)
    }

    /// The same once more in a world in step, whose month has answered to those before it.
    pub fn in_month<'b>(
        &'b mut self,
        month: Option<u32>,
        of: &'b CellWorld<'b>,
        lane: usize,
        made: &'b mut Option<CellWorld<'b>>,
    ) -> &'b CellWorld<'b> {
        let CellMonths { study, paths, .. } = of.months;
        match (&mut self.0, &study.tape) {
            (Some(RowCells(lanes)), Some(tape)) => {
                let (loan, place) = (paths.number(lane, study), lane % lanes.len());
                made.insert(lanes[place].of(of, loan, tape.loan(loan).1, month))
            }
            _ => of,
        }
    }
}

/// The cell of one loan in one world.
#[derive(Clone, Debug)]
struct RowCell {
    /// Number of the loan whose cell it is; `None`: still to be made that of one.
    loan: Option<usize>,
    cell: Cell,
    constants: CellConstants,
    schedule: UnitSchedule,
    years: ScheduleYears,
    /// What of the months hangs on the loan's own rate.
    resting: RestingWorld,
}

impl RowCell {
    fn new(base: &Cell, constants: &CellConstants) -> Self {
        Self {
            loan: None,
            // Nobody asks what it is called.
            cell: Cell { label: CellLabel::default(), ..base.clone() },
            // Rows differ in when an instalment is set anew.
            constants: CellConstants { resets_instalment: true, ..*constants },
            schedule: UnitSchedule::default(),
            years: ScheduleYears::none(),
            resting: RestingWorld::default(),
        }
    }

    /// What a loan of the cell and world `of` meets; in a world in step the month is told in which it is asked once more.
    fn of<'b>(&'b mut self, of: &CellWorld<'b>, loan: usize, row: &Row, month: Option<u32>) -> CellWorld<'b> {
        let world = of.segment.world;
        let is_its_own = self.loan == Some(loan);
        let answered = month.filter(|_| is_its_own);
        if !is_its_own {
            self.cell.take_up(of.months.cell, row);
            self.loan = Some(loan);
        }
        if !is_its_own || answered.is_none() && !self.cell.repayment.rate.is_fixed() {
            self.schedule_in(&of.months.worlds[world], of.horizon);
        }
        let hangs_on_rate =
            self.constants.has_leaving || self.constants.has_walk_away || self.constants.partial.is_some();
        if hangs_on_rate {
            let months = CellMonths { cell: &self.cell, constants: &self.constants, leaving: &[], ..of.months };
            match answered {
                Some(month) => self.resting.look_again(&months, world, self.cell.price, month),
                None => self.resting.fill(&months, world),
            }
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
