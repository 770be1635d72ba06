//! The slow twin: one household, one month at a time, straight from docs/METHOD.md.
//! It shares no code with the engine. Clarity first; nothing here is fast.
// Months are subscripts here, as in the method; a reader may want what no test asks for.
#![allow(clippy::needless_range_loop, dead_code)]

pub mod draws;
pub mod foreclosure;
pub mod household;
pub mod laws;
pub mod life;
pub mod life_parameters;
pub mod loan;
pub mod outcome;
pub mod parameters;
pub mod path;
pub mod random_config;
pub mod random_household;
pub mod series;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod world;

use std::path::Path;

use draws::Stream;
use outcome::{LedgerRow, Outcome};
use parameters::Parameters;
use world::World;

pub struct Twin {
    pub parameters: Parameters,
}

impl Twin {
    /// A flat config (no extends, sweep or scenario); its files are relative to `base_dir`.
    pub fn from_toml(text: &str, base_dir: &Path) -> Result<Twin, String> {
        let twin = Twin { parameters: parameters::parse(text, base_dir)? };
        World::draw(&twin.parameters, 0)?; // what only shows when a world is drawn
        Ok(twin)
    }

    pub fn world(&self, world: u32) -> World {
        World::draw(&self.parameters, world).expect("world 0 was drawn")
    }

    pub fn path(&self, world: u32, household: u64) -> (Outcome, Vec<LedgerRow>) {
        self.path_in(&self.world(world), world, household)
    }

    /// The same, with the world drawn before.
    pub fn path_in(&self, drawn: &World, world: u32, household: u64) -> (Outcome, Vec<LedgerRow>) {
        let stream = Stream { seed: self.parameters.study.seed, world, household };
        path::walk(&self.parameters, drawn, stream)
    }
}
