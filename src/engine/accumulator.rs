//! What threads add up: integers, so that the order of adding does not matter.

use std::collections::BTreeMap;

use crate::outcome::{Applicants, BATCHES, LossHistogram, MonthCounts, Tallies, WorldColumn, WorldRow, kept};
use crate::study::Study;

/// One thread's share of everything that is summed over worlds.
pub struct Accumulator {
    /// Entries into states.
    pub months: MonthCounts,
    /// Moves between states, anniversaries and ends of defaults.
    pub tallies: Tallies,
    /// Household losses by cell and batch.
    pub losses: Vec<LossHistogram>,
    /// Who asked for a loan.
    pub applicants: Applicants,
}

impl Accumulator {
    /// All zero.
    pub fn new(study: &Study) -> Self {
        Self {
            months: MonthCounts::new(study.cells.len(), study.horizon_months as usize),
            tallies: Tallies::new(study.cells.len(), study.last_workout_month() as usize),
            losses: vec![LossHistogram::default(); study.cells.len() * BATCHES],
            applicants: Applicants::new(study.cells.len()),
        }
    }

    /// Adds another thread's share.
    pub fn merge(&mut self, other: &Accumulator) {
        self.months.merge(&other.months);
        self.tallies.merge(&other.tallies);
        for (mine, theirs) in self.losses.iter_mut().zip(&other.losses) {
            mine.merge(theirs);
        }
        self.applicants.merge(&other.applicants);
    }
}

/// A world's rows and counts under water, of all of its households or of some.
#[derive(Clone, Debug)]
pub struct WorldPart {
    /// Households in it.
    pub households: u64,
    /// A row a cell.
    pub rows: Vec<WorldRow>,
    /// Households under water by cell and month.
    pub under_water: Vec<u32>,
}

impl WorldPart {
    /// Rows with the peak under water filled in.
    pub fn finish(mut self, months: usize) -> Vec<WorldRow> {
        for (cell, row) in self.rows.iter_mut().enumerate() {
            let counts = &self.under_water[cell * months..(cell + 1) * months];
            row[WorldColumn::PeakUnderWater as usize] = i64::from(counts.iter().copied().max().unwrap_or(0));
        }
        self.rows
    }

    /// Adds another part of the same world.
    fn add(&mut self, other: &WorldPart) {
        self.households += other.households;
        for (mine, theirs) in self.rows.iter_mut().flatten().zip(other.rows.iter().flatten()) {
            kept::add(mine, *theirs);
        }
        for (mine, theirs) in self.under_water.iter_mut().zip(&other.under_water) {
            *mine += theirs;
        }
    }
}

/// Worlds of which only some households have been simulated.
#[derive(Default)]
pub struct Unfinished {
    parts: BTreeMap<u32, WorldPart>,
}

impl Unfinished {
    /// Takes a part; gives the whole world back when it was the last.
    pub fn add(&mut self, world: u32, part: WorldPart, households: u64) -> Option<WorldPart> {
        let whole = match self.parts.remove(&world) {
            None => part,
            Some(mut before) => {
                before.add(&part);
                before
            }
        };
        if whole.households == households {
            return Some(whole);
        }
        self.parts.insert(world, whole);
        None
    }
}
