//! The schedules that a block's cells share: one a world for each way in which a loan can run.

use crate::loan::unit_schedule::UnitSchedule;
use crate::study::{Cell, Study};
use crate::world::WorldPath;

/// Which schedules there are, and which one a cell has.
#[derive(Clone, Debug)]
pub struct Schedules {
    /// Cells of which each stands for those whose loans run alike.
    cells: Vec<usize>,
    /// Those that are the same in every world.
    fixed: Vec<Option<UnitSchedule>>,
    of_cell: Vec<usize>,
}

impl Schedules {
    /// The schedules of a study's cells.
    pub fn of(study: &Study) -> Self {
        let mut schedules = Self { cells: Vec::new(), fixed: Vec::new(), of_cell: Vec::new() };
        for (number, cell) in study.cells.iter().enumerate() {
            let known = schedules.cells.iter().position(|known| run_alike(&study.cells[*known], cell));
            let place = known.unwrap_or_else(|| {
                schedules.cells.push(number);
                let is_fixed = cell.repayment.rate.is_fixed();
                schedules.fixed.push(is_fixed.then(|| {
                    let mut schedule = UnitSchedule::default();
                    let rate_monthly = cell.rate_annual_in(1, |_, _| f64::NAN) / 12.0;
                    schedule.fill(&cell.repayment, study.horizon_months, |_| rate_monthly);
                    schedule
                }));
                schedules.cells.len() - 1
            });
            schedules.of_cell.push(place);
        }
        schedules
    }
}

/// Whether the loans of two cells run alike in every world.
fn run_alike(one: &Cell, other: &Cell) -> bool {
    one.repayment == other.repayment
        && one.policy_rate == other.policy_rate
        && one.counterfactual.rate_rises == other.counterfactual.rate_rises
}

/// The schedules of the worlds of a block.
#[derive(Clone, Debug, Default)]
pub struct ScheduleWorlds {
    /// By schedule, then world of the block; empty where a schedule is the same in every world.
    of_world: Vec<Vec<UnitSchedule>>,
}

impl ScheduleWorlds {
    /// Fills the schedules of some worlds.
    pub fn fill(&mut self, schedules: &Schedules, study: &Study, worlds: &[WorldPath]) {
        self.of_world.resize_with(schedules.cells.len(), Vec::new);
        for ((cell, fixed), of_world) in schedules.cells.iter().zip(&schedules.fixed).zip(&mut self.of_world) {
            if fixed.is_some() {
                continue;
            }
            let cell = &study.cells[*cell];
            if of_world.len() < worlds.len() {
                of_world.resize_with(worlds.len(), UnitSchedule::default);
            }
            for (schedule, world) in of_world.iter_mut().zip(worlds) {
                let rates = &world.policy_rate_annual;
                let rate_monthly = |month| cell.rate_annual_in(month, |model, month| rates[model][month]) / 12.0;
                schedule.fill(&cell.repayment, study.horizon_months, rate_monthly);
            }
        }
    }

    /// The schedule of a cell in a world of the block.
    pub fn get<'a>(&'a self, schedules: &'a Schedules, cell: usize, world: usize) -> &'a UnitSchedule {
        let place = schedules.of_cell[cell];
        schedules.fixed[place].as_ref().unwrap_or_else(|| &self.of_world[place][world])
    }
}
