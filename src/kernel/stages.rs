//! The households of a cell in one world, from purchase to the horizon or to their end, stage by stage: first all of them at rest,
//! then those out of rest, then those of them that rest again, and so on. What moves a household at rest and what moves one out of
//! rest are each about as long as what a processor has of a program at hand: taken in turn for every household, they would push
//! each other out.

use super::block::{Block, Simulation};
use super::cell_world::{CellSegment, CellWorld};
use super::driver::Driver;
use super::household_path::{HouseholdPath, Stage};
use super::paths::Segment;
use super::resting::RestingHousehold;
use super::row_cell::Rows;
use super::sink::Sink;
use super::views::LogValues;
use crate::outcome::Recorder;

impl Block {
    /// The households of a cell in one world, from purchase to the horizon or to their end.
    pub(super) fn live<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        of: CellSegment,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        let (mut paths, mut open) = (std::mem::take(&mut self.under_way), std::mem::take(&mut self.open[of.cell]));
        let mut rows = self.rows_of(simulation, of.cell);
        paths.resize_with(self.paths.count(), HouseholdPath::default);
        self.prepare(simulation, of);
        self.drive(simulation, of, sink, recorder, |driver, of_world, values| {
            let Segment { start, end, .. } = of_world.segment;
            match rows.are_there() {
                false => driver.stage_by_stage(of_world, values, &mut paths),
                true => driver.one_by_one(of_world, values, &mut rows, &mut paths),
            }
            let of_segment = (start..end).zip(&mut paths[start..end]);
            let are_open = of_segment.filter(|(_, path)| path.stage == Stage::OutOfRest);
            open.extend(are_open.map(|(lane, path)| (lane, std::mem::take(path))));
        });
        (self.under_way, self.open[of.cell]) = (paths, open);
        self.give_back(of.cell, rows);
    }
}

impl<R: Recorder> Driver<'_, R> {
    /// Households that all meet the same cell.
    fn stage_by_stage(&mut self, of_world: &CellWorld<'_>, values: LogValues<'_>, paths: &mut [HouseholdPath]) {
        let Segment { start, end, .. } = of_world.segment;
        let household = |lane| RestingHousehold::of(of_world, lane, values.of(lane));
        let mut out_of_rest = std::mem::take(self.waiting);
        out_of_rest.clear();
        out_of_rest.extend((start..end).filter(|lane| {
            let (path, household) = (&mut paths[*lane], household(*lane));
            self.begin(path, &household) && self.rest(path, &household, of_world.horizon)
        }));
        while !out_of_rest.is_empty() {
            out_of_rest.retain(|lane| self.live(&mut paths[*lane], &household(*lane), of_world.horizon));
            out_of_rest.retain(|lane| self.rest(&mut paths[*lane], &household(*lane), of_world.horizon));
        }
        *self.waiting = out_of_rest;
    }

    /// Households each of which meets a cell of its own, made when its turn comes.
    fn one_by_one(
        &mut self,
        of_world: &CellWorld<'_>,
        values: LogValues<'_>,
        rows: &mut Rows,
        paths: &mut [HouseholdPath],
    ) {
        let Segment { start, end, .. } = of_world.segment;
        for (lane, path) in (start..end).zip(&mut paths[start..end]) {
            let mut made = None;
            let of_lane = rows.of(of_world, lane, &mut made);
            let household = RestingHousehold::of(of_lane, lane, values.of(lane));
            if self.begin(path, &household) {
                self.begin_in_arrears(path, &household);
                self.go_to(path, &household, of_world.horizon);
            }
        }
    }

    /// A household on the day of purchase; whether it buys.
    fn begin(&self, path: &mut HouseholdPath, household: &RestingHousehold<'_>) -> bool {
        let origination = &household.bought.origination;
        path.begin(origination, household.outgo(), household.of.anniversaries());
        if origination.is_refused() {
            path.stage = Stage::Ended;
        }
        path.stage == Stage::AtRest
    }
}
