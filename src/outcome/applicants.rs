//! Who asked for a loan, and who got it: integer sums by cell, batch of worlds and verdict.

use serde::{Deserialize, Serialize};

use super::batch_counts::MOST;
use super::kept::BEYOND;
use super::saved::TallyError;
use super::{BATCHES, FinalState, weighted};

macro_rules! applicant_columns {
    ($($variant:ident, $name:literal, $meaning:literal;)*) => {
        /// What is added up of applicants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum ApplicantColumn { $(#[doc = $meaning] $variant,)* }

        impl ApplicantColumn {
            /// All columns in order.
            pub const ALL: &'static [ApplicantColumn] = &[$(ApplicantColumn::$variant,)*];
            /// Number of columns.
            pub const COUNT: usize = Self::ALL.len();

            /// Name, for messages.
            pub const fn name(self) -> &'static str {
                match self { $(ApplicantColumn::$variant => $name,)* }
            }
        }
    };
}

applicant_columns! {
    Households, "households", "Households that asked.";
    HomePrice, "home_price", "Prices of their homes.";
    Loan, "loan", "Loans they asked for.";
    Income, "income_monthly", "Their wages at origination.";
    OpeningCash, "opening_cash", "Cash after closing; negative where savings fall short.";
    DebtService, "debt_service", "First instalment and service of other debts.";
}

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Name, as in the files.
    pub name: &'static str,
    /// The final state of a refused household; `None`: it bought.
    pub refusal: Option<FinalState>,
}

/// Verdicts in the order of the files.
pub const VERDICTS: [Verdict; 6] = [
    Verdict { name: "accepted", refusal: None },
    refused(FinalState::RefusedCash),
    refused(FinalState::RefusedDownPayment),
    refused(FinalState::RefusedBuildingAge),
    refused(FinalState::RefusedDsti),
    refused(FinalState::RefusedBuffer),
];

const fn refused(state: FinalState) -> Verdict {
    Verdict { name: state.name(), refusal: Some(state) }
}

/// Sums of one verdict; [`BEYOND`] where one cannot be told.
pub type ApplicantSums = [i128; ApplicantColumn::COUNT];

/// Sums by cell, batch of worlds and verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicants {
    sums: Vec<ApplicantSums>,
}

impl Applicants {
    /// Of so many cells, all zero.
    pub fn new(cells: usize) -> Self {
        Self { sums: vec![[0; ApplicantColumn::COUNT]; cells * BATCHES * VERDICTS.len()] }
    }

    fn at(cell: usize, batch: usize, verdict: usize) -> usize {
        (cell * BATCHES + batch) * VERDICTS.len() + verdict
    }

    /// Cells of the study.
    pub fn cells(&self) -> usize {
        self.sums.len() / (BATCHES * VERDICTS.len())
    }

    /// Sums of a cell, batch and verdict (its place in [`VERDICTS`]).
    pub fn get(&self, cell: usize, batch: usize, verdict: usize) -> &ApplicantSums {
        &self.sums[Self::at(cell, batch, verdict)]
    }

    /// Adds one applicant. Its amounts are of 64 bits, so that no number of applicants leaves 128.
    pub fn add(&mut self, cell: usize, batch: usize, refusal: Option<FinalState>, amounts: &ApplicantSums) {
        let verdict = VERDICTS.iter().position(|verdict| verdict.refusal == refusal).unwrap_or(0);
        for (sum, amount) in self.sums[Self::at(cell, batch, verdict)].iter_mut().zip(amounts) {
            *sum = if *sum == BEYOND || *amount == BEYOND { BEYOND } else { *sum + amount };
        }
    }

    /// Whether this has as many cells as another, and no sum that no run reaches.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let most = u128::from(MOST) << 63;
        let possible = |sum: &i128| *sum == BEYOND || sum.unsigned_abs() < most;
        self.sums.len() == other.sums.len() && self.sums.iter().flatten().all(possible)
    }

    /// Lays pairs of batches together, those of the even one counted `rest` times.
    ///
    /// # Errors
    /// A sum leaves 128 bits.
    pub(super) fn pair_up(&mut self, rest: u32) -> Result<(), TallyError> {
        weighted::pair_up(
            self.sums.as_flattened_mut(),
            VERDICTS.len() * ApplicantColumn::COUNT,
            weighted::amounts(rest),
        )
    }

    /// Adds another set of the same shape.
    ///
    /// # Errors
    /// A sum leaves 128 bits.
    pub fn merge(&mut self, other: &Applicants) -> Result<(), TallyError> {
        for (sum, amount) in self.sums.iter_mut().flatten().zip(other.sums.iter().flatten()) {
            *sum = match (*sum, *amount) {
                (BEYOND, _) | (_, BEYOND) => BEYOND,
                (sum, amount) => sum.checked_add(amount).ok_or(TallyError::Overflow)?,
            };
        }
        Ok(())
    }
}
