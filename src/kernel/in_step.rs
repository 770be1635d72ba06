//! A whole world in step: cell by cell its households are moved month by month together, so that prices, and households
//! themselves, may answer to what has happened so far. Lives and purchases are those of any other run, and so is every month; where nothing
//! answers the results are the same to the last bit.
//!
//! A household whose rest no price can end rests ahead, and is moved again in the month that it cannot pay; only those out of
//! rest, and those whose prices may call, tempt or sell, are looked at every month.

use super::block::{Block, Simulation};
use super::cell_world::CellSegment;
use super::household_path::{HouseholdPath, Stage};
use super::paths::PathRange;
use super::resting::RestingHousehold;
use super::sink::Sink;
use super::step_room::StepRoom;
use super::views::{LevelRow, LogValue};
use crate::outcome::Recorder;
use crate::world::{Answer, Happened, WorldPath};

/// A month's end of a market of a cell in step: what whoever answers is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InStep {
    /// Number of the cell in the study.
    pub cell: usize,
    /// Which of its markets: 0 is that of `[price]`, others are those of its regions, where it has a tape.
    pub market: usize,
    /// The month that has ended; 0 the day of purchase.
    pub month: u32,
    /// Households of the market that bought.
    pub households: u32,
    /// What happened in it; nothing beyond the horizon, where sales are not waited for.
    pub happened: Happened,
}

impl Simulation<'_> {
    /// Simulates all households of a world under every cell in step. `answer` is told of every month's end, from the day of
    /// purchase to the last of the workout, and gives how the month after answers. The world is given back as it was moved.
    pub fn run_in_step<R: Recorder>(
        &self,
        world: u32,
        block: &mut Block,
        sink: &mut Sink,
        recorder: &mut R,
        mut answer: impl FnMut(InStep) -> Answer,
    ) -> WorldPath {
        let households = self.study.households;
        let range = PathRange { first: u64::from(world) * households, count: households as usize };
        block.take_up(self, range);
        block.live_all(self);
        let mut moved = block.worlds[0].clone();
        for (cell, parameters) in self.study.cells.iter().enumerate() {
            let untouched = block.worlds[0].clone();
            block.buy(self, cell, sink);
            block.step_cell(self, cell, sink, recorder, &mut answer);
            block.live_on(self, cell..cell + 1);
            block.work_out_cell(self, cell, sink, recorder);
            for price in parameters.market_prices() {
                moved.take_index(price, &block.worlds[0]);
            }
            block.worlds[0] = untouched;
        }
        // Prices as they were in the end: an index that is moved is that of one cell.
        sink.begin_world(self.study, world, &moved);
        moved
    }
}

impl Block {
    /// The households of a cell, month by month to the horizon; who has something open there is left open.
    fn step_cell<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        cell: usize,
        sink: &mut Sink,
        recorder: &mut R,
        answer: &mut impl FnMut(InStep) -> Answer,
    ) {
        let (study, parameters) = (simulation.study, &simulation.study.cells[cell]);
        let (horizon, of) = (study.horizon_months, CellSegment { cell, segment: 0 });
        let StepRoom { mut paths, mut due, mut active, mut values } = std::mem::take(&mut self.step_room);
        due.iter_mut().for_each(Vec::clear);
        due.resize_with(horizon as usize + 1, Vec::new);
        active.clear();
        values.resize(horizon as usize, 0);
        self.look_at_markets(study, parameters);
        let mut rows = self.rows_in_step(simulation, cell);
        let prices: Vec<usize> = parameters.market_prices().collect();
        let mut levels: Vec<LevelRow> = prices.iter().map(|price| LevelRow::of(study, parameters, *price)).collect();
        let begun = |market| InStep { cell, market, month: 0, households: 0, happened: Happened::default() };
        let mut ends: Vec<InStep> = (0..prices.len()).map(begun).collect();

        self.prepare(simulation, of);
        self.drive(simulation, of, sink, recorder, |driver, of_world, _| {
            paths.resize_with(of_world.segment.end, HouseholdPath::default);
            for (lane, path) in paths.iter_mut().enumerate() {
                let mut made = None;
                let of_lane = rows.of(of_world, lane, &mut made);
                let household = RestingHousehold::of(of_lane, lane, LogValue::so_far(&[]));
                path.begin(&household.bought.origination, household.outgo(), of_lane.anniversaries());
                if household.bought.origination.is_refused() {
                    path.stage = Stage::Ended;
                    continue;
                }
                ends[driver.ends.market(lane)].households += 1;
                driver.begin_in_arrears(path, &household);
                match driver.rest_ahead(path, &household) {
                    Some(month) => due[month as usize].push(lane as u32),
                    None => active.push(lane as u32),
                }
            }
        });
        for month in 1..=simulation.last_month {
            for (end, price) in ends.iter_mut().zip(&prices) {
                self.worlds[0].take_answer(*price, month, answer(*end));
                *end = InStep { month, happened: Happened::default(), ..*end };
            }
            if month > horizon {
                continue;
            }
            self.prepare_month(simulation, of, month);
            let moved = std::mem::take(&mut active);
            let others = std::mem::take(&mut due[month as usize]);
            levels.iter_mut().for_each(|levels| levels.add(&self.worlds[0], month));
            self.drive(simulation, of, sink, recorder, |driver, of_world, _| {
                for lane in moved.iter().chain(&others).map(|lane| *lane as usize) {
                    let (path, walk) = (&mut paths[lane], of_world.months.lives[lane].walk());
                    levels[driver.ends.market(lane)].values(of_world.instruction_set, walk, &mut values);
                    let mut made = None;
                    let of_lane = rows.in_month(Some(month), of_world, lane, &mut made);
                    let household = RestingHousehold::of(of_lane, lane, LogValue::so_far(&values));
                    driver.go_to(path, &household, month);
                    match driver.rest_ahead(path, &household) {
                        _ if path.stage == Stage::Ended => {}
                        Some(month) => due[month as usize].push(lane as u32),
                        None => active.push(lane as u32),
                    }
                }
                for (end, happened) in ends.iter_mut().zip(&driver.ends.happened) {
                    end.happened = *happened;
                }
            });
        }
        self.open[cell].extend(active.iter().map(|lane| {
            let lane = *lane as usize;
            (lane, std::mem::take(&mut paths[lane]))
        }));
        self.market_of.clear();
        self.step_room = StepRoom { paths, due, active, values };
    }
}
