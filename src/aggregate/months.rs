//! `months`: a row per cell and month, the states of households at the month's end.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::index_levels::{IndexLevels, LEVELS};
use super::month_batches::{ACCEPTED, AT_RISK, DEFAULTS_SO_FAR, MonthBatches};
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, MonthCounter, StudyResult, Unit, Words};

/// Month of a row.
pub const MONTH: Column =
    Column::new("month", Unit::Months, "Month, from 1 to the horizon.", "月", "月份，从 1 到统计期末。");
const HOUSEHOLDS_ACCEPTED: Column =
    Column::new(ACCEPTED, Unit::Count, "Households that bought.", "成交家庭", "买下房屋的家庭。");
const DEFAULT_HAZARD_MONTHLY: Column = Column::new(
    "default_hazard_monthly",
    Unit::Fraction,
    "Defaults of the month ÷ households that at its start had their home, a loan and no default open.",
    "违约风险率",
    "当月违约 ÷ 月初仍持有房屋和贷款且无未了结违约的家庭。",
);
/// Defaults so far.
pub const DEFAULT_RATE_CUMULATIVE: Column = Column::new(
    "default_rate_cumulative",
    Unit::Fraction,
    "Defaults up to the month's end ÷ households that bought.",
    "累计违约率",
    "截至月末的违约 ÷ 成交家庭。",
);

/// The states of households, month by month.
pub const MONTHS: Table = Table {
    name: "months",
    holds: Words::new(
        "a row per cell and month: shares of households by state, default hazard, price index",
        "每个单元每月一行：各状态家庭占比、违约风险率、房价指数",
    ),
    columns: || {
        let rates = shares().map(MonthCounter::column).chain([DEFAULT_HAZARD_MONTHLY, DEFAULT_RATE_CUMULATIVE]);
        let levels = LEVELS.iter().map(|(column, _)| *column);
        labels().chain(plain([MONTH, HOUSEHOLDS_ACCEPTED])).chain(with_errors(rates)).chain(plain(levels)).collect()
    },
    source: Source::Result(|result, labels| months(result, labels).map(Some)),
    rows: |extent| extent.cells * extent.months,
};

/// What is shown as a share of those that bought: the states, then those under water.
fn shares() -> impl Iterator<Item = MonthCounter> {
    MonthCounter::ALL.iter().take(MonthCounter::STATES).copied().chain([MonthCounter::UnderWater])
}

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

    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.integers(&MONTH, rows.iter().map(|(_, month)| *month as i64).collect());
    let accepted = batches.batches(ACCEPTED).zip(&rows);
    let accepted = accepted.map(|(batches, (cell, _))| total(ACCEPTED, *cell, batches.iter().copied()));
    frame.integers(&HOUSEHOLDS_ACCEPTED, accepted.collect::<Result<_, _>>()?);

    for column in shares().map(MonthCounter::column) {
        frame.computed(&column, batches.ratios(column.name, ACCEPTED));
    }
    frame.computed(&DEFAULT_HAZARD_MONTHLY, batches.ratios(MonthCounter::NewDefaults.column().name, AT_RISK));
    frame.computed(&DEFAULT_RATE_CUMULATIVE, batches.ratios(DEFAULTS_SO_FAR, ACCEPTED));
    let models: Vec<IndexLevels> = result.tallies.price_levels.iter().map(IndexLevels::of).collect();
    for (column, p) in LEVELS {
        let level = |(cell, month): &(usize, usize)| {
            let model = *result.price_of_cell.get(*cell)?;
            models.get(model)?.quantile(*month, p)
        };
        frame.floats(&column, rows.iter().map(level).collect());
    }
    frame.finish()
}
