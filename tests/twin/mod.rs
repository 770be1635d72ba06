//! The slow twin: one household, one month at a time, straight from docs/METHOD.md.
//! It shares no rule with the engine, only the reader of config files, whose resolved values it takes by dotted key.
//! Clarity first; nothing here is fast.
// Months are subscripts here, as in the method; a reader may want what no test asks for.
#![allow(clippy::needless_range_loop, dead_code)]

pub mod config;
pub mod distribution;
pub mod draws;
pub mod feedback;
pub mod foreclosure;
pub mod household;
pub mod lenders;
pub mod life;
pub mod loan;
pub mod money;
pub mod mortgaged;
pub mod outcome;
pub mod path;
pub mod random_config;
pub mod random_household;
pub mod random_regions;
pub mod random_tranches;
pub mod rate;
pub mod regions;
pub mod series;
pub mod summary;
pub mod survey;
pub mod world;

use std::path::Path;

use config::Config;
use draws::Stream;
use outcome::{LedgerRow, Outcome};
use world::World;

pub struct Twin {
    pub config: Config,
}

impl Twin {
    /// Of a config without sweep and scenarios, as the engine's reader resolves it; its files are relative to `base_dir`.
    pub fn new(resolved: &serde_json::Value, base_dir: &Path) -> Twin {
        Twin { config: Config::new(resolved, base_dir) }
    }

    pub fn worlds(&self) -> u32 {
        self.config.whole("study.worlds") as u32
    }

    pub fn households(&self) -> u64 {
        self.config.whole("study.households") as u64
    }

    /// Draws of the world use household 0.
    fn stream(&self, world: u32, household: u64) -> Stream {
        Stream { seed: self.config.whole("study.seed") as u64, world, household, mirrored: false }
    }

    pub fn world(&self, world: u32) -> World {
        // (293) Of every two worlds that follow each other in a batch the second is the opposite of the first.
        let in_pairs = self.config.has("sampling.method") && self.config.text("sampling.method") == "antithetic";
        let mirrored = in_pairs && world / 32 % 2 == 1;
        let first = if mirrored { world - 32 } else { world };
        World::draw(&self.config, Stream { mirrored, ..self.stream(first, 0) })
    }

    /// (300) Draws of the household's second life.
    fn second_stream(&self, world: u32, household: u64) -> Stream {
        Stream { world: ((1_u64 << 32) - 1 - u64::from(world)) as u32, ..self.stream(world, household) }
    }

    /// (300) The household's second life, in the same world.
    pub fn second_path_in(&self, drawn: &World, world: u32, household: u64) -> (Outcome, Vec<LedgerRow>) {
        path::walk(&self.config, drawn, self.second_stream(world, household))
    }

    pub fn path(&self, world: u32, household: u64) -> (Outcome, Vec<LedgerRow>) {
        self.path_in(&self.world(world), world, household)
    }

    /// The same, with the world drawn before.
    pub fn path_in(&self, drawn: &World, world: u32, household: u64) -> (Outcome, Vec<LedgerRow>) {
        path::walk(&self.config, drawn, self.stream(world, household))
    }
}
