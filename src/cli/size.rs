//! How much memory and disk a run takes, told before any of it is taken.

use std::fmt;
use std::fs;

use super::failure::Failure;
use crate::engine::Cuts;
use crate::kernel::Simulation;
use crate::outcome::{BATCHES, MonthCounter, PathOutcome, WorldColumn};
use crate::report::parquet::ROW_GROUP;
use crate::study::Study;

/// Speed of the engine, household-months a second and core, cells counted: measured on the reference machine with the
/// study of `benches/reference.toml`.
pub(super) const HOUSEHOLD_MONTHS_PER_SECOND: f64 = 5.0e7;

/// Share of the memory available that a run may ask for.
const MOST_OF_AVAILABLE: f64 = 0.8;

/// Bytes on disk, the most that studies of this repository came to: a row of `paths.parquet`, of `worlds.parquet`, and of
/// the tables written as both CSV and Parquet.
const PATH_ROW: f64 = 52.0;
const WORLD_ROW: f64 = 90.0;
const MONTH_ROW: f64 = 650.0;
const LOSS_ROW: f64 = 60.0;
const SUMMARY_ROW: f64 = 1200.0;
const COMPARISON_ROW: f64 = 220.0;
const HISTOGRAM_ROW: f64 = 130.0;
/// The page: its figures show a choice of cells and months, so that it hardly grows with the study.
const PAGE: f64 = 1.5e6;
/// Parquet files of few rows, by their schemas alone.
const SCHEMAS: f64 = 60_000.0;
/// Estimates compared, and bins of a cell's loss at most.
const COMPARISON_ROWS: f64 = 23.0;
const HISTOGRAM_ROWS: f64 = 80.0;
/// Quantiles of a cell's loss.
const LOSS_ROWS: f64 = 101.0;

/// A number of bytes, for people.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Bytes(pub f64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
        match units.iter().find(|(unit, _)| self.0 >= *unit) {
            Some((unit, name)) => {
                let digits = if self.0 / unit < 10.0 { 1 } else { 0 };
                write!(f, "{:.digits$} {name}", self.0 / unit)
            }
            None => write!(f, "{:.0} B", self.0),
        }
    }
}

/// What a run takes, by cause.
#[derive(Clone, Debug)]
pub(super) struct Size {
    parts: [Part; 5],
    /// Paths, months and cells multiplied.
    pub household_months: f64,
    /// Threads it is meant for.
    pub threads: usize,
    /// Output without `paths.parquet`.
    pub tables: Bytes,
    /// `paths.parquet`.
    pub paths: Bytes,
}

/// Memory of one cause.
#[derive(Clone, Copy, Debug)]
struct Part {
    what: &'static str,
    remedy: &'static str,
    bytes: f64,
}

impl Size {
    /// The size of a study on so many threads (0 for all); `save_paths` where every path is written.
    pub fn of(study: &Study, threads: usize, save_paths: bool) -> Self {
        let all = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { all } else { threads };
        let (cells, worlds, months) =
            (study.cells.len() as f64, f64::from(study.worlds), f64::from(study.horizon_months));
        let copies = threads as f64 + 1.0;

        // The table itself, the frame made of it, and what of the frame is on its way to the file.
        let world_table = worlds * cells * (WorldColumn::COUNT * 8) as f64 * 3.0;
        // A copy a thread and the sum; then columns, three more than counters.
        let counters = MonthCounter::COUNT as f64;
        let month_table = cells * months * BATCHES as f64 * 8.0 * (copies * counters + counters + 3.0);
        let price_levels = study.world_models.price.len() as f64 * months * 8192.0 * 4.0 * copies;
        // An octave of 256 bins of 32 bytes for every power of two that a batch's losses reach, on both sides of zero.
        let losses_a_batch = study.paths() as f64 / BATCHES as f64 / threads as f64;
        let octaves = (2.0 * (losses_a_batch + 1.0).log2() + 4.0).min(2.0 * 57.0);
        let histograms = cells * BATCHES as f64 * octaves * 256.0 * 32.0 * copies;
        let cuts = Cuts::of(study, threads);
        let per_chunk = |paths: u64| (paths / study.households.max(1) + 2).min(u64::from(study.worlds)) as f64;
        let block = Simulation::block_bytes(study, cuts.block_lanes, per_chunk(cuts.block_lanes as u64) as usize);
        let chunk = per_chunk(cuts.chunk_paths) * cells * (months * 8.0 + (WorldColumn::COUNT * 16) as f64);
        let waves = cuts.chunk_paths as f64 * cells * size_of::<PathOutcome>() as f64 * threads as f64 * 3.0;
        let rows = (ROW_GROUP * size_of::<PathOutcome>()) as f64 * 4.0;

        let part = |what, remedy, bytes| Part { what, remedy, bytes };
        let output = if save_paths { waves + rows } else { 0.0 };
        Self {
            parts: [
                part("the table of worlds", "lower --worlds or the number of cells", world_table),
                part("the table of months", "lower study.horizon_months or the number of cells", month_table),
                part("the histograms", "lower the number of cells or --threads", histograms + price_levels),
                part(
                    "the working memory",
                    "lower the number of cells or --threads",
                    (block as f64 + chunk) * threads as f64,
                ),
                part("paths on their way to the file", "leave out --save-paths or lower --threads", output),
            ],
            household_months: study.paths() as f64 * months * cells,
            threads,
            tables: Bytes(
                cells * (worlds * WORLD_ROW + months * MONTH_ROW + LOSS_ROWS * LOSS_ROW + SUMMARY_ROW)
                    + cells * (COMPARISON_ROWS * COMPARISON_ROW + HISTOGRAM_ROWS * HISTOGRAM_ROW)
                    + SCHEMAS
                    + PAGE,
            ),
            paths: Bytes(study.paths() as f64 * cells * PATH_ROW),
        }
    }

    /// Memory in all, the program's own included.
    pub fn memory(&self) -> Bytes {
        Bytes(40e6 + self.parts.iter().map(|part| part.bytes).sum::<f64>())
    }

    /// Seconds it takes at the measured speed.
    pub fn seconds(&self) -> f64 {
        self.household_months / (HOUSEHOLD_MONTHS_PER_SECOND * self.threads as f64)
    }

    /// Refuses a run that does not fit into `available` memory.
    pub fn check(&self, available: Option<Bytes>) -> Result<(), Failure> {
        let Some(available) = available else { return Ok(()) };
        let memory = self.memory();
        if memory.0 <= available.0 * MOST_OF_AVAILABLE {
            return Ok(());
        }
        let largest =
            self.parts.iter().fold(self.parts[0], |most, part| if part.bytes > most.bytes { *part } else { most });
        Err(Failure::Input(format!(
            "this needs about {memory} of memory, and {available} are available; {} alone takes {}: {}",
            largest.what,
            Bytes(largest.bytes),
            largest.remedy
        )))
    }
}

/// Memory the system can give without swapping; `None` where it does not say.
pub(super) fn available_memory() -> Option<Bytes> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(Bytes(kibibytes * 1024.0))
}
