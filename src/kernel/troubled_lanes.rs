//! Households in trouble: taken out of their lanes one at a time, through the horizon and the tail.

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
    /// The troubled households and the debtors of a cell through a month.
    pub(super) fn troubled<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        cell: usize,
        month: u32,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        if self.cells[cell].out.is_empty() {
            return;
        }
        let mut out = std::mem::take(&mut self.cells[cell].out);
        let (columns, months, mut ends) = self.split(simulation, cell, month);
        let of_cell = months.month(month);
        out.retain(|lane| {
            let lane = *lane;
            let origination = &of_cell.origination[lane];
            columns.open_case(lane, origination);
            let CellLanes { quiet, cases, case_of, bands, .. } = &mut *columns;
            let case = &mut cases[case_of[lane] as usize];
            if case.is_in_lane {
                case.take_out(quiet, lane, month);
            }
            let had_home = case.states.debtor.is_none();
            let fate = go(
                case,
                &of_cell.household(lane),
                month,
                |_| of_cell,
                |case, _, notes: R::Notes, fate| {
                    recorder.month(cell, lane, notes);
                    if had_home {
                        ends.note_state(case, lane, fate, bands, sink);
                    }
                },
            );
            case.show(quiet, lane);
            match &fate {
                Fate::Troubled | Fate::Debtor => return true,
                Fate::Quiet => columns.put_back(lane),
                Fate::Closed(closing) => ends.finish(columns, lane, origination, closing, sink),
            }
            false
        });
        columns.out = out;
    }

    /// A block split at a cell's month: the cell's columns, its months, and where its paths end in this one.
    pub(super) fn split<'b>(
        &'b mut self,
        simulation: &'b Simulation<'_>,
        cell: usize,
        month: u32,
    ) -> (&'b mut CellLanes, CellMonths<'b>, Ends<'b>) {
        let (study, parameters) = (simulation.study, &simulation.study.cells[cell]);
        let months = CellMonths {
            study,
            cell: parameters,
            constants: &simulation.constants[cell],
            streams: &simulation.streams,
            paths: &self.paths,
            worlds: &self.worlds,
            life: &self.lives[parameters.life],
            origination: &self.bought.of(simulation.purchases.of_cell(cell)).origination,
            sale_threshold: &self.sale_threshold,
        };
        let ends = Ends {
            cell,
            month,
            horizon: study.horizon_months,
            cells: study.cells.len(),
            most_cents: most_cents(study.households),
            paths: &self.paths,
            outcomes: &mut self.outcomes,
        };
        (&mut self.cells[cell], months, ends)
    }

    /// A month beyond the horizon: only cases in default and debtors are left. Whether any remain.
    pub(super) fn workout_month<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        month: u32,
        sink: &mut Sink,
        recorder: &mut R,
    ) -> bool {
        let study = simulation.study;
        let mut any = false;
        for (life, parameters) in study.lives.iter().enumerate() {
            self.open.clear();
            self.open.resize(self.paths.count(), false);
            for (columns, cell) in self.cells.iter().zip(&study.cells) {
                if cell.life == life {
                    for lane in &columns.out {
                        self.open[*lane] = true;
                        any = true;
                    }
                }
            }
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            for lane in 0..self.open.len() {
                if self.open[lane] {
                    self.lives[life].step(month, lane..lane + 1, context);
                }
            }
        }
        if any {
            for cell in 0..study.cells.len() {
                self.troubled(simulation, cell, month, sink, recorder);
            }
        }
        any
    }
}
