//! A few paths of a study, run to see what its size depends on and its config does not tell: how far losses and price levels
//! spread, and who buys.

use std::sync::atomic::AtomicBool;

use crate::engine::{Engine, Silent};
use crate::kernel::InstructionSet;
use crate::outcome::{BATCHES, LossHistogram, WorldColumn};
use crate::study::Study;

/// Households of each of as many worlds as there are batches.
const HOUSEHOLDS: u64 = 32;
/// Household-months, cells counted, above which looking would take longer than it is worth.
const MOST_WORK: u64 = 30_000_000;

/// What a few paths show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Probe {
    /// Share of households that buy, over all cells.
    pub buyers_frac: f64,
    /// Pages of index levels a price model and month.
    pub level_pages: f64,
    /// Losses of a batch, and the octaves they reach.
    of_batch: (f64, f64),
    /// The same of all batches of a cell together.
    of_cell: (f64, f64),
}

impl Probe {
    /// Runs the first worlds of a study; `None` where that is too much work, or nobody buys.
    pub fn of(study: &Study) -> Option<Self> {
        let mut few = study.clone();
        few.worlds = few.worlds.min(BATCHES as u32);
        few.households = few.households.min(HOUSEHOLDS);
        few.sampling = None;
        let cells = few.cells.len();
        if few.paths() * cells as u64 * u64::from(few.last_workout_month()) > MOST_WORK {
            return None;
        }
        let interrupted = AtomicBool::new(false);
        let instruction_set = InstructionSet::best();
        let engine = Engine { threads: 1, instruction_set, cuts: None, progress: &Silent, interrupted: &interrupted };
        let result = engine.run(&few, None).ok()?;
        let accepted = |cell| Some(result.worlds.column(cell, WorldColumn::Accepted).ok()?.iter().sum::<i64>());
        let bought = (0..cells).map(accepted).sum::<Option<i64>>()?;
        if bought == 0 {
            return None;
        }
        let buyers_frac = bought as f64 / (few.paths() as f64 * cells as f64);
        let (mut in_batches, mut in_cells) = (0, 0);
        for cell in 0..cells {
            let mut all = LossHistogram::default();
            for batch in result.tallies.losses_of(cell) {
                in_batches += batch.octaves_in_use();
                all.merge(batch).ok()?;
            }
            in_cells += all.octaves_in_use();
        }
        let levels = &result.tallies.price_levels;
        let pages: usize = levels.iter().map(|levels| levels.pages_in_use()).sum();
        let batches = f64::from(few.worlds) * cells as f64;
        Some(Self {
            buyers_frac,
            level_pages: pages as f64 / (levels.len() as f64 * f64::from(few.horizon_months)),
            of_batch: (few.households as f64 * buyers_frac, in_batches as f64 / batches),
            of_cell: (few.paths() as f64 * buyers_frac, in_cells as f64 / cells as f64),
        })
    }

    /// Octaves that so many losses of one batch reach: as many more for each doubling as from a batch to a cell here.
    pub fn octaves(&self, losses: f64) -> f64 {
        let ((few, low), (many, high)) = (self.of_batch, self.of_cell);
        let doublings = (many / few).log2();
        let slope = if doublings > 0.0 { (high - low) / doublings } else { 0.0 };
        let reached = low + slope * (losses / few).log2();
        let least = if losses < 1.0 { losses } else { 1.0 };
        reached.clamp(least, 2.0 * LossHistogram::OCTAVES as f64)
    }
}
