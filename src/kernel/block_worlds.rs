//! The worlds of a block: drawn when they are first touched, and kept while the blocks that follow touch them.

use super::block::{Block, Simulation};

impl Block {
    /// The worlds of the paths that the block has taken up, and their schedules.
    pub(super) fn take_up_worlds(&mut self, simulation: &Simulation<'_>) {
        let study = simulation.study;
        let asked = (self.paths.first_world, self.paths.worlds());
        if self.filled == Some(asked) {
            return;
        }
        let (first, worlds) = asked;
        if !self.kept.exchange(&mut self.worlds, self.filled, asked) {
            while self.worlds.len() < worlds {
                self.worlds.push(study.world_models.room(simulation.last_month as usize));
            }
            let known = self.bring_forward(first).min(worlds);
            for (world, path) in (first..).zip(&mut self.worlds[..worlds]).skip(known) {
                simulation.fill_world(world, &mut self.shocks, path);
            }
        }
        self.schedules.fill(&simulation.schedules, study, &self.worlds[..worlds]);
        self.filled = Some(asked);
    }

    /// Worlds from `first` on that the last block had too are moved to the front. How many they are.
    fn bring_forward(&mut self, first: u32) -> usize {
        let Some((filled, worlds)) = self.filled else { return 0 };
        let passed = first.checked_sub(filled).map_or(worlds, |passed| passed as usize);
        if passed >= worlds {
            return 0;
        }
        self.worlds[..worlds].rotate_left(passed);
        worlds - passed
    }
}
