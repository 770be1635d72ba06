//! What the size of a run depends on, as plain numbers.

use super::probe::Probe;
use super::room::resident;
use crate::aggregate::Extent;
use crate::engine::{Cuts, has_legs, longest_leg};
use crate::kernel::Simulation;
use crate::outcome::{BATCHES, Extras, LossHistogram, TallyShape, WorldColumn, WorldTable};
use crate::report::Manifest;
use crate::study::Study;

/// Share of households that buy where some are refused; the studies of the repository have 0 to 0.9.
const BUYERS_OF_THOSE_WHO_ASK: f64 = 0.2;

/// Bytes of a household that waits for the others of its world.
const IN_STEP: f64 = 1600.0;

/// Bytes of a world's row.
pub(super) const WORLD_ROW: f64 = (WorldColumn::COUNT * 8) as f64;

/// A study's extents and the threads it is meant for.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Shape {
    pub cells: f64,
    pub worlds: f64,
    pub households: f64,
    /// Months to the horizon.
    pub months: f64,
    /// Months to the end of the tail.
    pub workout_months: f64,
    /// Months to the end of collection: so far worlds are drawn.
    pub last_month: f64,
    /// Distinct price models.
    pub price_models: f64,
    /// Distinct price models, labour markets and policy rates.
    pub world_models: f64,
    /// Distinct exogenous lives.
    pub lives: f64,
    /// Households that buy, as far as can be told before.
    pub buyers: f64,
    /// Whether a household can be refused.
    pub can_refuse: bool,
    /// What else only some studies tell.
    pub extras: Extras,
    /// Worlds with second lives.
    pub second_lives_worlds: f64,
    /// Whether it may stop before its last world.
    pub has_precision: bool,
    /// Regions with indices of their own, of all cells together.
    pub regions: f64,
    /// Batches of worlds that hold any.
    pub batches: f64,
    /// Threads that find work.
    pub threads: usize,
    /// Whether it is run in more than one leg.
    pub has_legs: bool,
    /// Worlds whose rows are in memory at most where a run puts rows away.
    pub worlds_in_memory: f64,
    /// Segments of rows that such a run puts away.
    pub segments: f64,
    /// Bytes of one thread's block and chunk.
    pub working_bytes: f64,
    /// Paths of a chunk where every path is handed over.
    pub handed_over_paths: f64,
    /// What a few of its paths show, where that was not too much to run.
    pub(super) probe: Option<Probe>,
    /// Most memory in use until now, and that in use now, bytes; where the system says.
    pub(super) resident: Option<(f64, f64)>,
}

impl Shape {
    /// Of a study on so many threads, 0 for as many as there are.
    pub fn of(study: &Study, threads: usize) -> Self {
        let all = std::thread::available_parallelism().map_or(1, usize::from);
        let asked = if threads == 0 { all } else { threads };
        let cuts = Cuts::of(study, asked);
        let threads =
            usize::try_from(cuts.chunks(&(0..study.paths()), study.households)).unwrap_or(asked).clamp(1, asked);
        let models = &study.world_models;
        let (cells, months) = (study.cells.len() as f64, f64::from(study.horizon_months));
        let worlds_of = |paths: u64| (paths / study.households.max(1) + 2).min(u64::from(study.worlds)) as f64;
        let lanes = cuts.block_lanes.min(usize::try_from(cuts.chunk_paths).unwrap_or(cuts.block_lanes));
        // Where households act on each other a block is a world, and each of its households waits for the others.
        let lanes = if study.has_feedback() { usize::try_from(study.households).unwrap_or(lanes) } else { lanes };
        let in_step = if study.has_feedback() { lanes as f64 * IN_STEP } else { 0.0 };
        let block = Simulation::block_bytes(study, lanes, worlds_of(lanes as u64) as usize) as f64 + in_step;
        let losses = cells * (BATCHES * (size_of::<Vec<i64>>() + 8 * lanes.min(study.households as usize))) as f64;
        let segment = WorldTable::segment_worlds(study.cells.len()) as f64;
        let puts_away = f64::from(study.worlds) >= segment;
        let most_in_memory = segment + f64::from(longest_leg(study, asked));
        // What the probe takes is given back, and taken again by the run.
        let resident = resident();
        let probe = Probe::of(study);
        let assumed = if study.can_refuse() { BUYERS_OF_THOSE_WHO_ASK } else { 1.0 };
        Self {
            cells,
            worlds: f64::from(study.worlds),
            households: study.households as f64,
            months,
            workout_months: f64::from(study.last_workout_month()),
            last_month: f64::from(study.last_month()),
            price_models: models.price.len() as f64,
            world_models: (models.price.len() + models.labour.len() + models.policy_rate.len()) as f64,
            lives: study.lives.len() as f64,
            buyers: study.paths() as f64 * probe.map_or(assumed, |probe| probe.buyers_frac),
            probe,
            resident,
            can_refuse: study.can_refuse(),
            extras: study.extras(),
            second_lives_worlds: f64::from(study.second_lives_worlds),
            has_precision: study.precision.is_some(),
            regions: study.cells.iter().map(|cell| cell.regions.all().len() as f64).sum(),
            batches: f64::from(study.worlds).min(BATCHES as f64),
            threads,
            has_legs: has_legs(study, asked),
            worlds_in_memory: f64::from(study.worlds).min(most_in_memory),
            segments: if puts_away { f64::from(study.worlds) / segment } else { 0.0 },
            // Losses until all have counted them; rows and months of a chunk's worlds, in the chunk and on their way to the table.
            working_bytes: block + losses + 2.0 * worlds_of(cuts.chunk_paths) * cells * (months * 4.0 + WORLD_ROW),
            handed_over_paths: cuts.handing_over(study).chunk_paths.min(study.paths()) as f64,
        }
    }

    /// The same in a process of its own on another machine, of which nothing is known.
    pub fn elsewhere(self) -> Self {
        Self { resident: None, ..self }
    }

    /// Of results that are made of parts with so many files: nothing is simulated, one part after the other is added to
    /// the first, and rows of worlds stay on disk.
    pub fn of_tables(manifest: &Manifest, shape: &TallyShape, files: usize) -> Self {
        let TallyShape { cells, horizon_months, last_workout_month, price_models, can_refuse, extras } = *shape;
        let (worlds, households) = (manifest.worlds as f64, manifest.households as f64);
        let buyers_frac = if can_refuse { BUYERS_OF_THOSE_WHO_ASK } else { 1.0 };
        Self {
            cells: cells as f64,
            worlds,
            households,
            months: horizon_months as f64,
            workout_months: last_workout_month as f64,
            last_month: last_workout_month as f64,
            price_models: price_models as f64,
            world_models: 0.0,
            lives: 0.0,
            buyers: worlds * households * buyers_frac,
            can_refuse,
            extras,
            second_lives_worlds: 0.0,
            has_precision: false,
            regions: manifest.cells.iter().map(|cell| cell.regions.len() as f64).sum(),
            batches: if worlds < BATCHES as f64 { worlds } else { BATCHES as f64 },
            threads: 1,
            has_legs: true,
            worlds_in_memory: 0.0,
            segments: files as f64,
            working_bytes: 0.0,
            handed_over_paths: 0.0,
            probe: None,
            resident: resident(),
        }
    }

    /// As far as tables depend on it.
    pub fn extent(&self) -> Extent {
        let Self { cells, worlds, months, can_refuse, extras, has_precision, regions, .. } = *self;
        Extent { cells, worlds, paths: self.paths(), months, can_refuse, extras, has_precision, regions }
    }

    /// Octaves that a batch of so many losses reaches.
    pub(super) fn octaves(&self, losses: f64) -> f64 {
        self.probe.map_or_else(|| octaves(losses), |probe| probe.octaves(losses))
    }

    /// Paths, cells apart.
    pub fn paths(&self) -> f64 {
        self.worlds * self.households
    }

    /// Paths, months to the horizon and cells multiplied.
    pub fn household_months(&self) -> f64 {
        self.paths() * self.months * self.cells
    }
}

/// Octaves that a batch of so many losses reaches: the more of them, the more rare ones on both sides of zero. A middle
/// course: where prices fall for everybody alike losses stay in two or three, where they go either way there are more.
fn octaves(losses: f64) -> f64 {
    let doublings = (losses + 1.0).log2();
    let common = if doublings < 6.0 { doublings } else { 6.0 };
    (0.2 + 0.8 * common + 1.45 * (doublings - common)).min(2.0 * LossHistogram::OCTAVES as f64)
}
