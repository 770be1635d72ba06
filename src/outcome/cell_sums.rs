//! Sums of amounts by cell and batch of worlds: of what only some studies tell.

use serde::{Deserialize, Serialize};

use super::batch_counts::MOST;
use super::kept::{self, BEYOND};
use super::saved::TallyError;
use super::{BATCHES, weighted};

/// Declares the sums over the paths of a cell that a table is made of.
macro_rules! path_sums {
    ($name:ident: $($variant:ident, $meaning:literal;)*) => {
        /// A sum over the paths of a cell; amounts in cents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum $name { $(#[doc = $meaning] $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Number of sums.
            pub const COUNT: usize = Self::ALL.len();
        }
    };
}

pub(super) use path_sums;

/// Which of the tables a study has that only some have, those of refusals apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// Amounts in money of origination: consumer prices are known.
    pub real_amounts: bool,
    /// What an insurer of mortgages has of them.
    pub insurance: bool,
    /// What becomes of loans that may be repaid before their time.
    pub exits: bool,
    /// What prices that answer to sales do.
    pub feedback: bool,
    /// Loans of a household at most, where any has more than one; else 0.
    pub loans: usize,
    /// Segments of a tape of loans, the whole of it first; 0: there is none.
    pub segments: usize,
    /// Whether some worlds tell what second lives of a tape's loans come to.
    pub second_lives: bool,
    /// Rows of a tape whose loans are told one by one; 0: they are not.
    pub loans_told: usize,
    /// Whether stages of a tape's loans are told along their paths.
    pub stage_moves: bool,
}

/// Sums in a fixed number of places for every cell and batch of worlds; [`BEYOND`] where one cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellSums {
    places: usize,
    sums: Vec<i128>,
}

impl CellSums {
    /// Of so many cells and places, all zero.
    pub fn new(cells: usize, places: usize) -> Self {
        Self { places, sums: vec![0; cells * BATCHES * places] }
    }

    /// Adds a path's amounts, one for each place. They are of 64 bits, so that no number of paths leaves 128.
    pub fn add(&mut self, cell: usize, batch: usize, amounts: &[i64]) {
        let first = (cell * BATCHES + batch) * self.places;
        for (sum, amount) in self.sums[first..first + self.places].iter_mut().zip(amounts) {
            // Of most paths most amounts are nothing.
            if *amount != 0 {
                *sum = if *sum == BEYOND || kept::is_beyond(*amount) { BEYOND } else { *sum + i128::from(*amount) };
            }
        }
    }

    /// A place of a cell, batch by batch; `None` where a sum cannot be told or does not fit into 64 bits.
    pub fn by_batch(&self, cell: usize, place: usize) -> Option<Vec<i64>> {
        let sum = |batch: usize| self.sums[(cell * BATCHES + batch) * self.places + place];
        (0..BATCHES).map(sum).map(|sum| if sum == BEYOND { None } else { i64::try_from(sum).ok() }).collect()
    }

    /// Whether this has as many cells and places as another, and no sum that no run reaches.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let most = u128::from(MOST) << 63;
        let possible = |sum: &i128| *sum == BEYOND || sum.unsigned_abs() < most;
        (self.places, self.sums.len()) == (other.places, other.sums.len()) && self.sums.iter().all(possible)
    }

    /// Lays pairs of batches together, those of the even one counted `rest` times.
    ///
    /// # Errors
    /// A sum leaves 128 bits.
    pub(super) fn pair_up(&mut self, rest: u32) -> Result<(), TallyError> {
        weighted::pair_up(&mut self.sums, self.places, weighted::amounts(rest))
    }

    /// Adds another set of the same shape.
    ///
    /// # Errors
    /// A sum leaves 128 bits.
    pub fn merge(&mut self, other: &CellSums) -> Result<(), TallyError> {
        for (sum, amount) in self.sums.iter_mut().zip(&other.sums) {
            *sum = match (*sum, *amount) {
                (BEYOND, _) | (_, BEYOND) => BEYOND,
                (sum, amount) => sum.checked_add(amount).ok_or(TallyError::Overflow)?,
            };
        }
        Ok(())
    }
}
