//! `summary`: a row per cell, every estimate with its Monte Carlo standard error beside it.

use polars::prelude::DataFrame;

use super::cell_rows::CellRows;
use super::estimates::DEFAULT_RATE;
use super::estimator::{Estimator, ResultCell};
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn};
use crate::stats::rule_of_three::upper_bound_95;

/// Number of worlds.
pub const WORLDS: Column = Column::new("worlds", Unit::Count, "Worlds simulated.", "世界数", "模拟的情景世界数。");
const HOUSEHOLDS: Column =
    Column::new("households", Unit::Count, "Households a world.", "家庭数", "每个世界的家庭数。");
/// What is left to say of a default rate when no default was seen.
pub const DEFAULT_RATE_UPPER_95: Column = Column::new(
    "default_rate_upper_95",
    Unit::Fraction,
    "Upper end of the rate's 95% interval; filled only where no default was seen.",
    "违约率上限 95%",
    "违约率 95% 区间的上端；仅在未见违约时填写。",
);
/// The estimates of each cell.
pub const SUMMARY: Table = Table {
    name: "summary",
    holds: Words::new("a row per cell: estimates and their standard errors", "每个单元一行：估计值及其标准误"),
    columns: || {
        let rest = Estimator::all().map(Estimator::column).filter(|column| *column != DEFAULT_RATE.column);
        labels()
            .chain(plain([WORLDS, HOUSEHOLDS]))
            .chain(with_errors([DEFAULT_RATE.column]))
            .chain(plain([DEFAULT_RATE_UPPER_95]))
            .chain(with_errors(rest))
            .collect()
    },
    source: Source::Result(|result, labels| summary(result, labels).map(Some)),
    rows: |extent| extent.cells,
};

/// Columns `cell`, labels, `worlds`, `households`, then the estimates of [`Estimator::all`]. `default_rate_upper_95` is
/// filled only when no default was seen.
///
/// # Errors
/// The result and the labels do not belong together, rows of worlds cannot be read, or a number does not fit into 64
/// bits.
pub fn summary(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;

    let mut frame = Frame::of_cells(labels, &(0..cells).collect::<Vec<_>>());
    frame.integers(&WORLDS, vec![result.worlds.worlds() as i64; cells]);
    frame.integers(&HOUSEHOLDS, vec![result.households as i64; cells]);
    // Cell by cell, so that the rows of one at a time are in memory.
    let mut of_estimators = vec![Vec::with_capacity(cells); Estimator::all().count()];
    let mut bounds = Vec::with_capacity(cells);
    for cell in 0..cells {
        let cell = ResultCell::of(result, cell)?;
        for (estimates, estimator) in of_estimators.iter_mut().zip(Estimator::all()) {
            estimates.push(estimator.of_cell(&cell)?);
        }
        bounds.push(if result.units.are_worlds() { upper_bound(cell.rows())? } else { None });
    }
    for (estimator, estimates) in Estimator::all().zip(of_estimators) {
        let column = estimator.column();
        frame.estimates(&column, estimates);
        if column == DEFAULT_RATE.column {
            frame.floats(&DEFAULT_RATE_UPPER_95, std::mem::take(&mut bounds));
        }
    }
    frame.finish()
}

/// Bound on the rate of a cell, if no default was seen in it.
fn upper_bound(cell: &CellRows<'_>) -> Result<Option<f64>, AggregateError> {
    if cell.column(WorldColumn::Defaults)?.iter().any(|defaults| *defaults != 0) {
        return Ok(None);
    }
    Ok(upper_bound_95(cell.column(WorldColumn::Accepted)?.iter().filter(|accepted| **accepted > 0).count()))
}
