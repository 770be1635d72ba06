//! Beyond the horizon: only cases in default and debtors are left, each taken to its end.

use std::ops::Range;

use super::block::{Block, Simulation};
use super::cell_world::CellSegment;
use super::paths::Segment;
use super::resting::RestingHousehold;
use super::sink::Sink;
use super::views::LogValue;
use crate::outcome::Recorder;

impl Block {
    /// What the law has left open at the horizon is worked out, cell by cell.
    pub(super) fn work_out<R: Recorder>(&mut self, simulation: &Simulation<'_>, sink: &mut Sink, recorder: &mut R) {
        let cells = simulation.study.cells.len();
        self.live_on(simulation, 0..cells);
        for cell in 0..cells {
            self.work_out_cell(simulation, cell, sink, recorder);
        }
    }

    /// What is open of a cell, lives having gone on.
    pub(super) fn work_out_cell<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        cell: usize,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        let mut open = std::mem::take(&mut self.open[cell]);
        let mut rows = self.rows_of(simulation, cell);
        let segments = if open.is_empty() { 0 } else { self.paths.segments.len() };
        for segment in 0..segments {
            self.drive(simulation, CellSegment { cell, segment }, sink, recorder, |driver, of_world, _| {
                let Segment { start, end, .. } = of_world.segment;
                let of_segment = open.iter_mut().filter(|(lane, _)| (start..end).contains(lane));
                for (lane, path) in of_segment {
                    let mut made = None;
                    let of_lane = rows.of(of_world, *lane, &mut made);
                    let household = RestingHousehold::of(of_lane, *lane, LogValue::so_far(&[]));
                    driver.go_to(path, &household, simulation.last_month);
                }
            });
        }
        self.give_back(cell, rows);
        open.clear();
        self.open[cell] = open;
    }

    /// Lives of households with a case in default or a debt under one of some cells go on beyond the horizon.
    pub(super) fn live_on(&mut self, simulation: &Simulation<'_>, cells: Range<usize>) {
        let study = simulation.study;
        for (life, lives) in self.lives.iter_mut().enumerate() {
            self.is_open.clear();
            self.is_open.resize(self.paths.count(), false);
            let of_cells = self.open[cells.clone()].iter().zip(&study.cells[cells.clone()]);
            for (open, _) in of_cells.filter(|(_, cell)| cell.life == life) {
                open.iter().for_each(|(lane, _)| self.is_open[*lane] = true);
            }
            for (lane, household) in lives.iter_mut().enumerate().filter(|(lane, _)| self.is_open[*lane]) {
                let context = simulation.life_context(life, lane, &self.paths, &self.worlds);
                household.live(simulation.last_month, &mut self.life_room, context);
            }
        }
    }
}
