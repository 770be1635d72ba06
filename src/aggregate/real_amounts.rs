//! `real_amounts`: what households lose and owe, in money of its month and in money of origination; a row per cell and amount.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::real_amounts::REAL_AMOUNTS;
use crate::outcome::{CellSums, Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

const AMOUNT: Column =
    Column::new("amount", Unit::Text, "The amount, by its column of paths.", "金额", "金额，以路径表的列名表示。");
const MEAN: Column = Column::new(
    "mean",
    Unit::Money,
    "Its mean over buyers, in money of its month.",
    "均值",
    "成交家庭的平均值，按当月货币计。",
);
const MEAN_REAL: Column = Column::new(
    "mean_real",
    Unit::Money,
    "Its mean over buyers, in money of origination.",
    "实际均值",
    "成交家庭的平均值，按放款时货币计。",
);

/// Household amounts in money of their month and of origination.
pub const REAL_AMOUNTS_TABLE: Table = Table {
    name: "real_amounts",
    holds: Words::new(
        "a row per cell and amount: what households lose and owe, in money of its month and of origination",
        "每个单元每种金额一行：家庭的损失与欠款，按当月货币与放款时货币计",
    ),
    columns: || labels().chain(plain([AMOUNT])).chain(with_errors([MEAN, MEAN_REAL])).collect(),
    source: Source::Result(real_amounts),
    rows: |extent| if extent.extras.real_amounts { extent.cells * REAL_AMOUNTS.len() as f64 } else { 0.0 },
};

/// Columns `cell`, labels, `amount`, and its means, with errors from batches of worlds, equation (173). `None` where the study
/// knows no consumer prices.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn real_amounts(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(sums) = &result.tallies.real_amounts else { return Ok(None) };
    let rows: Vec<(usize, usize)> =
        (0..labels.len()).flat_map(|cell| (0..REAL_AMOUNTS.len()).map(move |amount| (cell, amount))).collect();
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.texts(&AMOUNT, rows.iter().map(|(_, amount)| REAL_AMOUNTS[*amount].name).collect());
    for (column, place) in [(MEAN, 1), (MEAN_REAL, 2)] {
        let means = rows.iter().map(|(cell, amount)| mean(sums, *cell, place + 2 * amount)).collect();
        frame.computed(&column, means);
    }
    frame.finish().map(Some)
}

/// A place over the first, which counts paths.
fn mean(sums: &CellSums, cell: usize, place: usize) -> Estimate {
    let ratio = || Some(ratio_of_sums(&sums.by_batch(cell, place)?, &sums.by_batch(cell, 0)?));
    ratio().unwrap_or_default()
}
