//! What no engine that draws a home's value month by month can do without: noise, walk, and the highest debt ÷ value. A yardstick
//! for the bench.

use super::block::{Block, Simulation};
use super::life::HouseholdLife;
use super::paths::PathRange;
use super::tops::top_pass;

impl Simulation<'_> {
    /// The highest log of balance ÷ value of some paths under the first cell, in whole units: nothing else of them is simulated.
    pub fn highest_alone(&self, range: PathRange, block: &mut Block) -> i32 {
        block.take_up(self, range);
        let life = self.study.cells[0].life;
        let lives = &mut block.lives[life];
        lives.resize_with(block.paths.count(), HouseholdLife::default);
        for (lane, household) in lives.iter_mut().enumerate() {
            let context = self.life_context(life, lane, &block.paths, &block.worlds);
            household.draw_walk(self.study.horizon_months, &mut block.life_room, context);
        }
        block.views.look(self.instruction_set, &self.views, self.study, &block.paths, &block.worlds, &block.lives);
        let values = block.views.of(self.views.of_cell(0));
        let mut highest = i32::MIN;
        for segment in &block.paths.segments {
            let schedule = block.schedules.get(&self.schedules, 0, 0, segment.world);
            let log_balance = schedule.log_balance(1..schedule.last() + 1);
            for lane in segment.start..segment.end {
                let mut top = i32::MIN;
                top_pass(self.instruction_set, log_balance, values.of(lane).months, &mut top);
                highest = if top > highest { top } else { highest };
            }
        }
        highest
    }
}
