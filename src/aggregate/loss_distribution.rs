//! `loss_distribution`: quantiles of the household's loss by cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::household_loss::HouseholdLosses;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::PerMille;

const QUANTILE: Column = Column::new(
    "quantile",
    Unit::Fraction,
    "Share of households with a smaller loss.",
    "分位数",
    "损失更小的家庭占比。",
);
const HOUSEHOLD_LOSS: Column = Column::new(
    "household_loss",
    Unit::Money,
    "The household's loss, its home's own fall included; losses are positive.",
    "家庭损失",
    "家庭的损失，包括房屋自身的跌价；损失为正。",
);

/// Quantiles of the household's loss.
pub const LOSS_DISTRIBUTION: Table = Table {
    name: "loss_distribution",
    holds: Words::new("a row per cell and quantile of the household's loss", "每个单元每个分位数一行：家庭损失"),
    columns: || labels().chain(plain([QUANTILE])).chain(with_errors([HOUSEHOLD_LOSS])).collect(),
    source: Source::Result(|result, labels| loss_distribution(result, labels).map(Some)),
    rows: |extent| extent.cells * levels().count() as f64,
};

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

    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.floats(&QUANTILE, (0..cells).flat_map(|_| levels().map(|level| Some(level.fraction()))).collect());
    frame.computed(&HOUSEHOLD_LOSS, quantiles);
    frame.finish()
}
