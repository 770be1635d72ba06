//! How a study is cut: chunks of consecutive paths are what threads take, blocks of lanes what the kernel works on.

use std::ops::Range;

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

/// The cuts of a study. Results do not depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// Paths that a thread takes at a time; the last chunk may have fewer.
    pub chunk_paths: u64,
    /// Paths that the kernel works on side by side.
    pub block_lanes: usize,
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
        let cuts = Self { chunk_paths: (blocks * LANES as u64).min(by_table).min(by_threads), block_lanes: LANES };
        cuts.with_whole_worlds(study)
    }

    /// The same in whole worlds, where the households of a world are moved together.
    pub fn with_whole_worlds(self, study: &Study) -> Self {
        if !study.has_feedback() {
            return self;
        }
        let worlds = (self.chunk_paths / study.households.max(1)).max(1);
        Self { chunk_paths: worlds.saturating_mul(study.households.max(1)), ..self }
    }

    /// The same where every path is handed over: several chunks of outcomes wait for each other.
    pub fn handing_over(self, study: &Study) -> Self {
        let path_bytes = study.cells.len() as u64 * size_of::<PathOutcome>() as u64;
        let by_outcomes = (CHUNK_OUTCOME_BYTES / path_bytes.max(1)).max(self.block_lanes as u64);
        Self { chunk_paths: self.chunk_paths.min(by_outcomes), ..self }.with_whole_worlds(study)
    }

    /// Number of chunks that a stretch of paths is cut into.
    pub fn chunks(&self, paths: &Range<u64>) -> u64 {
        (paths.end - paths.start).div_ceil(self.chunk_paths)
    }

    /// First path of a chunk of a stretch of paths, and how many it has.
    pub fn chunk(&self, paths: &Range<u64>, chunk: u64) -> (u64, u64) {
        let first = paths.start + chunk * self.chunk_paths;
        (first, self.chunk_paths.min(paths.end - first))
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
