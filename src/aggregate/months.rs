//! `months`: a row per cell and month, the states of households at the month's end.

use polars::prelude::DataFrame;

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, floats, integers};
use super::index_levels::{IndexLevels, LEVELS};
use super::month_batches::{ACCEPTED, AT_RISK, DEFAULTS_SO_FAR, MonthBatches};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{MonthCounter, StudyResult};

/// Columns `cell`, labels, `month` (1 to the horizon), `households_accepted`, then with errors from batches of worlds:
///
/// * the share of each state and of `under_water`, of accepted households;
/// * `default_hazard_monthly` = defaults recorded in the month ÷ households that at its start had their home, a loan
///   and no default open. At the start of month 1 these are all accepted ones. A reinstated household counts among
///   them, though its second default would not be recorded again: the hazard is understated by their share;
/// * `default_rate_cumulative` = defaults recorded up to the month's end ÷ accepted households;
///
/// and the quantiles `index_q05` … `index_q95` of the price index over worlds.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn months(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let horizon = result.tallies.months.months();
    let rows: Vec<(usize, usize)> =
        (0..result.worlds.cells).flat_map(|cell| (1..=horizon).map(move |month| (cell, month))).collect();
    let batches = MonthBatches::of(result)?;

    let mut columns = cell_columns(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    columns.push(integers("month", rows.iter().map(|(_, month)| *month as i64).collect()));
    let accepted = batches.batches(ACCEPTED).zip(&rows);
    let accepted = accepted.map(|(batches, (cell, _))| total(ACCEPTED, *cell, batches.iter().copied()));
    columns.push(integers(ACCEPTED, accepted.collect::<Result<_, _>>()?));

    let states = MonthCounter::ALL.iter().take(MonthCounter::STATES).copied();
    let shares = states.chain([MonthCounter::UnderWater]).map(|counter| counter.column().name);
    let shares = shares.map(|name| (name, name, ACCEPTED));
    let defaults = [
        ("default_hazard_monthly", MonthCounter::NewDefaults.column().name, AT_RISK),
        ("default_rate_cumulative", DEFAULTS_SO_FAR, ACCEPTED),
    ];
    for (name, numerator, denominator) in shares.chain(defaults) {
        columns.extend(estimates(name, Scale::Plain, batches.ratios(numerator, denominator)));
    }
    let models: Vec<IndexLevels> = result.tallies.price_levels.iter().map(IndexLevels::of).collect();
    for (name, p) in LEVELS {
        let level = |(cell, month): &(usize, usize)| {
            let model = *result.price_of_cell.get(*cell)?;
            models.get(model)?.quantile(*month, p)
        };
        columns.push(floats(name, rows.iter().map(level).collect()));
    }
    Ok(DataFrame::new(rows.len(), columns)?)
}
