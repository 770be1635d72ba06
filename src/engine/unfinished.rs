//! Worlds of which a chunk of paths holds only some households, until the others have come.

use std::collections::BTreeMap;

use crate::outcome::{WorldColumn, WorldRow, kept};

/// A world's rows and counts under water, of all of its households or of some.
#[derive(Clone, Debug)]
pub struct WorldPart {
    /// Households that have been simulated of it.
    pub households: u64,
    /// Sums over these households, a row a cell.
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
