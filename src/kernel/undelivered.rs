//! Quiet households whose developer will fail: their instalments are kept account of, and they leave their lane in that month
//! (equation (90)).

use super::cell_lanes::CellLanes;
use crate::loan::instalment::split;
use crate::random::Draws;
use crate::study::Cell;

/// A home whose developer will fail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undelivered {
    lane: usize,
    /// Month in which the developer fails, from 1.
    month: u32,
    /// Instalment of the month, while it is not known whether the household pays it in its lane.
    due: f64,
}

impl CellLanes {
    /// Notes that the developer of a lane's home will fail.
    pub fn note_undelivered(&mut self, cell: &Cell, lane: usize, draws: Draws<'_>) {
        self.quiet.instalments_paid[lane] = 0.0;
        if let Some(failure) = cell.off_plan.failure(draws) {
            self.undelivered.push(Undelivered { lane, month: failure.month, due: 0.0 });
        }
    }

    /// Households whose developer fails this month leave their lane.
    pub fn leave_undelivered(&mut self, month: u32) {
        for home in &self.undelivered {
            if home.month == month && self.quiet.active[home.lane] > 0.5 {
                self.quiet.active[home.lane] = 0.0;
                self.troubled.push(home.lane);
            }
        }
    }

    /// The instalments that quiet households of undelivered homes are about to pay, as the lane will compute them.
    pub fn note_instalments(&mut self, is_level: bool) {
        let (quiet, weight) = (&self.quiet, if is_level { 1.0 } else { 0.0 });
        for home in &mut self.undelivered {
            let lane = home.lane;
            let interest = quiet.balance[lane] * quiet.rate_monthly[lane];
            let is_active = quiet.active[lane] > 0.5;
            home.due = if is_active { split(quiet.fixed_part[lane], interest, weight).due } else { 0.0 };
        }
    }

    /// Those that stayed in their lane have paid.
    pub fn add_instalments(&mut self) {
        for home in &self.undelivered {
            if self.quiet.active[home.lane] > 0.5 {
                self.quiet.instalments_paid[home.lane] += home.due;
            }
        }
    }
}
