//! The run: one leg of worlds after the other, and what has been simulated after each.

use std::ops::Range;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::chunk::Cuts;
use super::error::EngineError;
use super::leg::Legs;
use super::listeners::{Forgetful, Keeper, PathWriter, Progress};
use super::shared::Shared;
use crate::kernel::{InstructionSet, LANES, Simulation};
use crate::outcome::{Part, PartError, StudyResult};
use crate::study::Study;

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

impl Engine<'_> {
    /// Simulates a study; `paths`, where given, gets every path in order.
    ///
    /// # Errors
    /// An interruption, or what the writer of paths says.
    pub fn run(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, EngineError> {
        whole(study, self.run_worlds(study, 0..study.worlds, paths)?)
    }

    /// Simulates some worlds of a study. Parts of a run, cut wherever one likes, joined ([`Part::join`]) are the run.
    ///
    /// # Errors
    /// An interruption, or what the writer of paths says.
    pub fn run_worlds(
        &self,
        study: &Study,
        worlds: Range<u32>,
        paths: Option<&mut PathWriter<'_>>,
    ) -> Result<Part, EngineError> {
        let none = Part::none(study.tally_shape(), worlds.start);
        self.go_on(study, none, worlds.end, paths, &mut Forgetful)
    }

    /// Goes on from a part of the study, to the world before `end`; `paths`, where given, gets every path from there.
    ///
    /// A leg is a world at least: within a world nothing can be kept.
    ///
    /// # Errors
    /// An interruption, what the writer of paths says, or a part of another study.
    pub fn go_on(
        &self,
        study: &Study,
        mut part: Part,
        end: u32,
        mut paths: Option<&mut PathWriter<'_>>,
        keeper: &mut dyn Keeper,
    ) -> Result<Part, EngineError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(|error| EngineError::Threads(error.to_string()))?;
        let threads = pool.current_num_threads();
        let mut cuts = Cuts::of(study, threads);
        if paths.is_some() {
            cuts = cuts.handing_over(study);
        }
        if let Some((chunk_paths, block_lanes)) = self.cuts {
            cuts = Cuts { chunk_paths: chunk_paths.max(1), block_lanes: block_lanes.clamp(1, LANES), ..cuts };
            cuts = cuts.with_whole_worlds(study);
        }
        let end = end.min(study.worlds);
        let mut legs = Legs::new(study, &cuts, threads, keeper.leg());
        let simulation = Simulation::new(study, self.instruction_set);
        let shared = Shared::new(simulation, cuts, self.progress, self.interrupted, paths.is_some());
        while part.worlds.end < end {
            let since = Instant::now();
            let leg = legs.next(part.worlds.end, end);
            let done = pool.install(|| shared.simulate(leg.clone(), &mut part, paths.as_deref_mut()));
            if matches!(done, Err(EngineError::Interrupted)) {
                keeper.interrupted(&mut part);
            }
            done?;
            legs.took(leg.end - leg.start, since.elapsed());
            keeper.after_leg(&mut part);
        }
        part.rows.shrink();
        Ok(part)
    }
}

/// The result of a study from the part that is all of it.
///
/// # Errors
/// Worlds are missing.
pub fn whole(study: &Study, part: Part) -> Result<StudyResult, EngineError> {
    stopped_at(study, study.worlds, part)
}

/// The result of a study that was known well enough after so many worlds.
///
/// # Errors
/// Worlds before that are missing.
pub fn stopped_at(study: &Study, end: u32, part: Part) -> Result<StudyResult, EngineError> {
    let Part { worlds, tallies, rows } = part;
    for missing in [0..worlds.start, worlds.end..end] {
        if !missing.is_empty() {
            return Err(PartError::Gap { worlds: missing }.into());
        }
    }
    Ok(StudyResult {
        households: study.households,
        worlds: rows,
        tallies: tallies.weighted(study.error_units()).map_err(PartError::from)?,
        price_of_cell: study.cells.iter().map(|cell| cell.price).collect(),
        loan_book: study.loan_book.clone(),
        units: study.error_units(),
        precision: study.precision,
    })
}
