//! What each loan of a book comes to over worlds, METHOD.md equation (260): counts and sums by cell and row of its tape.

use serde::{Deserialize, Serialize};

use super::kept;
use super::saved::TallyError;

/// What does not change from world to world of the loans of a book, and by what they are put into stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanBook {
    /// Rows of the tape in the order of their ids.
    pub rows: Vec<LoanRow>,
    /// When a loan is in a stage.
    pub terms: StageTerms,
}

/// A row of the tape, as far as tables of loans tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanRow {
    /// What the loan is called.
    pub id: Box<str>,
    /// Its place in [`LoanSums`].
    pub place: u32,
    /// Number of the segment of loans that are alike, whose estimates are pooled.
    pub pool: u16,
    /// Loans that the row stands for.
    pub loans: u32,
    /// Days past due in month 0, whole months of 30.
    pub days_past_due: u32,
    /// Months from month 0 to the end of the contract.
    pub remaining_months: u32,
    /// Probability of default over these months or to the horizon, as expected at origination.
    pub origination_pd: Option<f64>,
    /// Number of the segment whose estimates tell what was expected at origination, where the tape does not and that is asked for.
    pub origination_pool: Option<u16>,
}

/// When a loan is in stage 2 or 3, equation (262).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageTerms {
    /// In stage 2 with more days past due than this.
    pub days_past_due: u32,
    /// In stage 2 where the probability of default has grown to more than so many times that expected at origination.
    pub pd_ratio: f64,
    /// In stage 2 where it has grown by more than this.
    pub pd_rise: Option<f64>,
    /// In stage 3 from so many days past due on.
    pub default_days_past_due: u32,
    /// Months for which a cured default stays in stage 3; `None`: no loan is followed along its path.
    pub probation_months: Option<u32>,
}

impl StageTerms {
    /// Whether a probability of default has grown so much since origination that a loan is in stage 2.
    pub fn has_grown(&self, pd: f64, expected: f64) -> bool {
        pd > self.pd_ratio * expected || self.pd_rise.is_some_and(|rise| pd - expected > rise)
    }
}

/// What a path tells of its loan where every loan is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanRecord {
    /// Cell of the study.
    pub cell: u32,
    /// Row of the tape.
    pub row: u32,
    /// What was owed in month 0, cents; told in world 0 alone.
    pub exposure: i64,
    /// Its default, if there is one.
    pub default: Option<LoanDefault>,
}

/// A loan's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanDefault {
    /// Whether it came by month 12.
    pub is_in_12: bool,
    /// The lender's loss, at month 0, cents.
    pub loss: i64,
}

/// Defaults and losses of a row's loans up to a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanSum {
    /// Defaults.
    pub defaults: u32,
    /// Losses, cents.
    pub loss: i128,
    /// Squares of losses.
    pub squared_loss: i128,
}

/// What a row's loans come to in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanTold {
    /// What they owe in month 0, cents.
    pub exposure: i64,
    /// By month 12.
    pub in_12: LoanSum,
    /// By the horizon.
    pub to_horizon: LoanSum,
    /// Whether an amount was beyond what can be squared and summed: then none of the losses can be told.
    pub is_beyond: bool,
}

/// Largest loss that is squared, cents: the squares of any number of worlds fit.
const MOST_SQUARED: i64 = 1 << 48;

/// Sums by cell and row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanSums {
    cells: usize,
    rows: usize,
    /// By cell, then row; nothing until something is added.
    told: Vec<LoanTold>,
}

impl LoanSum {
    fn count(&mut self, loss: i64) {
        self.defaults += 1;
        self.loss += i128::from(loss);
        self.squared_loss += i128::from(loss) * i128::from(loss);
    }

    fn merge(&mut self, other: &Self) -> Result<(), TallyError> {
        self.defaults = self.defaults.checked_add(other.defaults).ok_or(TallyError::Overflow)?;
        self.loss = self.loss.checked_add(other.loss).ok_or(TallyError::Overflow)?;
        self.squared_loss = self.squared_loss.checked_add(other.squared_loss).ok_or(TallyError::Overflow)?;
        Ok(())
    }
}

impl LoanSums {
    /// Of so many cells and rows, nothing added.
    pub fn new(cells: usize, rows: usize) -> Self {
        Self { cells, rows, told: Vec::new() }
    }

    /// What a row's loans come to in a cell.
    pub fn of(&self, cell: usize, row: usize) -> LoanTold {
        self.told.get(cell * self.rows + row).copied().unwrap_or_default()
    }

    /// Rows of the tape.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds what paths tell.
    pub fn add(&mut self, records: impl IntoIterator<Item = LoanRecord>) {
        for LoanRecord { cell, row, exposure, default } in records {
            if self.told.is_empty() {
                self.told.resize(self.cells * self.rows, LoanTold::default());
            }
            let told = &mut self.told[cell as usize * self.rows + row as usize];
            kept::add(&mut told.exposure, exposure);
            let Some(LoanDefault { is_in_12, loss }) = default else { continue };
            let counted = if (-MOST_SQUARED..=MOST_SQUARED).contains(&loss) { loss } else { 0 };
            told.is_beyond |= counted != loss;
            told.to_horizon.count(counted);
            if is_in_12 {
                told.in_12.count(counted);
            }
        }
    }

    /// Whether this has as many cells and rows as another, and room for all or none of them.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let sizes = [0, self.cells * self.rows];
        (self.cells, self.rows) == (other.cells, other.rows) && sizes.contains(&self.told.len())
    }

    /// Adds those of other worlds.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub fn merge(&mut self, other: &Self) -> Result<(), TallyError> {
        if self.told.is_empty() {
            self.told.clone_from(&other.told);
            return Ok(());
        }
        for (mine, theirs) in self.told.iter_mut().zip(&other.told) {
            kept::add(&mut mine.exposure, theirs.exposure);
            mine.is_beyond |= theirs.is_beyond;
            mine.in_12.merge(&theirs.in_12)?;
            mine.to_horizon.merge(&theirs.to_horizon)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(row: u32, loss: i64, is_in_12: bool) -> LoanRecord {
        LoanRecord { cell: 1, row, exposure: 0, default: Some(LoanDefault { is_in_12, loss }) }
    }

    #[test]
    fn worlds_are_added_in_any_order() {
        let records = [record(0, 7, true), record(2, -3, false), record(2, 5, true), record(2, i64::MAX, true)];
        let mut whole = LoanSums::new(2, 3);
        whole.add(records);
        let (mut one, mut other) = (LoanSums::new(2, 3), LoanSums::new(2, 3));
        one.add(records[2..].iter().copied());
        other.add(records[..2].iter().copied());
        let mut none = LoanSums::new(2, 3);
        for part in [&one, &other, &LoanSums::new(2, 3)] {
            none.merge(part).expect("sums");
        }
        other.merge(&one).expect("sums");
        assert_eq!((&none, &other), (&whole, &whole));
        let told = whole.of(1, 2);
        assert_eq!((told.to_horizon.defaults, told.in_12.defaults, told.is_beyond), (3, 2, true));
        assert_eq!((told.to_horizon.loss, told.to_horizon.squared_loss), (2, 34));
        assert_eq!(whole.of(0, 2), LoanTold::default());
    }
}
