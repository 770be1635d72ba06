//! Worlds in which months answer to those before them, equations (270) to (274) and (320) to (322): every household of a world in
//! step, and beside it the same world had nothing answered.

use super::block::{Block, Simulation};
use super::in_step::InStep;
use super::paths::{LANES, PathRange};
use super::sink::Sink;
use crate::outcome::{NoRecord, Recorder, feedback};
use crate::world::{Answer, Market, WorldPath};

impl Simulation<'_> {
    /// Simulates all households of a world under every cell, months answering where a cell has it so. The world is given back as
    /// these have moved it.
    pub fn run_with_feedback<R: Recorder>(
        &self,
        world: u32,
        block: &mut Block,
        sink: &mut Sink,
        recorder: &mut R,
    ) -> WorldPath {
        let mut markets = Vec::new();
        let answer = |end: InStep| {
            let Some(terms) = self.study.cells[end.cell].feedback else { return Answer::NONE };
            let cell = &self.study.cells[end.cell];
            if end.month == 0 {
                markets.truncate(end.market);
                let share = cell.market_share_frac(end.market);
                markets.push(Market::new(terms, terms.mortgages(end.households, share)));
            }
            markets.get_mut(end.market).map_or(Answer::NONE, |market| market.after(end.happened))
        };
        self.run_in_step(world, block, sink, recorder, answer)
    }

    /// The same, and what it does against the same world had nothing answered, which `without` takes up.
    pub fn run_beside_feedback(&self, world: u32, block: &mut Block, sink: &mut Sink, without: &mut Sink) {
        let (first, households) = (u64::from(world) * self.study.households, self.study.households);
        let only_counts = std::mem::replace(&mut block.only_counts, true);
        without.begin(world..=world);
        for done in (0..households).step_by(LANES) {
            let count = (households - done).min(LANES as u64) as usize;
            self.run(PathRange { first: first + done, count }, block, without, &mut NoRecord);
            without.take_losses().for_each(drop);
            without.take_loans().for_each(drop);
        }
        block.only_counts = only_counts;
        let moved = self.run_with_feedback(world, block, sink, &mut NoRecord);
        for (cell, parameters) in self.study.cells.iter().enumerate() {
            let horizon = self.study.horizon_months as usize;
            let is_at_floor = parameters.market_prices().any(|price| moved.is_at_floor(price, horizon));
            let amounts = feedback::amounts(&sink.told(world, cell), &without.told(world, cell), is_at_floor);
            sink.tell_feedback(world, cell, &amounts);
        }
    }
}
