//! Households in trouble: taken out of their lanes one at a time, through the horizon and the tail.

use super::block::{Block, Simulation};
use super::cell_lanes::CellLanes;
use super::collection;
use super::ends::Ends;
use super::record::{MonthRecord, Recorder};
use super::sink::Sink;
use super::surroundings::CellMonth;
use super::trouble::{self, Fate};
use crate::outcome::kept::most_cents;

impl Block {
    /// The troubled households and the debtors of a cell through a month.
    pub(super) fn troubled<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        at: usize,
        month: u32,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        if self.cells[at].troubled.is_empty() && self.cells[at].debtors.is_empty() {
            return;
        }
        // Debtors of this month are taken first: collection begins the month after settlement.
        let mut debtors = std::mem::take(&mut self.cells[at].debtors);
        let mut troubled = std::mem::take(&mut self.cells[at].troubled);
        let (columns, here, mut end) = self.take_apart(simulation, at, month, R::ACTIVE);
        let mut kept = 0;
        for n in 0..debtors.len() {
            let lane = debtors[n];
            let around = here.around(lane, columns.quiet.inverse_price[lane]);
            let mut record = MonthRecord::default();
            let fate = collection::collect(columns, lane, &around, &mut record);
            recorder.month(at, lane, &record);
            match fate {
                Fate::Closed(closing) => end.finish(columns, lane, &closing, sink),
                _ => {
                    debtors[kept] = lane;
                    kept += 1;
                }
            }
        }
        debtors.truncate(kept);

        let mut kept = 0;
        for n in 0..troubled.len() {
            let lane = troubled[n];
            let around = here.around(lane, columns.quiet.inverse_price[lane]);
            columns.quiet.under_water[lane] = 0.0;
            let mut record = MonthRecord::default();
            let fate = trouble::month(columns, lane, &around, &mut record);
            recorder.month(at, lane, &record);
            end.note_state(columns, lane, &fate, sink);
            match fate {
                Fate::Troubled => {
                    troubled[kept] = lane;
                    kept += 1;
                }
                Fate::Quiet => {}
                Fate::Debtor => debtors.push(lane),
                Fate::Closed(closing) => end.finish(columns, lane, &closing, sink),
            }
        }
        troubled.truncate(kept);
        (columns.debtors, columns.troubled) = (debtors, troubled);
    }

    /// A cell's month taken apart: its columns, what surrounds them, and where its paths end.
    pub(super) fn take_apart<'b>(
        &'b mut self,
        simulation: &'b Simulation<'_>,
        at: usize,
        month: u32,
        explains: bool,
    ) -> (&'b mut CellLanes, CellMonth<'b>, Ends<'b>) {
        let (study, cell) = (simulation.study, &simulation.study.cells[at]);
        let life = &self.lives[cell.life];
        let here = CellMonth {
            study,
            cell,
            constants: &simulation.constants[at],
            streams: &simulation.streams,
            paths: &self.paths,
            worlds: &self.worlds,
            life,
            of_month: life.month(month),
            sale_threshold: &self.sale_threshold,
            month,
            explains,
        };
        let ends = Ends {
            at,
            month,
            horizon: study.horizon_months,
            cells: study.cells.len(),
            most_cents: most_cents(study.households),
            paths: &self.paths,
            outcomes: &mut self.outcomes,
        };
        (&mut self.cells[at], here, ends)
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
        for (life_at, parameters) in study.lives.iter().enumerate() {
            self.open.clear();
            self.open.resize(self.paths.count(), false);
            for (columns, cell) in self.cells.iter().zip(&study.cells) {
                if cell.life == life_at {
                    for lane in columns.troubled.iter().chain(&columns.debtors) {
                        self.open[*lane] = true;
                        any = true;
                    }
                }
            }
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            for lane in 0..self.open.len() {
                if self.open[lane] {
                    self.lives[life_at].step(month, lane..lane + 1, context);
                }
            }
        }
        if any {
            for (at, cell) in study.cells.iter().enumerate() {
                self.cells[at].reprice(cell, month, &self.paths, &self.worlds);
                if simulation.constants[at].has_outgo {
                    let life = self.lives[cell.life].month(month);
                    self.cells[at].spend(simulation.instruction_set, cell, month, life);
                }
                self.troubled(simulation, at, month, sink, recorder);
            }
        }
        any
    }
}
