//! Whole numbers by cell, month and batch of worlds, from which the monthly shares are made.

use super::AggregateError;
use crate::outcome::{BATCHES, MonthCounter, StudyResult};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// Households that bought: the sum of all states.
pub(super) const ACCEPTED: &str = "households_accepted";
/// Households that at the month's start had their home, a loan and no default open.
pub(super) const AT_RISK: &str = "at_risk";
/// Defaults recorded up to the month's end.
pub(super) const DEFAULTS_SO_FAR: &str = "defaults_so_far";

/// States of a household at risk.
const AT_RISK_STATES: [MonthCounter; 4] =
    [MonthCounter::Performing, MonthCounter::PastDue30, MonthCounter::PastDue60, MonthCounter::PastDue90];

/// Integer columns with a row per (cell, month, batch), batches running fastest.
pub(super) struct MonthBatches {
    columns: Vec<(&'static str, Vec<i64>)>,
}

impl MonthBatches {
    /// # Errors
    /// A counter is below 0, or so large that sums of it may leave 64 bits.
    pub(super) fn of(result: &StudyResult) -> Result<Self, AggregateError> {
        let months = &result.tallies.months;
        let rows = result.worlds.cells * months.months() * BATCHES;
        let names = MonthCounter::ALL.iter().map(|counter| counter.column().name);
        let mut columns: Vec<(&'static str, Vec<i64>)> =
            names.chain([ACCEPTED, AT_RISK, DEFAULTS_SO_FAR]).map(|name| (name, Vec::with_capacity(rows))).collect();
        for cell in 0..result.worlds.cells {
            let mut defaults_so_far = [0_i64; BATCHES];
            let mut at_risk_after: [Option<i64>; BATCHES] = [None; BATCHES];
            for end in months.ends(cell) {
                for ((row, defaults), at_risk) in end.iter().zip(&mut defaults_so_far).zip(&mut at_risk_after) {
                    check(row, cell)?;
                    *defaults += row[MonthCounter::NewDefaults as usize];
                    let accepted = row[..MonthCounter::STATES].iter().sum();
                    let at_risk_now = AT_RISK_STATES.iter().map(|state| row[*state as usize]).sum();
                    // Before the first month everyone who bought is performing.
                    let at_risk_before = at_risk.replace(at_risk_now).unwrap_or(accepted);
                    let values = row.iter().copied().chain([accepted, at_risk_before, *defaults]);
                    columns.iter_mut().zip(values).for_each(|((_, column), value)| column.push(value));
                }
            }
        }
        Ok(Self { columns })
    }

    /// Batch by batch, an entry per (cell, month).
    pub(super) fn batches(&self, column: &str) -> impl Iterator<Item = &[i64]> {
        let values = self.columns.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, values)| values);
        values.chunks(BATCHES)
    }

    /// Ratio of two columns with its error from batches, a value per (cell, month).
    pub(super) fn ratios(&self, numerator: &str, denominator: &str) -> Vec<Estimate> {
        let batches = self.batches(numerator).zip(self.batches(denominator));
        batches.map(|(y, x)| ratio_of_sums(y, x)).collect()
    }
}

/// Counters below 2⁴⁸ do not leave 64 bits when those of all states, months and batches are added.
fn check(counters: &[i64; MonthCounter::COUNT], cell: usize) -> Result<(), AggregateError> {
    match counters.iter().zip(MonthCounter::ALL).find(|(count, _)| !(0..1 << 48).contains(*count)) {
        Some((_, counter)) => Err(AggregateError::Overflow { column: counter.column().name, cell }),
        None => Ok(()),
    }
}
