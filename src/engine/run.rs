//! The run: threads take chunks, add up integers, and hand paths over in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::accumulator::{Accumulator, Unfinished, WorldPart};
use super::chunk::Cuts;
use crate::kernel::{Block, InstructionSet, LANES, NoRecord, Simulation, Sink};
use crate::outcome::StudyResult;
use crate::outcome::{LevelHistogram, PathOutcome, WorldColumn, WorldRow, WorldTable, kept};
use crate::study::Study;

/// Told of progress from any thread.
pub trait Progress: Sync {
    /// So many more paths (each under all cells) are done.
    fn advance(&self, paths: u64);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _: u64) {}
}

/// Why a run ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// Paths could not be handed over.
    #[error("writing paths: {0}")]
    Paths(String),
    /// No threads.
    #[error("starting threads: {0}")]
    Threads(String),
}

/// Takes outcomes of consecutive paths: the first path's number, and outcomes in order of path, then cell.
pub type PathWriter<'a> = dyn FnMut(u64, &[PathOutcome]) -> Result<(), String> + Send + 'a;

/// How to run a study. None of these settings changes a byte of the result.
pub struct Engine<'a> {
    /// Threads; 0 for as many as the machine has.
    pub threads: usize,
    /// Instruction set of the lanes.
    pub instruction_set: InstructionSet,
    /// Other cuts than the study's own, for tests.
    pub cuts: Option<(u64, usize)>,
    /// Told of progress.
    pub progress: &'a dyn Progress,
    /// Set from outside to stop.
    pub interrupted: &'a AtomicBool,
}

/// Working memory of a thread.
#[derive(Default)]
struct Worker {
    block: Block,
    rows: Vec<WorldRow>,
    under_water: Vec<u32>,
    accumulator: Option<Accumulator>,
}

impl Engine<'_> {
    /// Simulates a study; `paths`, where given, gets every path in order.
    ///
    /// # Errors
    /// An interruption, or what the writer of paths says.
    pub fn run(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, EngineError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| EngineError::Threads(error.to_string()))?;
        let mut cuts = Cuts::of(study, pool.current_num_threads());
        if let Some((chunk_paths, block_lanes)) = self.cuts {
            cuts = Cuts { chunk_paths: chunk_paths.max(1), block_lanes: block_lanes.clamp(1, LANES) };
        }
        let shared = Shared {
            engine: self,
            simulation: Simulation::new(study, self.instruction_set),
            cuts,
            workers: Mutex::new(Vec::new()),
            unfinished: Mutex::new(Unfinished::default()),
            table: Mutex::new(vec![[0; WorldColumn::COUNT]; study.worlds as usize * study.cells.len()]),
            keep_paths: paths.is_some(),
        };
        let price_levels = pool.install(|| shared.simulate(paths))?;
        let mut total = Accumulator::new(study);
        for worker in lock(&shared.workers).drain(..) {
            if let Some(accumulator) = worker.accumulator {
                total.merge(&accumulator);
            }
        }
        total.months.integrate_states();
        let rows = std::mem::take(&mut *lock(&shared.table));
        Ok(StudyResult {
            households: study.households,
            worlds: WorldTable { cells: study.cells.len(), rows },
            months: total.months,
            tallies: total.tallies,
            household_losses: total.losses,
            applicants: study.can_refuse().then_some(total.applicants),
            price_levels,
            price_of_cell: study.cells.iter().map(|cell| cell.price).collect(),
        })
    }
}

/// A lock whose holder never panics half-way: what it guards is whole even where another thread did.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Shared<'a> {
    engine: &'a Engine<'a>,
    simulation: Simulation<'a>,
    cuts: Cuts,
    workers: Mutex<Vec<Worker>>,
    unfinished: Mutex<Unfinished>,
    table: Mutex<Vec<WorldRow>>,
    keep_paths: bool,
}

impl Shared<'_> {
    fn simulate(&self, paths: Option<&mut PathWriter<'_>>) -> Result<Vec<LevelHistogram>, EngineError> {
        let chunks = self.cuts.chunks(self.simulation.study());
        match paths {
            None => (0..chunks).into_par_iter().try_for_each(|chunk| self.chunk(chunk).map(drop))?,
            Some(write) => {
                // A wave of chunks at a time: paths leave in order, and no more than a wave is in memory.
                let wave = rayon::current_num_threads() as u64 * 2;
                let mut first = 0;
                while first < chunks {
                    let done: Result<Vec<_>, _> =
                        (first..chunks.min(first + wave)).into_par_iter().map(|chunk| self.chunk(chunk)).collect();
                    for (first_path, outcomes) in done? {
                        write(first_path, &outcomes).map_err(EngineError::Paths)?;
                    }
                    first += wave;
                }
            }
        }
        Ok(self.price_levels())
    }

    /// One chunk; its outcomes where paths are kept.
    fn chunk(&self, chunk: u64) -> Result<(u64, Vec<PathOutcome>), EngineError> {
        if self.engine.interrupted.load(Ordering::Relaxed) {
            return Err(EngineError::Interrupted);
        }
        let study = self.simulation.study();
        let (first, count) = self.cuts.chunk(study, chunk);
        let mut worker = lock(&self.workers).pop().unwrap_or_default();
        let accumulator = worker.accumulator.get_or_insert_with(|| Accumulator::new(study));
        let first_world = (first / study.households) as u32;
        let last_world = ((first + count - 1) / study.households) as u32;
        let worlds = (last_world - first_world + 1) as usize;
        let (cells, months) = (study.cells.len(), study.horizon_months as usize);
        worker.rows.clear();
        worker.rows.resize(worlds * cells, [0; WorldColumn::COUNT]);
        worker.under_water.clear();
        worker.under_water.resize(worlds * cells * months, 0);
        let mut sink = Sink {
            cells,
            first_world,
            rows: &mut worker.rows,
            under_water: &mut worker.under_water,
            months,
            states: &mut accumulator.months,
            tallies: &mut accumulator.tallies,
            losses: &mut accumulator.losses,
            applicants: &mut accumulator.applicants,
        };
        let mut kept = Vec::new();
        for range in self.cuts.blocks((first, count)) {
            self.simulation.run(range, &mut worker.block, &mut sink, &mut NoRecord);
            if self.keep_paths {
                kept.extend_from_slice(&worker.block.outcomes);
            }
        }
        self.deliver(first, count, first_world, &worker);
        lock(&self.workers).push(worker);
        self.engine.progress.advance(count);
        Ok((first, kept))
    }

    /// Puts whole worlds into the table and keeps parts until they are whole.
    fn deliver(&self, first: u64, count: u64, first_world: u32, worker: &Worker) {
        let study = self.simulation.study();
        let (cells, months) = (study.cells.len(), study.horizon_months as usize);
        for (local, rows) in worker.rows.chunks(cells).enumerate() {
            let world = first_world + local as u32;
            let (begins, ends) = (u64::from(world) * study.households, (u64::from(world) + 1) * study.households);
            let part = WorldPart {
                households: ends.min(first + count) - begins.max(first),
                rows: rows.to_vec(),
                under_water: worker.under_water[local * cells * months..(local + 1) * cells * months].to_vec(),
            };
            let whole = if part.households == study.households {
                Some(part)
            } else {
                lock(&self.unfinished).add(world, part, study.households)
            };
            if let Some(whole) = whole {
                let at = world as usize * cells;
                lock(&self.table)[at..at + cells].copy_from_slice(&whole.finish(months));
            }
        }
    }

    /// The index over all worlds: levels by month, and each world's trough.
    fn price_levels(&self) -> Vec<LevelHistogram> {
        let study = self.simulation.study();
        let months = study.horizon_months as usize;
        let models = study.world_models.price.len();
        let empty = || (0..models).map(|_| LevelHistogram::new(months)).collect::<Vec<_>>();
        const WORLDS_AT_ONCE: u32 = 256;
        let batches = study.worlds.div_ceil(WORLDS_AT_ONCE);
        let totals: Mutex<Vec<Vec<LevelHistogram>>> = Mutex::new(Vec::new());
        (0..batches).into_par_iter().for_each(|batch| {
            let mut levels = lock(&totals).pop().unwrap_or_else(empty);
            let worlds = batch * WORLDS_AT_ONCE..study.worlds.min((batch + 1).saturating_mul(WORLDS_AT_ONCE));
            for world in worlds {
                let path = self.simulation.world(world);
                let mut troughs = Vec::with_capacity(models);
                for (model, levels) in levels.iter_mut().enumerate() {
                    let mut trough = f64::INFINITY;
                    for month in 1..=months {
                        levels.add(month, path.log_index[model][month]);
                        let level = path.index[model][month];
                        trough = if level < trough { level } else { trough };
                    }
                    troughs.push(kept::fraction(trough));
                }
                let mut table = lock(&self.table);
                for (cell, parameters) in study.cells.iter().enumerate() {
                    let row = &mut table[world as usize * study.cells.len() + cell];
                    row[WorldColumn::IndexTrough as usize] = troughs[parameters.price];
                }
            }
            lock(&totals).push(levels);
        });
        let mut sum = empty();
        for part in lock(&totals).iter() {
            for (mine, theirs) in sum.iter_mut().zip(part) {
                mine.merge(theirs);
            }
        }
        sum
    }
}
