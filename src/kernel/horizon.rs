//! The horizon, where every path that is still quiet stops.

use super::block::{Block, Simulation};
use super::cell_lanes::NO_CASE;
use super::sink::{Sink, StoppedSums};
use super::stop::{Stopping, stop_pass, sum_pass};
use crate::household::Closing;
use crate::household::home_value;
use crate::outcome::FinalState;
use crate::outcome::kept::most_cents;

impl Block {
    /// At the horizon every path of a cell that is still quiet stops.
    pub(super) fn stop_quiet(&mut self, simulation: &Simulation<'_>, cell_index: usize, sink: &mut Sink) {
        let month = simulation.study.horizon_months;
        // What is told in money of origination, and what an insurer has, is told path by path.
        let cell = &simulation.study.cells[cell_index];
        let tells_more = cell.price_levels.is_some() || cell.insurance.is_some();
        let all_together = self.only_counts && !tells_more && self.stop_together(simulation, cell_index, sink);
        let (columns, months, mut ends) = self.split(simulation, cell_index);
        let of_cell = months.month(month);
        for lane in 0..of_cell.paths.count() {
            if columns.quiet.active[lane] > 0.5 && !(all_together && columns.case_of[lane] == NO_CASE) {
                let origination = &of_cell.origination[lane];
                let value = of_cell.clock(&of_cell.household(lane)).value();
                let balance = columns.quiet.balance[lane];
                let closing = Closing::plain(FinalState::Performing, month, value, balance, value - balance);
                ends.finish(columns, lane, origination, &closing, sink);
            }
        }
    }

    /// Adds up what quiet households leave at the horizon that never left their lanes, all at once; not where an amount may
    /// be more than is kept.
    fn stop_together(&mut self, simulation: &Simulation<'_>, cell_index: usize, sink: &mut Sink) -> bool {
        let (cell, horizon) = (&simulation.study.cells[cell_index], simulation.study.horizon_months);
        let drift_monthly = simulation.constants[cell_index].walk_drift_monthly;
        let worlds = &self.worlds;
        let level = |world: usize| {
            home_value::level(worlds[world].log_index[cell.price][horizon as usize], drift_monthly, horizon)
        };
        self.paths.spread(0, self.paths.count(), &mut self.level, level);
        self.walk.clear();
        self.walk.extend(self.lives[cell.life].iter().map(|life| life.walk()[horizon as usize - 1]));
        let (columns, bought) = (&self.cells[cell_index], self.bought.of(simulation.purchases.of_cell(cell_index)));
        let stopping = Stopping {
            quiet: &columns.quiet,
            paid: &bought.paid,
            level: &self.level,
            walk: &self.walk,
            falls: cell.counterfactual.price_falls,
            case_of: &columns.case_of,
            most_cents: most_cents(simulation.study.households),
        };
        let mut any_beyond = 0;
        stop_pass(simulation.instruction_set, &mut self.stopped, stopping, &mut any_beyond);
        if any_beyond != 0 {
            return false;
        }
        for segment in &self.paths.segments {
            let mut sums = StoppedSums::default();
            sum_pass(simulation.instruction_set, &self.stopped, segment.start..segment.end, &mut sums);
            let lanes = segment.start..segment.end;
            let losses = self.stopped.stops[lanes.clone()].iter().zip(&self.stopped.household_loss[lanes]);
            let losses = losses.filter(|(stops, _)| **stops != 0).map(|(_, loss)| *loss);
            sink.stop(self.paths.first_world + segment.world as u32, cell_index, &sums, losses);
        }
        true
    }
}
