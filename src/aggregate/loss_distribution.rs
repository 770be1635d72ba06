//! `loss_distribution`: quantiles of the household's loss by cell.

use polars::prelude::DataFrame;

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, floats};
use super::household_loss::HouseholdLosses;
use super::{AggregateError, shape};
use crate::outcome::StudyResult;
use crate::outcome::label::CellLabel;
use crate::stats::PerMille;

/// Every percentile, then 99.5% and 99.9%.
fn levels() -> impl Iterator<Item = PerMille> + Clone {
    (1..100).map(|percent| percent * 10).chain([995, 999]).map(PerMille::new)
}

/// Columns `cell`, labels, `quantile` (0.01 to 0.999), `household_loss` and its error, currency units; losses are
/// positive, and only of households that bought.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn loss_distribution(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    let cell_of_row: Vec<usize> = (0..cells).flat_map(|cell| levels().map(move |_| cell)).collect();
    let mut quantiles = Vec::with_capacity(cell_of_row.len());
    for cell in 0..cells {
        let losses = HouseholdLosses::of(result, cell)?;
        quantiles.extend(levels().map(|level| losses.quantile(level)));
    }

    let mut columns = cell_columns(labels, &cell_of_row);
    columns.push(floats("quantile", (0..cells).flat_map(|_| levels().map(|level| Some(level.fraction()))).collect()));
    columns.extend(estimates("household_loss", Scale::Money, quantiles));
    Ok(DataFrame::new(cell_of_row.len(), columns)?)
}
