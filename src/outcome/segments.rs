//! What the loans of a book come to in each world, segment by segment: sums that a loss of the book is made of, METHOD.md equation
//! (237). A loan is in one segment of each way of cutting the book, and in the first, all of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch_counts::MOST;
use super::cell_sums::path_sums;
use super::saved::TallyError;
use super::{ErrorUnits, kept};

path_sums! {
    SegmentSum:
    Loans, "Loans.";
    OriginalLoan, "What was lent.";
    Exposure, "What was owed in month 0.";
    EverUnderWater, "Loans on a home that was worth less than its debt at some month's end.";
    BalanceMonths, "Debt at month ends, summed over months.";
    Balance90Months, "That of it at least 90 days past due.";
    Defaults, "Loans that defaulted.";
    DefaultsIn12, "Those of them by month 12.";
    Ead, "Debt at default.";
    LossAtDefault, "The lender's loss, at default.";
    Loss, "The lender's loss, at month 0.";
    LossIn12, "That of defaults by month 12.";
    LossIn36, "That of defaults by month 36.";
}

/// A segment of a book: how the book is cut, and what its loans have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentName {
    /// What the book is cut by; `all` of the whole book.
    pub by: String,
    /// What its loans have in common there.
    pub segment: String,
}

/// Sums by world, cell and segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldSegments {
    cells: usize,
    segments: usize,
    /// By world: place = (cell · segments + segment) · sums + sum. Above what can be kept where it cannot be told.
    worlds: BTreeMap<u32, Vec<i64>>,
}

impl WorldSegments {
    /// Of so many cells and segments, no world yet.
    pub fn new(cells: usize, segments: usize) -> Self {
        Self { cells, segments, worlds: BTreeMap::new() }
    }

    /// Segments, the whole book first.
    pub fn segments(&self) -> usize {
        self.segments
    }

    /// Adds sums of a cell's loans in a world, segment by segment.
    pub fn add(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        let of_cell = self.segments * SegmentSum::COUNT;
        let sums = self.worlds.entry(world).or_insert_with(|| vec![0; self.cells * of_cell]);
        let sums = &mut sums[cell * of_cell..(cell + 1) * of_cell];
        sums.iter_mut().zip(amounts).for_each(|(sum, amount)| kept::add(sum, *amount));
    }

    /// A sum of a cell and segment, world by world in order; `None` where one cannot be told.
    pub fn by_world(&self, cell: usize, segment: usize, sum: SegmentSum) -> Option<Vec<i64>> {
        let place = (cell * self.segments + segment) * SegmentSum::COUNT + sum as usize;
        self.worlds.values().map(|sums| kept::known(sums[place])).collect()
    }

    /// The same by what is independent: world by world, or weighted and summed over units of worlds.
    pub fn by_unit(&self, units: ErrorUnits, cell: usize, segment: usize, sum: SegmentSum) -> Option<Vec<i64>> {
        units.sums(self.worlds(), self.by_world(cell, segment, sum)?)
    }

    /// How many worlds there are in each unit, each as often as it counts.
    pub fn worlds_by_unit(&self, units: ErrorUnits) -> Vec<i64> {
        units.sums(self.worlds(), vec![1; self.worlds.len()]).unwrap_or_default()
    }

    /// Takes the whole book, the first segment, of sums of the same cells.
    pub fn take_whole_book(&mut self, other: &WorldSegments) {
        let of_cell = other.segments * SegmentSum::COUNT;
        for (world, sums) in &other.worlds {
            for (cell, of_cell) in sums.chunks(of_cell).enumerate() {
                self.add(*world, cell, &of_cell[..SegmentSum::COUNT]);
            }
        }
    }

    /// Worlds of which anything was summed.
    pub fn worlds(&self) -> impl Iterator<Item = u32> + '_ {
        self.worlds.keys().copied()
    }

    /// Whether this has as many cells and segments as another, and no sum that no run reaches.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let size = self.cells * self.segments * SegmentSum::COUNT;
        (self.cells, self.segments) == (other.cells, other.segments)
            && (self.worlds.len() as u64) < MOST
            && self.worlds.values().all(|sums| sums.len() == size)
    }

    /// Adds those of other loans or other worlds.
    ///
    /// # Errors
    /// None: a sum that does not fit cannot be told.
    pub fn merge(&mut self, other: &WorldSegments) -> Result<(), TallyError> {
        for (world, amounts) in &other.worlds {
            match self.worlds.get_mut(world) {
                Some(sums) => sums.iter_mut().zip(amounts).for_each(|(sum, amount)| kept::add(sum, *amount)),
                None => drop(self.worlds.insert(*world, amounts.clone())),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_are_added_in_any_order_and_what_is_beyond_stays_so() {
        let amounts = |first: i64| {
            let mut amounts = vec![1; 2 * SegmentSum::COUNT];
            amounts[SegmentSum::Loss as usize] = first;
            amounts
        };
        let (mut one, mut other) = (WorldSegments::new(1, 2), WorldSegments::new(1, 2));
        one.add(5, 0, &amounts(7));
        other.add(5, 0, &amounts(-3));
        other.add(2, 0, &amounts(kept::ABOVE));
        let mut turned = other.clone();
        one.merge(&other).expect("sums");
        turned
            .merge(&{
                let mut first = WorldSegments::new(1, 2);
                first.add(5, 0, &amounts(7));
                first
            })
            .expect("sums");
        assert_eq!(one, turned);
        assert_eq!(one.by_world(0, 0, SegmentSum::Loss), None);
        assert_eq!(one.by_world(0, 1, SegmentSum::Loans), Some(vec![1, 2]));
    }
}
