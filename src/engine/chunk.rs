//! How a study is cut: chunks of consecutive paths are what threads take, blocks of lanes what the kernel works on.

use std::ops::{Range, RangeInclusive};

use crate::kernel::{LANES, PathRange};
use crate::outcome::PathOutcome;
use crate::study::Study;

/// Blocks of a chunk of one cell where nothing else limits it.
const CHUNK_BLOCKS: u64 = 66;
/// Fewest blocks of a chunk of many cells. With more cells a block takes longer, and so do the threads that wait for the
/// last chunk of a leg.
const FEWEST_BLOCKS: u64 = 8;
/// Largest table of month counts by world that a chunk may need, bytes.
const CHUNK_TABLE_BYTES: u64 = 8 << 20;

/// Most that the outcomes of a chunk take where paths are handed over, bytes, beyond those of one block.
const CHUNK_OUTCOME_BYTES: u64 = 8 << 20;

/// Worlds to which the same loans of a tape are taken one after another: what a row holds, and the schedule of a loan at a fixed
/// rate, are then made once for all of them.
const WORLDS_TOGETHER: u64 = 8;
/// Most cells with which loans are taken so: what is kept of a block's loans is then in a thread's cache.
const MOST_CELLS_TOGETHER: usize = 8;

/// The cuts of a study. Results do not depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// Paths that a thread takes at a time; the last chunk may have fewer.
    pub chunk_paths: u64,
    /// Paths that the kernel works on side by side.
    pub block_lanes: usize,
    /// Worlds of a chunk that all have the same households; 1: a chunk is of consecutive paths.
    pub worlds_together: u64,
}

/// What a thread takes at a time: consecutive paths, and the same households of so many worlds in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// First path.
    pub first: u64,
    /// Paths from there on.
    pub count: u64,
    /// Worlds, that of the first path among them, of which the households are taken; 1: the paths may be of several worlds.
    pub worlds: u64,
}

impl Chunk {
    /// All its paths.
    pub fn paths(&self) -> u64 {
        self.count * self.worlds
    }

    /// Its stretches of consecutive paths in a study of so many households: first path and how many.
    pub fn stretches(self, households: u64) -> impl Iterator<Item = (u64, u64)> {
        (0..self.worlds).map(move |world| (self.first + world * households, self.count))
    }

    /// The worlds that it touches.
    pub fn touched(&self, households: u64) -> RangeInclusive<u32> {
        let last = self.first + (self.worlds - 1) * households + self.count - 1;
        (self.first / households) as u32..=(last / households) as u32
    }

    /// How many paths of a world are in it.
    pub fn paths_of(self, world: u32, households: u64) -> u64 {
        let (begins, ends) = (u64::from(world) * households, (u64::from(world) + 1) * households);
        let within = |(first, count): (u64, u64)| ends.min(first + count).saturating_sub(begins.max(first));
        self.stretches(households).map(within).sum()
    }
}

impl Cuts {
    /// Cuts for a study on so many threads.
    pub fn of(study: &Study, threads: usize) -> Self {
        let row_bytes = study.cells.len() as u64 * u64::from(study.horizon_months) * 4;
        let worlds = (CHUNK_TABLE_BYTES / row_bytes.max(1)).max(1);
        let by_table = worlds.saturating_mul(study.households).max(1);
        // Small studies are cut finer, so that every thread has work and the bar moves.
        let by_threads = (study.paths() / (threads.max(1) as u64 * 8)).max(LANES as u64);
        let blocks = (CHUNK_BLOCKS / study.cells.len().max(1) as u64).max(FEWEST_BLOCKS);
        let together =
            if study.tape.is_some() && study.cells.len() <= MOST_CELLS_TOGETHER { WORLDS_TOGETHER } else { 1 };
        let together = together.min(worlds).min(u64::from(study.worlds)).max(1);
        // A world is drawn for every chunk that touches it.
        let chunk_paths = (blocks * together.min(2) * LANES as u64).min(by_table).min(by_threads);
        Self { chunk_paths, block_lanes: LANES, worlds_together: together }.with_whole_worlds(study)
    }

    /// The same in whole worlds, where the households of a world are moved together.
    pub fn with_whole_worlds(self, study: &Study) -> Self {
        if !study.has_feedback() {
            return self;
        }
        let worlds = (self.chunk_paths / study.households.max(1)).max(1);
        Self { chunk_paths: worlds.saturating_mul(study.households.max(1)), worlds_together: 1, ..self }
    }

    /// The same where every path is handed over: several chunks of outcomes wait for each other.
    pub fn handing_over(self, study: &Study) -> Self {
        let path_bytes = study.cells.len() as u64 * size_of::<PathOutcome>() as u64;
        let by_outcomes = (CHUNK_OUTCOME_BYTES / path_bytes.max(1)).max(self.block_lanes as u64);
        Self { chunk_paths: self.chunk_paths.min(by_outcomes), worlds_together: 1, ..self }.with_whole_worlds(study)
    }

    /// Number of chunks that the paths of some whole worlds of so many households are cut into.
    pub fn chunks(&self, paths: &Range<u64>, households: u64) -> u64 {
        let all = paths.end - paths.start;
        match self.worlds_together {
            1 => all.div_ceil(self.chunk_paths),
            together => (all / households).div_ceil(together) * households.div_ceil(self.width(households)),
        }
    }

    /// A chunk of them.
    pub fn chunk(&self, paths: &Range<u64>, households: u64, chunk: u64) -> Chunk {
        if self.worlds_together == 1 {
            let first = paths.start + chunk * self.chunk_paths;
            return Chunk { first, count: self.chunk_paths.min(paths.end - first), worlds: 1 };
        }
        let width = self.width(households);
        let columns = households.div_ceil(width);
        let (world, column) = (chunk / columns * self.worlds_together, chunk % columns);
        let worlds = (paths.end - paths.start) / households;
        Chunk {
            first: paths.start + world * households + column * width,
            count: width.min(households - column * width),
            worlds: self.worlds_together.min(worlds - world),
        }
    }

    /// Households of a chunk of several worlds: as many in each, but for the last chunk of these worlds.
    fn width(&self, households: u64) -> u64 {
        let most = (self.chunk_paths / self.worlds_together).max(self.block_lanes as u64);
        households.div_ceil(households.div_ceil(most).max(1)).max(1)
    }

    /// Blocks of a stretch of paths.
    pub fn blocks(&self, (first, count): (u64, u64)) -> impl Iterator<Item = PathRange> {
        let lanes = self.block_lanes as u64;
        (0..count.div_ceil(lanes)).map(move |block| PathRange {
            first: first + block * lanes,
            count: lanes.min(count - block * lanes) as usize,
        })
    }
}
