//! `summary`: a row per cell, every estimate with its Monte Carlo standard error beside it.

use polars::prelude::{Column, DataFrame};

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, floats, integers};
use super::estimates::{self as catalogue, DEFAULT_RATE, RatioEstimate, Terms};
use super::household_loss::{HouseholdLosses, LOSS_ESTIMATES};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::{StudyResult, WorldColumn, WorldTable};
use crate::stats::ratio::{ratio, ratio_of_sums};
use crate::stats::rule_of_three::upper_bound_95;
use crate::stats::{Estimate, PerMille, quantile};

/// Quantiles over worlds of a world's own default rate: a portfolio of that many loans.
const WORLD_DEFAULT_RATE: [PerMille; 2] = [PerMille::new(950), PerMille::new(990)];

/// Columns `cell`, labels, `worlds`, `households`, then the estimates of [`catalogue::ALL`], the household's loss and
/// the default rate of worlds. `default_rate_upper_95` is filled only when no default was seen.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn summary(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;

    let mut columns = cell_columns(labels, &(0..cells).collect::<Vec<_>>());
    columns.push(integers("worlds", vec![result.worlds.worlds() as i64; cells]));
    columns.push(integers("households", vec![result.households as i64; cells]));
    for estimate in catalogue::ALL {
        let pooled = (0..cells).map(|cell| pooled(estimate, &result.worlds, cell)).collect();
        columns.extend(estimates(estimate.name, estimate.scale, pooled));
        if estimate.name == DEFAULT_RATE.name {
            columns.push(upper_bounds(&result.worlds));
        }
    }
    let losses = (0..cells).map(|cell| HouseholdLosses::of(result, cell)).collect::<Result<Vec<_>, _>>()?;
    for kind in LOSS_ESTIMATES {
        columns.extend(estimates(kind.name, Scale::Money, losses.iter().map(|losses| losses.of_kind(kind)).collect()));
    }
    for (name, p) in catalogue::WORLD_DEFAULT_RATE.iter().map(|(name, _)| *name).zip(WORLD_DEFAULT_RATE) {
        let over_worlds = (0..cells).map(|cell| quantile::quantile(&default_rates(&result.worlds, cell), p));
        columns.extend(estimates(name, Scale::Plain, over_worlds.collect()));
    }
    Ok(DataFrame::new(cells, columns)?)
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

/// What is left to say of a default rate when no default was seen.
fn upper_bounds(worlds: &WorldTable) -> Column {
    let bound = |cell| {
        let seen = worlds.column(cell, WorldColumn::Defaults).any(|defaults| defaults != 0);
        let populated = worlds.column(cell, WorldColumn::Accepted).filter(|accepted| *accepted > 0).count();
        if seen { None } else { upper_bound_95(populated) }
    };
    floats("default_rate_upper_95", (0..worlds.cells).map(bound).collect())
}

/// Default rate of each world in which anyone bought.
fn default_rates(worlds: &WorldTable, cell: usize) -> Vec<f64> {
    let accepted = worlds.column(cell, WorldColumn::Accepted);
    let rate = |(defaults, accepted)| ratio(i128::from(defaults), i128::from(accepted));
    worlds.column(cell, WorldColumn::Defaults).zip(accepted).filter_map(rate).collect()
}
