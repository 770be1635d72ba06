//! `summary`: a row per cell, every estimate with its Monte Carlo standard error beside it.

use polars::prelude::DataFrame;

use super::estimates::DEFAULT_RATE;
use super::estimator::{Estimator, ResultCell};
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn, WorldTable};
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
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn summary(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;

    let mut frame = Frame::of_cells(labels, &(0..cells).collect::<Vec<_>>());
    frame.integers(&WORLDS, vec![result.worlds.worlds() as i64; cells]);
    frame.integers(&HOUSEHOLDS, vec![result.households as i64; cells]);
    let of_cells = (0..cells).map(|cell| ResultCell::of(result, cell)).collect::<Result<Vec<_>, _>>()?;
    for estimator in Estimator::all() {
        let column = estimator.column();
        let estimates = of_cells.iter().map(|cell| estimator.of_cell(cell)).collect::<Result<_, _>>()?;
        frame.estimates(&column, estimates);
        if column == DEFAULT_RATE.column {
            frame.floats(&DEFAULT_RATE_UPPER_95, upper_bounds(&result.worlds));
        }
    }
    frame.finish()
}

/// Bound on the rate of each cell in which no default was seen.
fn upper_bounds(worlds: &WorldTable) -> Vec<Option<f64>> {
    let bound = |cell| {
        let seen = worlds.column(cell, WorldColumn::Defaults).any(|defaults| defaults != 0);
        let populated = worlds.column(cell, WorldColumn::Accepted).filter(|accepted| *accepted > 0).count();
        if seen { None } else { upper_bound_95(populated) }
    };
    (0..worlds.cells).map(bound).collect()
}
