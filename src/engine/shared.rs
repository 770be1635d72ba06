//! What threads share within a leg: they take chunks of paths, add up integers, and hand paths over in order.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::chunk::{Chunk, Cuts};
use super::error::EngineError;
use super::listeners::{PathWriter, Progress};
use super::lock::lock;
use super::losses::SharedLosses;
use super::unfinished::{Unfinished, WorldPart};
use crate::kernel::{Block, PathRange, Simulation, Sink};
use crate::outcome::{LoanRecord, NoRecord, Part, PathOutcome, Tallies, WorldRow};

/// Working memory of a thread, and what it has added up.
struct Worker {
    block: Block,
    sink: Sink,
    /// Where households act on each other: paths had they not.
    without: Option<Sink>,
    /// Where second lives are told: what these come to.
    second: Option<Sink>,
}

impl Worker {
    /// What it has added up.
    fn tallies(mut self) -> Tallies {
        let of_second = self.second.and_then(|second| second.tallies.segments);
        if let (Some(sums), Some(of_second)) = (&mut self.sink.tallies.second_lives, of_second) {
            sums.take_whole_book(&of_second);
        }
        self.sink.tallies
    }
}

/// A run, and what its threads have added up of the leg under way.
pub(super) struct Shared<'a> {
    simulation: Simulation<'a>,
    cuts: Cuts,
    progress: &'a dyn Progress,
    interrupted: &'a AtomicBool,
    workers: Mutex<Vec<Worker>>,
    unfinished: Mutex<Unfinished>,
    losses: SharedLosses,
    keep_paths: bool,
}

/// The leg under way: its paths, and where the rows of its worlds go.
struct Leg<'a> {
    paths: Range<u64>,
    first_world: u32,
    table: Mutex<&'a mut [WorldRow]>,
}

impl<'a> Shared<'a> {
    /// Of a run that begins.
    pub fn new(
        simulation: Simulation<'a>,
        cuts: Cuts,
        progress: &'a dyn Progress,
        interrupted: &'a AtomicBool,
        keep_paths: bool,
    ) -> Self {
        Self {
            losses: SharedLosses::new(simulation.study().cells.len()),
            simulation,
            cuts,
            progress,
            interrupted,
            workers: Mutex::new(Vec::new()),
            unfinished: Mutex::new(Unfinished::default()),
            keep_paths,
        }
    }

    /// Adds the worlds of a leg to the part that ends where they begin. A leg that fails leaves the part as it was.
    pub fn simulate(
        &self,
        worlds: Range<u32>,
        part: &mut Part,
        paths: Option<&mut PathWriter<'_>>,
    ) -> Result<(), EngineError> {
        let study = self.simulation.study();
        let count = (worlds.end - worlds.start) as usize;
        let leg = Leg {
            paths: u64::from(worlds.start) * study.households..u64::from(worlds.end) * study.households,
            first_world: worlds.start,
            table: Mutex::new(part.rows.extend(count)),
        };
        if let Err(error) = self.chunks(&leg, paths) {
            part.rows.shorten(count);
            return Err(error);
        }
        let mut workers = std::mem::take(&mut *lock(&self.workers));
        let loans: Vec<LoanRecord> = workers.iter_mut().flat_map(|worker| worker.sink.take_loans()).collect();
        let mut shares = workers.into_iter().map(Worker::tallies);
        if part.worlds.is_empty() {
            // The first share becomes the sum.
            part.tallies = shares.next().unwrap_or_else(|| Tallies::new(study.tally_shape()));
        }
        shares.try_for_each(|share| part.tallies.merge(&share))?;
        if let Some(sums) = &mut part.tallies.loans {
            sums.add(loans);
        }
        let mut losses = part.tallies.losses.iter_mut().zip(self.losses.take());
        losses.try_for_each(|(sum, of_leg)| sum.append(of_leg))?;
        part.worlds.end = worlds.end;
        Ok(())
    }

    /// All chunks of a leg.
    fn chunks(&self, leg: &Leg<'_>, paths: Option<&mut PathWriter<'_>>) -> Result<(), EngineError> {
        let chunks = self.cuts.chunks(&leg.paths, self.simulation.study().households);
        match paths {
            None => (0..chunks).into_par_iter().try_for_each(|chunk| self.chunk(leg, chunk).map(drop))?,
            Some(write) => {
                // A wave of chunks at a time: paths leave in order, and no more than a wave is in memory.
                let wave = rayon::current_num_threads() as u64 * 2;
                let mut first = 0;
                while first < chunks {
                    let done: Result<Vec<_>, _> =
                        (first..chunks.min(first + wave)).into_par_iter().map(|chunk| self.chunk(leg, chunk)).collect();
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
    fn chunk(&self, leg: &Leg<'_>, chunk: u64) -> Result<(u64, Vec<PathOutcome>), EngineError> {
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(EngineError::Interrupted);
        }
        let study = self.simulation.study();
        let households = study.households;
        let chunk = self.cuts.chunk(&leg.paths, households, chunk);
        let (first, count) = (chunk.first, chunk.count);
        let idle = lock(&self.workers).pop();
        let block = || if self.keep_paths { Block::default() } else { Block::that_only_counts() };
        let new = || Worker {
            block: block(),
            sink: Sink::new(study),
            without: study.has_feedback().then(|| Sink::new(study)),
            second: (study.second_lives_worlds > 0).then(|| Sink::new(study)),
        };
        let mut worker = idle.unwrap_or_else(new);
        let Worker { block, sink, without, second } = &mut worker;
        block.come_back_to(if chunk.worlds > 1 { chunk.worlds as usize } else { 0 });
        sink.begin(chunk.touched(households));
        if let Some(second) = second {
            second.begin(chunk.touched(households));
        }
        let mut kept = Vec::new();
        let mut simulated = |block: &Block, sink: &mut Sink| {
            self.losses.count(sink);
            if self.keep_paths {
                kept.extend_from_slice(&block.outcomes);
            }
        };
        match without {
            None => {
                for range in self.cuts.blocks((first, count)) {
                    for world in 0..chunk.worlds {
                        let range = PathRange { first: range.first + world * households, ..range };
                        self.simulation.run(range, block, sink, &mut NoRecord);
                        simulated(block, sink);
                        if let Some(second) = second {
                            self.second_lives(range, block, second);
                        }
                    }
                }
            }
            // A chunk is of whole worlds.
            Some(without) => {
                for world in first / households..(first + count) / households {
                    self.simulation.run_beside_feedback(world as u32, block, sink, without);
                    simulated(block, sink);
                }
            }
        }
        self.deliver(leg, chunk, sink);
        lock(&self.workers).push(worker);
        self.progress.advance(chunk.paths());
        Ok((first, kept))
    }

    /// Second lives of the paths of a block, of its worlds that have them.
    fn second_lives(&self, PathRange { first, count }: PathRange, block: &mut Block, second: &mut Sink) {
        let study = self.simulation.study();
        let end = (first + count as u64).min(u64::from(study.second_lives_worlds) * study.households);
        if first < end {
            let range = PathRange { first, count: (end - first) as usize };
            self.simulation.run_second_lives(range, block, second);
        }
    }

    /// Puts whole worlds into the table and keeps parts until they are whole.
    fn deliver(&self, leg: &Leg<'_>, chunk: Chunk, sink: &mut Sink) {
        let study = self.simulation.study();
        let (cells, months) = (study.cells.len(), study.horizon_months as usize);
        for (world, rows, under_water) in sink.worlds() {
            let part = WorldPart {
                households: chunk.paths_of(world, study.households),
                rows: rows.to_vec(),
                under_water: under_water.to_vec(),
            };
            let whole = if part.households == study.households {
                Some(part)
            } else {
                lock(&self.unfinished).add(world, part, study.households)
            };
            if let Some(whole) = whole {
                let at = (world - leg.first_world) as usize * cells;
                lock(&leg.table)[at..at + cells].copy_from_slice(&whole.finish(months));
            }
        }
    }
}
