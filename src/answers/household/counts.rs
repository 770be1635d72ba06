//! Shares of paths that no sum of the engine holds, METHOD.md (150): counted path by path, by world.

use std::ops::Range;

use crate::outcome::{ErrorUnits, FinalState, PathOutcome};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// Days past due of a household that has missed one instalment.
const MISSED_DAYS: i64 = 30;

/// Ends of a path in which the household has lost the home: sold in distress, auctioned, taken, or never delivered.
const LOST: [FinalState; 6] = [
    FinalState::Sold,
    FinalState::SoldAfterDefault,
    FinalState::Auctioned,
    FinalState::TakenByLender,
    FinalState::Unresolved,
    FinalState::Rescinded,
];

/// Whether an instalment was missed.
pub(super) fn has_missed(outcome: &PathOutcome) -> bool {
    outcome.worst_days_past_due >= MISSED_DAYS
}

/// Whether the home was lost.
pub(super) fn has_lost_home(outcome: &PathOutcome) -> bool {
    LOST.iter().any(|state| *state as i64 == outcome.final_state)
}

/// Numbers of households, by cell and world.
pub(super) struct Counts {
    worlds: usize,
    units: ErrorUnits,
    bought: Vec<i64>,
    missed: Vec<i64>,
    lost_home: Vec<i64>,
}

impl Counts {
    pub fn of(cells: usize, worlds: usize, units: ErrorUnits) -> Self {
        let none = vec![0; cells.saturating_mul(worlds)];
        Self { worlds, units, bought: none.clone(), missed: none.clone(), lost_home: none }
    }

    /// Counts a path of a world under every cell.
    pub fn add(&mut self, world: usize, outcomes: &[PathOutcome]) {
        for (cell, outcome) in outcomes.iter().enumerate().filter(|(_, outcome)| !outcome.is_refused()) {
            let place = cell * self.worlds + world;
            let count = |of: &mut Vec<i64>, is_one: bool| {
                if let Some(number) = of.get_mut(place) {
                    *number += i64::from(is_one);
                }
            };
            count(&mut self.bought, true);
            count(&mut self.missed, has_missed(outcome));
            count(&mut self.lost_home, has_lost_home(outcome));
        }
    }

    /// Share of households that missed an instalment.
    pub fn missed(&self, cell: usize) -> Estimate {
        self.share(&self.missed, cell)
    }

    /// Share of households that lost the home.
    pub fn lost_home(&self, cell: usize) -> Estimate {
        self.share(&self.lost_home, cell)
    }

    fn share(&self, of: &[i64], cell: usize) -> Estimate {
        let worlds = cell * self.worlds..(cell + 1) * self.worlds;
        let by_unit = |values: &[i64]| self.units.sums(0..self.worlds as u32, values.to_vec());
        let sums = |values: &[i64], range: Range<usize>| values.get(range).and_then(by_unit);
        match (sums(of, worlds.clone()), sums(&self.bought, worlds)) {
            (Some(of), Some(bought)) => ratio_of_sums(&of, &bought),
            _ => Estimate::default(),
        }
    }
}
