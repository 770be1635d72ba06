//! The run: threads take chunks, add up integers, and hand paths over in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::chunk::Cuts;
use super::unfinished::{Unfinished, WorldPart};
use crate::kernel::{Block, InstructionSet, LANES, NoRecord, Simulation, Sink};
use crate::outcome::{PathOutcome, StudyResult, Tallies, TallyError, WorldColumn, WorldRow, WorldTable};
use crate::study::Study;

/// Told of progress from any thread.
pub trait Progress: Sync {
    /// So many more paths (each under all cells) are done.
    fn advance(&self, paths: u64);
}

/// Leaves progress untold.
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _: u64) {}
}

/// Why a run ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Somebody asked the run to stop.
    #[error("interrupted")]
    Interrupted,
    /// Paths could not be handed over.
    #[error("writing paths: {0}")]
    Paths(String),
    /// The system gave no threads.
    #[error("starting threads: {0}")]
    Threads(String),
    /// Sums that do not fit.
    #[error(transparent)]
    Tallies(#[from] TallyError),
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
    /// Told how many paths are done.
    pub progress: &'a dyn Progress,
    /// Set from outside to stop.
    pub interrupted: &'a AtomicBool,
}

/// Working memory of a thread, and what it has added up.
struct Worker {
    block: Block,
    sink: Sink,
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
        if paths.is_some() {
            cuts = cuts.handing_over(study);
        }
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
        pool.install(|| shared.simulate(paths))?;
        let mut shares = std::mem::take(&mut *lock(&shared.workers)).into_iter().map(|worker| worker.sink.tallies);
        let mut tallies = shares.next().unwrap_or_else(|| Tallies::new(study.tally_shape()));
        shares.try_for_each(|share| tallies.merge(&share))?;
        let rows = std::mem::take(&mut *lock(&shared.table));
        Ok(StudyResult {
            households: study.households,
            worlds: WorldTable { cells: study.cells.len(), rows },
            tallies,
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
    fn simulate(&self, paths: Option<&mut PathWriter<'_>>) -> Result<(), EngineError> {
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
        Ok(())
    }

    /// One chunk; its outcomes where paths are kept.
    fn chunk(&self, chunk: u64) -> Result<(u64, Vec<PathOutcome>), EngineError> {
        if self.engine.interrupted.load(Ordering::Relaxed) {
            return Err(EngineError::Interrupted);
        }
        let study = self.simulation.study();
        let (first, count) = self.cuts.chunk(study, chunk);
        let idle = lock(&self.workers).pop();
        let mut worker = idle.unwrap_or_else(|| Worker { block: Block::default(), sink: Sink::new(study) });
        let Worker { block, sink } = &mut worker;
        sink.begin((first / study.households) as u32..=((first + count - 1) / study.households) as u32);
        let mut kept = Vec::new();
        for range in self.cuts.blocks((first, count)) {
            self.simulation.run(range, block, sink, &mut NoRecord);
            if self.keep_paths {
                kept.extend_from_slice(&block.outcomes);
            }
        }
        self.deliver(first, count, sink);
        lock(&self.workers).push(worker);
        self.engine.progress.advance(count);
        Ok((first, kept))
    }

    /// Puts whole worlds into the table and keeps parts until they are whole.
    fn deliver(&self, first: u64, count: u64, sink: &Sink) {
        let study = self.simulation.study();
        let (cells, months) = (study.cells.len(), study.horizon_months as usize);
        for (world, rows, under_water) in sink.worlds() {
            let (begins, ends) = (u64::from(world) * study.households, (u64::from(world) + 1) * study.households);
            let part = WorldPart {
                households: ends.min(first + count) - begins.max(first),
                rows: rows.to_vec(),
                under_water: under_water.to_vec(),
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
}
