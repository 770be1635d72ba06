//! Room for the loans of a tape, kept from block to block.

use super::block::{Block, Simulation};
use super::paths::{LANES, PathLanes, Segment};
use super::row_cell::{RowCells, Rows};
use super::sink::Sink;
use super::states::state_past_due;
use crate::study::{Cell, FirstDay, Study};

impl Block {
    /// From now on up to so many worlds, and what of loans does not change from world to world, are kept for when the block comes
    /// back to them; 0: none are.
    pub fn come_back_to(&mut self, most: usize) {
        self.kept.keep(most);
    }

    /// Room for the loans of a cell one after another, to be given back.
    pub(super) fn rows_of(&mut self, simulation: &Simulation<'_>, cell: usize) -> Rows {
        let study = simulation.study;
        if study.tape.is_none() {
            return Rows(None);
        }
        self.rows.resize_with(study.cells.len(), || None);
        let lanes = if self.kept.is_on() { LANES } else { 1 };
        let kept = self.rows[cell].take().filter(|rows| rows.lanes() == lanes);
        Rows(Some(kept.unwrap_or_else(|| RowCells::new(&study.cells[cell], &simulation.constants[cell], lanes))))
    }

    /// Room for all loans of a cell in step, which are come back to month after month.
    pub(super) fn rows_in_step(&self, simulation: &Simulation<'_>, cell: usize) -> Rows {
        let (study, lanes) = (simulation.study, self.paths.count());
        let room = || RowCells::new(&study.cells[cell], &simulation.constants[cell], lanes);
        Rows(study.tape.as_ref().map(|_| room()))
    }

    /// Where the homes of a cell are, where it has several markets.
    pub(super) fn look_at_markets(&mut self, study: &Study, cell: &Cell) {
        self.market_of.clear();
        let Some(tape) = study.tape.as_ref().filter(|_| !cell.regions.is_empty()) else { return };
        let of_lane = |lane| cell.market_of(Some(tape.loan(self.paths.number(lane, study)).1)) as u32;
        self.market_of.extend((0..self.paths.count()).map(of_lane));
    }

    /// Keeps it for the next block.
    pub(super) fn give_back(&mut self, cell: usize, rows: Rows) {
        if let Rows(Some(row)) = rows {
            self.rows[cell] = Some(row);
        }
    }
}

impl Simulation<'_> {
    /// Probability with which the first earner of a lane's household is out of work on the first day.
    pub(super) fn out_of_work_frac(&self, lane: usize, paths: &PathLanes) -> f64 {
        let FirstDay { out_of_work_frac, arrears_out_of_work_frac } = self.study.first_day;
        let Some(tape) = &self.study.tape else { return 0.0 };
        let is_in_arrears = tape.loan(paths.number(lane, self.study)).1.unpaid_instalments > 0;
        if is_in_arrears { arrears_out_of_work_frac } else { out_of_work_frac }
    }

    /// Loans of a world of the block that are in arrears on the first day begin so; how many they are.
    pub(super) fn begin_in_arrears(
        &self,
        (cell, segment): (usize, &Segment),
        paths: &PathLanes,
        sink: &mut Sink,
    ) -> usize {
        let Some(tape) = &self.study.tape else { return 0 };
        let unpaid = |lane: usize| tape.loan(paths.number(lane, self.study)).1.unpaid_instalments;
        let in_arrears = (segment.start..segment.end).map(unpaid).filter(|unpaid| *unpaid > 0);
        in_arrears
            .inspect(|unpaid| sink.begin_past_due(paths.world[segment.start], cell, state_past_due(30 * unpaid)))
            .count()
    }
}
