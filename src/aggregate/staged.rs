//! Expected credit losses of a book's loans: what their pools tell, and the stage of each, METHOD.md equations (260) to (263).

use super::book;
use crate::outcome::label::CellLabel;
use crate::outcome::loan_sums::{LoanRow, StageTerms};
use crate::outcome::{LoanBook, LoanSums, SegmentSum, StudyResult};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// Defaults and losses of the loans of a pool up to a month.
#[derive(Clone, Debug, Default)]
pub(super) struct PoolWindow {
    /// Probability of default.
    pub pd: Estimate,
    /// Losses ÷ exposure.
    pub loss_rate: Estimate,
    /// Losses by what is independent, world by world or summed over units of worlds, cents; `None` where one cannot be told.
    pub losses: Option<Vec<i64>>,
}

/// What the loans of a pool come to in a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    /// What they owe in month 0, cents, mean over worlds.
    pub exposure: Option<f64>,
    /// By month 12.
    pub in_12: PoolWindow,
    /// By the horizon.
    pub to_horizon: PoolWindow,
}

/// A stage of IFRS 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Credit risk has not grown much.
    One,
    /// It has.
    Two,
    /// In default.
    Three,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];

    /// Its number.
    pub fn number(self) -> i64 {
        self as i64 + 1
    }

    /// Of a row whose pool has such a probability of default, and of which such a one was expected, equation (262).
    pub fn of(row: &LoanRow, pd: Option<f64>, expected: Option<f64>, terms: &StageTerms) -> Self {
        if row.days_past_due >= terms.default_days_past_due {
            return Self::Three;
        }
        let has_grown = pd.zip(expected).is_some_and(|(pd, expected)| terms.has_grown(pd, expected));
        if row.days_past_due > terms.days_past_due || has_grown { Self::Two } else { Self::One }
    }
}

/// The loans of a study that are told one by one, with their pools.
pub(super) struct Staged<'a> {
    /// What does not change from world to world.
    pub book: &'a LoanBook,
    /// What each row comes to.
    pub sums: &'a LoanSums,
    /// Worlds of the study.
    pub worlds: usize,
    /// Whether each of them is drawn by itself.
    pub are_independent: bool,
    /// How many there are by what is independent: one each, or as many as a unit of them has.
    pub worlds_by_unit: Vec<i64>,
    /// By cell, then number of the segment.
    pub pools: Vec<Vec<Pool>>,
    /// By cell: the cells that differ from it in their scenario alone, itself among them, with their probabilities; empty
    /// where scenarios have none.
    pub scenarios: Vec<Vec<(usize, f64)>>,
}

impl<'a> Staged<'a> {
    /// Of a study; `None` where loans are not told one by one.
    pub fn of(result: &'a StudyResult, labels: &[CellLabel]) -> Option<Self> {
        let book = result.loan_book.as_deref()?;
        let sums = result.tallies.loans.as_ref()?;
        let (segments, names) = book::of(result, labels)?;
        let way = names.get(usize::from(book.rows.first()?.pool)).map(|pool| pool.by.as_str());
        let worlds_by_unit = segments.worlds_by_unit(result.units);
        let pool = |cell: usize, number: usize| {
            // Other ways of cutting the book are not asked for.
            if way != Some(&names[number].by) {
                return Pool::default();
            }
            let of = |sum: SegmentSum| segments.by_unit(result.units, cell, number, sum);
            let ratio = |y: SegmentSum, x: SegmentSum| match (of(y), of(x)) {
                (Some(y), Some(x)) => ratio_of_sums(&y, &x),
                _ => Estimate::default(),
            };
            let window = |defaults: SegmentSum, loss: SegmentSum| PoolWindow {
                pd: ratio(defaults, SegmentSum::Loans),
                loss_rate: ratio(loss, SegmentSum::Exposure),
                losses: of(loss),
            };
            let mean = |values: Vec<i64>| ratio_of_sums(&values, &worlds_by_unit).value;
            Pool {
                exposure: of(SegmentSum::Exposure).and_then(mean),
                in_12: window(SegmentSum::DefaultsIn12, SegmentSum::LossIn12),
                to_horizon: window(SegmentSum::Defaults, SegmentSum::Loss),
            }
        };
        let pools = (0..labels.len()).map(|cell| (0..names.len()).map(|number| pool(cell, number)).collect());
        let alike = |cell: &CellLabel| -> Vec<(usize, f64)> {
            let peers = labels.iter().enumerate().filter(|(_, peer)| peer.swept == cell.swept);
            peers.filter_map(|(number, peer)| Some((number, peer.probability?))).collect()
        };
        let pools = pools.collect();
        Some(Self {
            book,
            sums,
            worlds: result.worlds.worlds(),
            are_independent: result.units.are_worlds(),
            worlds_by_unit,
            pools,
            scenarios: labels.iter().map(alike).collect(),
        })
    }

    /// A row's pool in a cell.
    pub fn pool(&self, cell: usize, row: &LoanRow) -> &Pool {
        &self.pools[cell][usize::from(row.pool)]
    }

    /// Its stage: by the mean of its probabilities of default over scenarios, where these have probabilities.
    pub fn stage(&self, cell: usize, row: &LoanRow) -> Stage {
        let pd = |pool: u16| {
            let pd = |cell: usize| self.pools[cell][usize::from(pool)].to_horizon.pd.value;
            match self.scenarios[cell].as_slice() {
                [] => pd(cell),
                scenarios => scenarios.iter().map(|(cell, probability)| Some(pd(*cell)? * probability)).sum(),
            }
        };
        let expected = row.origination_pd.or_else(|| row.origination_pool.and_then(pd));
        Stage::of(row, pd(row.pool), expected, &self.book.terms)
    }

    /// The window whose losses a stage counts.
    pub fn window(pool: &Pool, stage: Stage) -> &PoolWindow {
        if stage == Stage::One { &pool.in_12 } else { &pool.to_horizon }
    }

    /// Expected loss of a row in a cell, cents: exposure times the loss rate of its pool, equation (263).
    pub fn expected_loss(&self, cell: usize, row: &LoanRow, stage: Stage) -> Estimate {
        let exposure = crate::outcome::kept::known(self.sums.of(cell, row.place as usize).exposure);
        let rate = Self::window(self.pool(cell, row), stage).loss_rate;
        exposure.map_or_else(Estimate::default, |exposure| rate.scaled(exposure as f64))
    }

    /// Its mean over scenarios; `None` where these have no probabilities.
    pub fn weighted_loss(&self, cell: usize, row: &LoanRow, stage: Stage) -> Option<f64> {
        let scenarios = self.scenarios[cell].as_slice();
        let of_each = scenarios
            .iter()
            .map(|(cell, probability)| Some(self.expected_loss(*cell, row, stage).value? * probability));
        if scenarios.is_empty() { None } else { of_each.sum() }
    }
}

/// What is provided for: a gain is none, equation (263).
pub(super) fn provided(loss: f64) -> f64 {
    if loss > 0.0 { loss } else { 0.0 }
}
