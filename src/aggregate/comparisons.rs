//! `comparisons`: a row per cell and estimate, the cell less its base cell.

use polars::prelude::DataFrame;

use super::estimator::{Difference, Estimator, ResultCell};
use super::frame::Frame;
use super::table::{Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::paired::precision_gain;

/// Cell that a row is compared with.
pub const BASE: Column =
    Column::new("base_cell", Unit::Count, "Cell this one is compared with.", "基准单元", "与该单元比较的单元。");
/// Which estimate a row is of.
pub const ESTIMATE: Column =
    Column::new("estimate", Unit::Text, "Name of the estimate, as in summary.", "估计值", "估计值的名称，同 summary。");
/// The cell less the base cell.
pub const DIFFERENCE: Column = Column::new(
    "difference",
    Unit::OfEstimate,
    "The cell's estimate less the base cell's.",
    "差值",
    "该单元的估计值减去基准单元的估计值。",
);
const DIFFERENCE_MCSE: Column = Column::new(
    "difference_mcse",
    Unit::OfEstimate,
    "Its standard error, paired: both cells see the same worlds.",
    "差值标准误",
    "配对标准误：两个单元面对相同的世界。",
);
const UNPAIRED_MCSE: Column = Column::new(
    "unpaired_mcse",
    Unit::OfEstimate,
    "The error two independent runs would have.",
    "非配对标准误",
    "两次独立模拟会有的标准误。",
);
/// How much pairing gains.
pub const PRECISION_GAIN: Column = Column::new(
    "precision_gain",
    Unit::Count,
    "How many times smaller the paired error is; 1000 means a thousand times or more.",
    "误差缩小倍数",
    "配对误差比非配对误差小多少倍；1000 表示一千倍或更多。",
);

/// Every cell against its base cell.
pub const COMPARISONS: Table = Table {
    name: "comparisons",
    holds: Words::new(
        "a row per cell and estimate: the difference from its base cell, with its paired error",
        "每个单元每个估计值一行：与基准单元之差及其配对误差",
    ),
    columns: || {
        labels().chain(plain([BASE, ESTIMATE, DIFFERENCE, DIFFERENCE_MCSE, UNPAIRED_MCSE, PRECISION_GAIN])).collect()
    },
    source: Source::Result(|result, labels| comparisons(result, labels).map(Some)),
    rows: |extent| (extent.cells - 1.0) * compared().count() as f64,
};

/// Columns `cell`, labels, `base_cell`, `estimate`, `difference` (cell less base cell, in the estimate's unit), its
/// paired `difference_mcse` (METHOD.md (39), (100)), `unpaired_mcse` = √(mcse² + mcse_base²), and `precision_gain`, how
/// many times smaller the paired error is. Rows for every cell but those that are compared with none: the pooled ratios in
/// the order of the summary, then the household's loss: of every estimate whose differences have a paired error.
///
/// Where cells refuse different households, each side of a difference is of its own households that bought.
///
/// # Errors
/// The result and the labels do not belong together, there is no such base cell, or a number does not fit into 64 bits.
pub fn comparisons(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    if let Some(none) = labels.iter().map(|label| label.compared_to).find(|base| *base >= cells) {
        return Err(AggregateError::Shape { what: "the base cell", found: none, expected: cells.saturating_sub(1) });
    }
    let others = labels.iter().enumerate().map(|(cell, label)| (cell, label.compared_to));
    let others: Vec<(usize, usize)> = others.filter(|(cell, base)| cell != base).collect();
    let estimates = compared().count();
    let of_rows = || others.iter().flat_map(|pair| std::iter::repeat_n(*pair, estimates));
    let cell_of_row: Vec<usize> = of_rows().map(|(cell, _)| cell).collect();

    let mut differences = Vec::with_capacity(cell_of_row.len());
    let mut base: Option<(usize, ResultCell<'_>)> = None;
    for (cell, base_cell) in &others {
        let base = match &mut base {
            // Cells in a row mostly share it.
            Some((number, base)) if number == base_cell => base,
            other => &mut other.insert((*base_cell, ResultCell::of(result, *base_cell)?)).1,
        };
        let cell = ResultCell::of(result, *cell)?;
        for estimator in compared() {
            differences.push(estimator.difference_of_cells(&cell, base)?);
        }
    }

    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.integers(&BASE, of_rows().map(|(_, base)| base as i64).collect());
    frame.texts(&ESTIMATE, compared().map(|it| it.column().name).cycle().take(cell_of_row.len()).collect());
    frame.floats(&DIFFERENCE, differences.iter().map(|it| it.paired.value).collect());
    frame.floats(&DIFFERENCE_MCSE, differences.iter().map(|it| it.paired.mcse).collect());
    frame.floats(&UNPAIRED_MCSE, differences.iter().map(|it| it.unpaired_mcse).collect());
    let gain = |it: &Difference| precision_gain(it.paired.mcse, it.unpaired_mcse);
    frame.floats(&PRECISION_GAIN, differences.iter().map(gain).collect());
    frame.finish()
}

/// What is compared, in the order of the rows of a cell.
fn compared() -> impl Iterator<Item = Estimator> + Clone {
    Estimator::all().filter(|estimator| estimator.is_paired())
}
