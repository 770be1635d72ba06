//! How the loans of a book move from year's end to year's end, and what they default and lose from there on: counts and sums that
//! stages along paths are made of, METHOD.md equation (304).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch_counts::MOST;
use super::cell_sums::path_sums;
use super::loan_class::LoanClass;
use super::saved::TallyError;
use super::{BATCHES, kept};

path_sums! {
    StageSum:
    Loans, "Loans.";
    DefaultsIn12, "Those of them that default within twelve months.";
    Defaults, "Those that default by the horizon.";
    LossIn12, "The lender's loss, at month 0, of defaults within twelve months, and of defaults on record.";
    Loss, "The same of defaults by the horizon.";
}

/// What loans that move alike have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StageMove {
    /// Cell of the study.
    pub cell: u32,
    /// Years from month 0 to the look.
    pub year: u16,
    /// What they were at origination.
    pub origin: LoanClass,
    /// What they were a year before.
    pub before: LoanClass,
    /// What they are.
    pub now: LoanClass,
}

/// What a path tells of one look at its loan: what it has in common with others, and its amounts.
pub type Look = (StageMove, [i64; StageSum::COUNT]);

/// Sums by move and batch of worlds. Above what can be kept where one cannot be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMoves(BTreeMap<(StageMove, u8), [i64; StageSum::COUNT]>);

/// Sums of one kind of move by batch of worlds.
pub type ByBatch = [[i64; BATCHES]; StageSum::COUNT];

impl StageMoves {
    /// Adds looks at loans of a world.
    pub fn add(&mut self, world: u32, looks: impl IntoIterator<Item = Look>) {
        let batch = (world as usize % BATCHES) as u8;
        for (of_move, amounts) in looks {
            add(self.0.entry((of_move, batch)).or_default(), &amounts);
        }
    }

    /// Moves of a cell with their sums by batch.
    pub fn of_cell(&self, cell: usize) -> BTreeMap<StageMove, ByBatch> {
        let mut of_cell: BTreeMap<StageMove, ByBatch> = BTreeMap::new();
        for ((of_move, batch), sums) in self.0.iter().filter(|((of_move, _), _)| of_move.cell as usize == cell) {
            let by_batch = of_cell.entry(*of_move).or_insert([[0; BATCHES]; StageSum::COUNT]);
            by_batch.iter_mut().zip(sums).for_each(|(by_batch, sum)| by_batch[usize::from(*batch)] = *sum);
        }
        of_cell
    }

    /// Whether no count is beyond what a run reaches, and every batch and cell is one.
    pub(super) fn is_of(&self, cells: usize) -> bool {
        let is_one =
            |(of_move, batch): &(StageMove, u8)| (of_move.cell as usize) < cells && usize::from(*batch) < BATCHES;
        self.0.keys().all(is_one)
            && self.0.values().all(|sums| (0..MOST as i64).contains(&sums[StageSum::Loans as usize]))
    }

    /// Adds those of other worlds.
    ///
    /// # Errors
    /// None: a sum that does not fit cannot be told.
    pub fn merge(&mut self, other: &Self) -> Result<(), TallyError> {
        other.0.iter().for_each(|(place, sums)| add(self.0.entry(*place).or_default(), sums));
        Ok(())
    }
}

fn add(sums: &mut [i64; StageSum::COUNT], amounts: &[i64; StageSum::COUNT]) {
    sums.iter_mut().zip(amounts).for_each(|(sum, amount)| kept::add(sum, *amount));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_are_added_in_any_order() {
        let look = |year: u16, now: LoanClass, loss: i64| {
            let of_move = StageMove { cell: 0, year, origin: LoanClass::of_pair(0), before: LoanClass::NONE, now };
            (of_move, [1, 0, 1, 0, loss])
        };
        let (mut one, mut other) = (StageMoves::default(), StageMoves::default());
        one.add(3, [look(0, LoanClass::CURED, 7), look(1, LoanClass::LOST, kept::ABOVE)]);
        other.add(35, [look(0, LoanClass::CURED, -2)]);
        other.add(4, [look(0, LoanClass::CURED, 5)]);
        let mut turned = other.clone();
        turned.merge(&one).expect("sums");
        one.merge(&other).expect("sums");
        assert_eq!(one, turned);
        let of_cell = one.of_cell(0);
        let cured = of_cell[&look(0, LoanClass::CURED, 0).0];
        assert_eq!((cured[StageSum::Loans as usize][3], cured[StageSum::Loss as usize][3]), (2, 5));
        assert_eq!((cured[StageSum::Loans as usize][4], cured[StageSum::Loss as usize][4]), (1, 5));
        assert!(one.is_of(1) && !one.is_of(0) && one.of_cell(1).is_empty());
    }
}
