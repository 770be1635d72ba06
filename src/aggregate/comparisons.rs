//! `comparisons`: a row per cell and estimate, the cell less the base cell.

use polars::prelude::DataFrame;

use super::estimates::{ALL, RatioEstimate};
use super::frame::{Frame, in_unit};
use super::household_loss::{HouseholdLosses, LOSS_ESTIMATES};
use super::summary::by_world;
use super::table::{Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldTable};
use crate::stats::Estimate;
use crate::stats::paired::{WorldSums, precision_gain, ratio_difference, unpaired_mcse};
use crate::stats::ratio::ratio_of_sums;

/// Cell the others are compared with: the first, the config's first scenario with the first value of each sweep.
pub const BASE_CELL: usize = 0;

/// Cell that a row is compared with.
pub const BASE: Column =
    Column::new("base_cell", Unit::Count, "Cell the others are compared with.", "基准单元", "作为比较基准的单元。");
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

/// Every cell against the base cell.
pub const COMPARISONS: Table = Table {
    name: "comparisons",
    holds: Words::new(
        "a row per cell and estimate: the difference from the base cell, with its paired error",
        "每个单元每个估计值一行：与基准单元之差及其配对误差",
    ),
    columns: || {
        labels().chain(plain([BASE, ESTIMATE, DIFFERENCE, DIFFERENCE_MCSE, UNPAIRED_MCSE, PRECISION_GAIN])).collect()
    },
    source: Source::Result(|result, labels| comparisons(result, labels, BASE_CELL).map(Some)),
    rows: |extent| (extent.cells - 1.0) * compared().count() as f64,
};

/// A difference and the error it would have if the cells did not share their worlds.
#[derive(Clone, Copy, Default)]
struct Difference {
    paired: Estimate,
    unpaired_mcse: Option<f64>,
}

/// Columns `cell`, labels, `base_cell`, `estimate`, `difference` (cell less base cell, in the estimate's unit), its
/// paired `difference_mcse` (METHOD.md (39), (100)), `unpaired_mcse` = √(mcse² + mcse_base²), and `precision_gain`, how
/// many times smaller the paired error is. Rows for every cell but the base cell: the pooled ratios in the order of the
/// summary, then the household's loss.
///
/// Where cells refuse different households, each side of a difference is of its own households that bought.
///
/// # Errors
/// The result and the labels do not belong together, there is no such base cell, or a number does not fit into 64 bits.
pub fn comparisons(result: &StudyResult, labels: &[CellLabel], base_cell: usize) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    if base_cell >= cells {
        return Err(AggregateError::Shape {
            what: "the base cell",
            found: base_cell,
            expected: cells.saturating_sub(1),
        });
    }
    let others: Vec<usize> = (0..cells).filter(|cell| *cell != base_cell).collect();
    let estimates = compared().count();
    let cell_of_row: Vec<usize> = others.iter().flat_map(|cell| std::iter::repeat_n(*cell, estimates)).collect();

    let base_losses = HouseholdLosses::of(result, base_cell)?;
    let mut differences = Vec::with_capacity(cell_of_row.len());
    for cell in others {
        for estimate in ALL {
            differences.push(scaled(ratios(estimate, &result.worlds, cell, base_cell), estimate.column.unit));
        }
        let losses = HouseholdLosses::of(result, cell)?;
        differences.extend(LOSS_ESTIMATES.iter().map(|kind| {
            let unpaired_mcse = unpaired_mcse(losses.of_kind(kind), base_losses.of_kind(kind));
            let paired = losses.difference(&base_losses, kind);
            scaled(Difference { paired, unpaired_mcse }, kind.column.unit)
        }));
    }

    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.integers(&BASE, vec![base_cell as i64; cell_of_row.len()]);
    frame.texts(&ESTIMATE, compared().map(|column| column.name).cycle().take(cell_of_row.len()).collect());
    frame.floats(&DIFFERENCE, differences.iter().map(|it| it.paired.value).collect());
    frame.floats(&DIFFERENCE_MCSE, differences.iter().map(|it| it.paired.mcse).collect());
    frame.floats(&UNPAIRED_MCSE, differences.iter().map(|it| it.unpaired_mcse).collect());
    let gain = |it: &Difference| precision_gain(it.paired.mcse, it.unpaired_mcse);
    frame.floats(&PRECISION_GAIN, differences.iter().map(gain).collect());
    frame.finish()
}

/// What is compared, in the order of the rows of a cell.
fn compared() -> impl Iterator<Item = Column> + Clone {
    ALL.iter().map(|estimate| estimate.column).chain(LOSS_ESTIMATES.iter().map(|kind| kind.column))
}

/// Nothing where a sum cannot be told.
fn ratios(estimate: &RatioEstimate, worlds: &WorldTable, cell: usize, base_cell: usize) -> Difference {
    let column = |terms, cell| by_world(terms, worlds, cell);
    let sums = |cell| column(estimate.numerator, cell).zip(column(estimate.denominator, cell));
    let (Some((y, x)), Some((base_y, base_x))) = (sums(cell), sums(base_cell)) else { return Difference::default() };
    Difference {
        paired: ratio_difference(WorldSums { y: &y, x: &x }, WorldSums { y: &base_y, x: &base_x }),
        unpaired_mcse: unpaired_mcse(ratio_of_sums(&y, &x), ratio_of_sums(&base_y, &base_x)),
    }
}

fn scaled(difference: Difference, unit: Unit) -> Difference {
    let unpaired = Estimate { value: None, mcse: difference.unpaired_mcse };
    Difference { paired: in_unit(unit, difference.paired), unpaired_mcse: in_unit(unit, unpaired).mcse }
}
