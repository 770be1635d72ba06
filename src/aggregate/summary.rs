//! `summary`: a row per cell, every estimate with its Monte Carlo standard error beside it.

use polars::prelude::DataFrame;

use super::estimates::{self as catalogue, DEFAULT_RATE, RatioEstimate, Terms};
use super::frame::Frame;
use super::household_loss::{HouseholdLosses, LOSS_ESTIMATES};
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn, WorldTable};
use crate::stats::ratio::{ratio, ratio_of_sums};
use crate::stats::rule_of_three::upper_bound_95;
use crate::stats::{Estimate, PerMille, quantile};

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
/// Quantiles over worlds of a world's own default rate: a portfolio of that many loans.
const WORLD_DEFAULT_RATE: [(Column, PerMille); 2] = [
    (
        Column::new(
            "world_default_rate_q95",
            Unit::Fraction,
            "Default rate one world in twenty exceeds: a portfolio of that many loans in a bad world.",
            "坏世界违约率 95%",
            "二十分之一的世界所超过的违约率：如此规模的组合在坏情景中的违约率。",
        ),
        PerMille::new(950),
    ),
    (
        Column::new(
            "world_default_rate_q99",
            Unit::Fraction,
            "Default rate one world in a hundred exceeds.",
            "坏世界违约率 99%",
            "百分之一的世界所超过的违约率。",
        ),
        PerMille::new(990),
    ),
];

/// The estimates of each cell.
pub const SUMMARY: Table = Table {
    name: "summary",
    holds: Words::new("a row per cell: estimates and their standard errors", "每个单元一行：估计值及其标准误"),
    columns: || {
        let rest = catalogue::ALL.iter().skip(1).map(|estimate| estimate.column);
        let losses = LOSS_ESTIMATES.iter().map(|kind| kind.column);
        let over_worlds = WORLD_DEFAULT_RATE.iter().map(|(column, _)| *column);
        labels()
            .chain(plain([WORLDS, HOUSEHOLDS]))
            .chain(with_errors([DEFAULT_RATE.column]))
            .chain(plain([DEFAULT_RATE_UPPER_95]))
            .chain(with_errors(rest.chain(losses).chain(over_worlds)))
            .collect()
    },
    source: Source::Result(|result, labels| summary(result, labels).map(Some)),
    rows: |extent| extent.cells,
};

/// Columns `cell`, labels, `worlds`, `households`, then the estimates of [`catalogue::ALL`], the household's loss and
/// the default rate of worlds. `default_rate_upper_95` is filled only when no default was seen.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn summary(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;

    let mut frame = Frame::of_cells(labels, &(0..cells).collect::<Vec<_>>());
    frame.integers(&WORLDS, vec![result.worlds.worlds() as i64; cells]);
    frame.integers(&HOUSEHOLDS, vec![result.households as i64; cells]);
    for estimate in catalogue::ALL {
        let pooled = (0..cells).map(|cell| pooled(estimate, &result.worlds, cell)).collect();
        frame.estimates(&estimate.column, pooled);
        if estimate.column == DEFAULT_RATE.column {
            frame.floats(&DEFAULT_RATE_UPPER_95, upper_bounds(&result.worlds));
        }
    }
    let losses = (0..cells).map(|cell| HouseholdLosses::of(result, cell)).collect::<Result<Vec<_>, _>>()?;
    for kind in LOSS_ESTIMATES {
        frame.estimates(&kind.column, losses.iter().map(|losses| losses.of_kind(kind)).collect());
    }
    for (column, p) in WORLD_DEFAULT_RATE {
        let over_worlds = (0..cells).map(|cell| quantile::quantile(&default_rates(&result.worlds, cell), p));
        frame.estimates(&column, over_worlds.collect());
    }
    frame.finish()
}

/// The ratio over all worlds with its error; neither where a sum cannot be told.
fn pooled(estimate: &RatioEstimate, worlds: &WorldTable, cell: usize) -> Estimate {
    let column = |terms: Terms| by_world(terms, worlds, cell);
    let sums = column(estimate.numerator).zip(column(estimate.denominator));
    sums.map(|(y, x)| ratio_of_sums(&y, &x)).unwrap_or_default()
}

/// A signed sum of columns, world by world; `None` where one cannot be told, or overflows.
pub(super) fn by_world(terms: Terms, worlds: &WorldTable, cell: usize) -> Option<Vec<i64>> {
    let mut values = vec![0_i64; worlds.worlds()];
    for &(sign, column) in terms {
        for (value, term) in values.iter_mut().zip(worlds.column(cell, column)) {
            *value = value.checked_add(sign.checked_mul(known(term)?)?)?;
        }
    }
    Some(values)
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

/// Default rate of each world in which anyone bought.
fn default_rates(worlds: &WorldTable, cell: usize) -> Vec<f64> {
    let accepted = worlds.column(cell, WorldColumn::Accepted);
    let rate = |(defaults, accepted)| ratio(i128::from(defaults), i128::from(accepted));
    worlds.column(cell, WorldColumn::Defaults).zip(accepted).filter_map(rate).collect()
}
