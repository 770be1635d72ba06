//! The schedules that a block's cells share: one a world for each way in which a loan can run.

use crate::loan::Repayment;
use crate::loan::unit_schedule::UnitSchedule;
use crate::study::{Cell, Study};
use crate::world::WorldPath;

/// Which schedules there are, and which ones a cell has.
#[derive(Clone, Debug)]
pub struct Schedules {
    /// Loans of which each stands for those that run alike.
    loans: Vec<LoanOfCell>,
    /// Those that are the same in every world.
    fixed: Vec<Option<UnitSchedule>>,
    /// By cell: its main loan's, and those of the loans beside it.
    of_cell: Vec<Vec<usize>>,
}

/// One of a cell's loans.
#[derive(Clone, Copy, Debug)]
struct LoanOfCell {
    cell: usize,
    /// Place among the cell's, the main one first.
    loan: usize,
}

impl LoanOfCell {
    fn of(self, study: &Study) -> (&Cell, &Repayment) {
        let cell = &study.cells[self.cell];
        let repayment = if self.loan == 0 { &cell.repayment } else { &cell.beside[self.loan - 1].repayment };
        (cell, repayment)
    }
}

impl Schedules {
    /// The schedules of a study's cells.
    pub fn of(study: &Study) -> Self {
        let mut schedules = Self { loans: Vec::new(), fixed: Vec::new(), of_cell: Vec::new() };
        for (number, cell) in study.cells.iter().enumerate() {
            let places = (0..=cell.beside.len()).map(|loan| schedules.place(study, LoanOfCell { cell: number, loan }));
            let places = places.collect();
            schedules.of_cell.push(places);
        }
        schedules
    }

    fn place(&mut self, study: &Study, loan: LoanOfCell) -> usize {
        let (cell, repayment) = loan.of(study);
        let alike = |known: &LoanOfCell| run_alike(known.of(study), (cell, repayment));
        self.loans.iter().position(alike).unwrap_or_else(|| {
            self.loans.push(loan);
            let is_fixed = repayment.rate.is_fixed();
            self.fixed.push(is_fixed.then(|| {
                let mut schedule = UnitSchedule::default();
                let rate_monthly = cell.rate_annual_of(repayment, 1, |_, _| f64::NAN) / 12.0;
                schedule.fill(repayment, study.horizon_months, |_| rate_monthly);
                schedule
            }));
            self.loans.len() - 1
        })
    }

    /// Place of the schedule of a cell's main loan.
    pub fn of_cell(&self, cell: usize) -> usize {
        self.of_cell[cell][0]
    }

    /// Loans of a cell.
    pub fn loans(&self, cell: usize) -> usize {
        self.of_cell[cell].len()
    }
}

/// Whether two loans run alike in every world.
fn run_alike((one, repayment): (&Cell, &Repayment), (other, other_repayment): (&Cell, &Repayment)) -> bool {
    repayment == other_repayment
        && (repayment.rate.is_fixed() || one.policy_rate == other.policy_rate)
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
        self.of_world.resize_with(schedules.loans.len(), Vec::new);
        for ((loan, fixed), of_world) in schedules.loans.iter().zip(&schedules.fixed).zip(&mut self.of_world) {
            if fixed.is_some() {
                continue;
            }
            let (cell, repayment) = loan.of(study);
            if of_world.len() < worlds.len() {
                of_world.resize_with(worlds.len(), UnitSchedule::default);
            }
            for (schedule, world) in of_world.iter_mut().zip(worlds) {
                let rates = &world.policy_rate_annual;
                let rate_monthly =
                    |month| cell.rate_annual_of(repayment, month, |model, month| rates[model][month]) / 12.0;
                schedule.fill(repayment, study.horizon_months, rate_monthly);
            }
        }
    }

    /// The schedules of a cell in a world of the block: its main loan's, and those of the loans beside it.
    pub fn of_cell<'a>(
        &'a self,
        schedules: &'a Schedules,
        cell: usize,
        world: usize,
    ) -> (&'a UnitSchedule, Vec<&'a UnitSchedule>) {
        let of_loan = |loan| self.get(schedules, cell, loan, world);
        (of_loan(0), (1..schedules.loans(cell)).map(of_loan).collect())
    }

    /// The schedule of one of a cell's loans in a world of the block, the main one first.
    pub fn get<'a>(&'a self, schedules: &'a Schedules, cell: usize, loan: usize, world: usize) -> &'a UnitSchedule {
        let place = schedules.of_cell[cell][loan];
        schedules.fixed[place].as_ref().unwrap_or_else(|| &self.of_world[place][world])
    }
}
