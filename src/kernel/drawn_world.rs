//! A world as it is drawn, before its households do anything to it.

use super::block::Simulation;
use crate::world::{Shocks, WorldPath};

impl Simulation<'_> {
    /// The path of one world under every model, months 0 to the last.
    pub fn world(&self, world: u32) -> WorldPath {
        let mut path = self.study.world_models.room(self.last_month as usize);
        self.fill_world(world, &mut Shocks::default(), &mut path);
        path
    }

    /// Fills it.
    pub(super) fn fill_world(&self, world: u32, shocks: &mut Shocks, path: &mut WorldPath) {
        let models = &self.study.world_models;
        self.world_draws.fill(world, self.last_month as usize, &models.extra_shocks(), shocks);
        models.fill(shocks, path);
    }
}
