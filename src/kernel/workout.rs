//! Beyond the horizon: only cases in default and debtors are left, each taken to its end.

use super::block::{Block, Simulation};
use super::case_run::go;
use super::cell_lanes::CellLanes;
use super::cell_month::CellMonths;
use super::ends::Ends;
use super::sink::Sink;
use super::trouble::Fate;
use crate::outcome::Recorder;
use crate::outcome::kept::most_cents;

impl Block {
    /// What the law has left open at the horizon is worked out, cell by cell.
    pub(super) fn work_out<R: Recorder>(&mut self, simulation: &Simulation<'_>, sink: &mut Sink, recorder: &mut R) {
        self.live_on(simulation);
        for cell in 0..simulation.study.cells.len() {
            let out = std::mem::take(&mut self.cells[cell].out);
            let (columns, months, mut ends) = self.split(simulation, cell);
            for lane in out.iter().copied() {
                let of_household = months.household(lane);
                let CellLanes { quiet, cases, case_of, bands, .. } = &mut *columns;
                let case = &mut cases[case_of[lane] as usize];
                let fate = go(
                    case,
                    &of_household,
                    simulation.last_month,
                    |month| months.month(month),
                    |case, of_cell, notes: R::Notes, fate| {
                        recorder.month(cell, lane, notes);
                        if !case.is_collected_in(of_cell.month) {
                            ends.month = of_cell.month;
                            ends.note_state(case, lane, fate, bands, sink);
                        }
                    },
                );
                case.show(quiet, lane);
                if let Fate::Closed(closing) = &fate {
                    ends.finish(columns, lane, of_household.origination, closing, sink);
                }
            }
            columns.out = out;
        }
    }

    /// Lives of households with a case in default or a debt go on beyond the horizon.
    fn live_on(&mut self, simulation: &Simulation<'_>) {
        let study = simulation.study;
        for (life, lives) in self.lives.iter_mut().enumerate() {
            self.open.clear();
            self.open.resize(self.paths.count(), false);
            for (columns, _) in self.cells.iter().zip(&study.cells).filter(|(_, cell)| cell.life == life) {
                columns.out.iter().for_each(|lane| self.open[*lane] = true);
            }
            for (lane, household) in lives.iter_mut().enumerate().filter(|(lane, _)| self.open[*lane]) {
                let context = simulation.life_context(life, lane, &self.paths, &self.worlds);
                household.live(simulation.last_month, &mut self.life_room, context);
            }
        }
    }

    /// A block split at a cell: the cell's columns, its months, and where its paths end.
    pub(super) fn split<'b>(
        &'b mut self,
        simulation: &'b Simulation<'_>,
        cell: usize,
    ) -> (&'b mut CellLanes, CellMonths<'b>, Ends<'b>) {
        let (study, parameters) = (simulation.study, &simulation.study.cells[cell]);
        let months = CellMonths {
            study,
            cell: parameters,
            constants: &simulation.constants[cell],
            streams: &simulation.streams,
            paths: &self.paths,
            worlds: &self.worlds,
            lives: &self.lives[parameters.life],
            origination: &self.bought.of(simulation.purchases.of_cell(cell)).origination,
            sale_threshold: &self.sale_threshold,
        };
        let ends = Ends {
            cell,
            month: study.horizon_months,
            horizon: study.horizon_months,
            cells: study.cells.len(),
            most_cents: most_cents(study.households),
            paths: &self.paths,
            price_levels: parameters.price_levels.as_ref(),
            insurance: parameters.insurance.as_ref().map(|insurance| (insurance, parameters.loan.term_months)),
            outcomes: &mut self.outcomes,
        };
        (&mut self.cells[cell], months, ends)
    }
}
