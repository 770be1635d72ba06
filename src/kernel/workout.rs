//! Beyond the horizon: only cases in default and debtors are left, each taken to its end.

use super::block::{Block, CellSegment, Simulation};
use super::paths::Segment;
use super::resting::RestingHousehold;
use super::sink::Sink;
use crate::outcome::Recorder;

impl Block {
    /// What the law has left open at the horizon is worked out, cell by cell.
    pub(super) fn work_out<R: Recorder>(&mut self, simulation: &Simulation<'_>, sink: &mut Sink, recorder: &mut R) {
        self.live_on(simulation);
        for cell in 0..simulation.study.cells.len() {
            let mut open = std::mem::take(&mut self.open[cell]);
            let segments = if open.is_empty() { 0 } else { self.paths.segments.len() };
            for segment in 0..segments {
                self.drive(simulation, CellSegment { cell, segment }, sink, recorder, |driver, of_world, values| {
                    let Segment { start, end, .. } = of_world.segment;
                    let of_segment = open.iter_mut().filter(|(lane, _)| (start..end).contains(lane));
                    for (lane, path) in of_segment {
                        let household = RestingHousehold::of(of_world, *lane, values.of(*lane));
                        driver.go_to(path, &household, simulation.last_month);
                    }
                });
            }
            open.clear();
            self.open[cell] = open;
        }
    }

    /// Lives of households with a case in default or a debt go on beyond the horizon.
    fn live_on(&mut self, simulation: &Simulation<'_>) {
        let study = simulation.study;
        for (life, lives) in self.lives.iter_mut().enumerate() {
            self.is_open.clear();
            self.is_open.resize(self.paths.count(), false);
            for (open, _) in self.open.iter().zip(&study.cells).filter(|(_, cell)| cell.life == life) {
                open.iter().for_each(|(lane, _)| self.is_open[*lane] = true);
            }
            for (lane, household) in lives.iter_mut().enumerate().filter(|(lane, _)| self.is_open[*lane]) {
                let context = simulation.life_context(life, lane, &self.paths, &self.worlds);
                household.live(simulation.last_month, &mut self.life_room, context);
            }
        }
    }
}
