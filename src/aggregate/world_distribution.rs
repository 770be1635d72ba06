//! `world_distribution`: how a world's own default rate and lender's loss are spread over worlds: risk, apart from the
//! error of simulation.

use polars::prelude::DataFrame;

use super::cell_rows::CellRows;
use super::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::sample::Sample;
use crate::stats::{Estimate, PerMille};

/// Share of worlds below.
pub const QUANTILE: Column =
    Column::new("quantile", Unit::Fraction, "Share of worlds with less.", "分位数", "数值更小的情景世界占比。");
/// Quantile of a world's default rate.
pub const DEFAULT_RATE_OF_WORLD: Column = Column::new(
    "default_rate_of_world",
    Unit::Fraction,
    "Default rate of the world at this quantile.",
    "世界违约率",
    "该分位数上的情景世界的违约率。",
);
/// Quantile of the lender's loss in a world.
pub const LOSS_OF_WORLD: Column = Column::new(
    "lender_loss_of_world",
    Unit::Fraction,
    "Lender's losses of the world at this quantile, discounted to origination, of the original loans (value at risk).",
    "世界贷款损失率",
    "该分位数上的情景世界中，贷款人损失折现到放款时占初始贷款的比例（风险价值）。",
);
/// Mean default rate of the worlds beyond the quantile.
pub const DEFAULT_RATE_BEYOND: Column = Column::new(
    "default_rate_beyond",
    Unit::Fraction,
    "Mean default rate of the worlds with more than that.",
    "更坏世界平均违约率",
    "违约率更高的情景世界的平均违约率。",
);
/// Mean loss of the lender in the worlds beyond the quantile.
pub const LOSS_BEYOND: Column = Column::new(
    "lender_loss_beyond",
    Unit::Fraction,
    "Mean lender's loss of the worlds with more than that (expected shortfall).",
    "更坏世界平均贷款损失率",
    "损失更高的情景世界的平均贷款损失率（预期尾部损失）。",
);

/// Quantiles over worlds.
pub const LEVELS: [PerMille; 6] = [
    PerMille::new(50),
    PerMille::new(250),
    PerMille::new(500),
    PerMille::new(750),
    PerMille::new(950),
    PerMille::new(990),
];

/// Default rate and lender's loss over worlds.
pub const WORLD_DISTRIBUTION: Table = Table {
    name: "world_distribution",
    holds: Words::new(
        "a row per cell and quantile over worlds: default rate and lender's loss of a portfolio in such a world",
        "每个单元每个世界分位数一行：贷款组合在该情景世界中的违约率和贷款损失率",
    ),
    columns: || {
        let estimates = [DEFAULT_RATE_OF_WORLD, LOSS_OF_WORLD, DEFAULT_RATE_BEYOND, LOSS_BEYOND];
        labels().chain(plain([QUANTILE])).chain(with_errors(estimates)).collect()
    },
    source: Source::Result(|result, labels| world_distribution(result, labels).map(Some)),
    rows: |extent| extent.cells * LEVELS.len() as f64,
};

/// Columns `cell`, labels, `quantile`, then of default rate and lender's loss the quantile and the mean beyond it, with
/// errors, equations (38) and (280). Empty where no world lies beyond the quantile on its thinner side: there are fewer
/// than 20 worlds for one in twenty, fewer than 100 for one in a hundred.
///
/// # Errors
/// The result and the labels do not belong together, or rows of worlds cannot be read.
pub fn world_distribution(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    let cell_of_row: Vec<usize> = (0..cells).flat_map(|cell| LEVELS.map(|_| cell)).collect();
    let mut columns = [const { Vec::<Estimate>::new() }; 4];
    for cell in 0..cells {
        let rows = CellRows::of(result, cell);
        let rates = rows.sample(&DEFAULT_RATE)?;
        let losses = rows.sample(&EXPECTED_LOSS)?;
        for level in LEVELS {
            let found = [
                quantile_of(&rates, level),
                quantile_of(&losses, level),
                rates.mean_beyond(level),
                losses.mean_beyond(level),
            ];
            columns.iter_mut().zip(found).for_each(|(column, estimate)| column.push(estimate));
        }
    }
    let [rates, losses, rates_beyond, losses_beyond] = columns;
    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.floats(&QUANTILE, (0..cells).flat_map(|_| LEVELS.map(|level| Some(level.fraction()))).collect());
    frame.estimates(&DEFAULT_RATE_OF_WORLD, rates);
    frame.estimates(&LOSS_OF_WORLD, losses);
    frame.estimates(&DEFAULT_RATE_BEYOND, rates_beyond);
    frame.estimates(&LOSS_BEYOND, losses_beyond);
    frame.finish()
}

/// A quantile beyond which at least one world lies.
fn quantile_of(values: &Sample, level: PerMille) -> Estimate {
    if values.reaches_beyond(level) { values.quantile(level) } else { Estimate::default() }
}
