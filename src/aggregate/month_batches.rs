//! Whole numbers by cell, month and batch of worlds, from which the monthly shares are made.

use polars::prelude::DataFrame;

use super::AggregateError;
use super::frame::whole_numbers;
use super::group_sums::group_sums;
use crate::outcome::StudyResult;
use crate::outcome::{BATCHES, MonthCounter};
use crate::stats::Estimate;
use crate::stats::ratio::{ratio, ratio_mcse};

/// Households that bought: the sum of all states.
pub(super) const ACCEPTED: &str = "households_accepted";
/// Households that at the month's start had their home, a loan and no default open.
pub(super) const AT_RISK: &str = "at_risk";
/// Defaults recorded up to the month's end.
pub(super) const DEFAULTS_SO_FAR: &str = "defaults_so_far";

/// States of a household at risk.
const AT_RISK_STATES: [MonthCounter; 4] =
    [MonthCounter::Performing, MonthCounter::PastDue30, MonthCounter::PastDue60, MonthCounter::PastDue90];

/// Integer columns with a row per (cell, month, batch), batches running fastest, and their sums over batches.
pub(super) struct MonthBatches {
    columns: Vec<(&'static str, Vec<i64>)>,
    sums: Vec<Vec<i128>>,
}

impl MonthBatches {
    pub(super) fn of(result: &StudyResult) -> Result<Self, AggregateError> {
        let columns = batch_columns(result)?;
        let sums = sums_over_batches(result, &columns)?;
        Ok(Self { columns, sums })
    }

    /// Sum over batches, a value per (cell, month).
    pub(super) fn sums(&self, column: &str) -> Vec<i128> {
        match self.place(column) {
            Some(place) => self.sums.iter().filter_map(|row| row.get(place).copied()).collect(),
            None => Vec::new(),
        }
    }

    /// Ratio of two columns with its error from batches, a value per (cell, month).
    pub(super) fn ratios(&self, numerator: &str, denominator: &str) -> Vec<Estimate> {
        let (y, x) = (self.values(numerator), self.values(denominator));
        let batches = y.chunks(BATCHES).zip(x.chunks(BATCHES));
        let sums = self.sums(numerator).into_iter().zip(self.sums(denominator));
        sums.zip(batches)
            .map(|((sum_y, sum_x), (y, x))| Estimate { value: ratio(sum_y, sum_x), mcse: ratio_mcse(y, x) })
            .collect()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| *name == column)
    }

    fn values(&self, column: &str) -> &[i64] {
        self.columns.iter().find(|(name, _)| *name == column).map_or(&[], |(_, values)| values)
    }
}

fn batch_columns(result: &StudyResult) -> Result<Vec<(&'static str, Vec<i64>)>, AggregateError> {
    let rows = result.worlds.cells * result.months.months() * BATCHES;
    let names = MonthCounter::ALL.iter().map(|counter| counter.column().name);
    let mut columns: Vec<(&'static str, Vec<i64>)> =
        names.chain([ACCEPTED, AT_RISK, DEFAULTS_SO_FAR]).map(|name| (name, Vec::with_capacity(rows))).collect();
    for cell in 0..result.worlds.cells {
        let mut defaults_so_far = [0_i64; BATCHES];
        let mut at_risk_after: [Option<i64>; BATCHES] = [None; BATCHES];
        for month in 1..=result.months.months() {
            for (batch, (defaults, at_risk)) in defaults_so_far.iter_mut().zip(&mut at_risk_after).enumerate() {
                let row = BatchRow::read(result, cell, month, batch)?;
                *defaults += row.counter(MonthCounter::NewDefaults);
                let accepted = row.accepted();
                // Before the first month everyone who bought is performing.
                let at_risk_before = at_risk.replace(row.at_risk()).unwrap_or(accepted);
                let values = row.0.into_iter().chain([accepted, at_risk_before, *defaults]);
                columns.iter_mut().zip(values).for_each(|((_, column), value)| column.push(value));
            }
        }
    }
    Ok(columns)
}

/// The counters of one (cell, month, batch), each below 2⁴⁸ so that sums over states and months do not overflow.
struct BatchRow([i64; MonthCounter::COUNT]);

impl BatchRow {
    fn read(result: &StudyResult, cell: usize, month: usize, batch: usize) -> Result<Self, AggregateError> {
        let mut values = [0; MonthCounter::COUNT];
        let counts = result.months.get(cell, month, batch);
        for ((value, count), counter) in values.iter_mut().zip(counts).zip(MonthCounter::ALL) {
            if !(0..1 << 48).contains(count) {
                return Err(AggregateError::Overflow { column: counter.column().name, cell });
            }
            *value = *count;
        }
        Ok(Self(values))
    }

    fn counter(&self, counter: MonthCounter) -> i64 {
        self.0[counter as usize]
    }

    fn accepted(&self) -> i64 {
        self.0.iter().take(MonthCounter::STATES).sum()
    }

    fn at_risk(&self) -> i64 {
        AT_RISK_STATES.iter().map(|state| self.counter(*state)).sum()
    }
}

fn sums_over_batches(
    result: &StudyResult,
    columns: &[(&'static str, Vec<i64>)],
) -> Result<Vec<Vec<i128>>, AggregateError> {
    let months = result.worlds.cells * result.months.months();
    let cell_month = (0..months as i64).flat_map(|row| std::iter::repeat_n(row, BATCHES)).collect();
    let mut frame = vec![whole_numbers("cell_month", cell_month)];
    frame.extend(columns.iter().map(|(name, values)| whole_numbers(name, values.clone())));
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    group_sums(&DataFrame::new(months * BATCHES, frame)?, &["cell_month"], &names)
}
