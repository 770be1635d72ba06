//! `comparisons`: a row per cell and estimate, the cell less the base cell.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::cell_columns::cell_columns;
use super::columns::{Scale, floats, integers};
use super::estimates::{ALL, LOSS_ESTIMATES, RatioEstimate};
use super::household_loss::HouseholdLosses;
use super::summary::by_world;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{StudyResult, WorldTable};
use crate::stats::Estimate;
use crate::stats::paired::{WorldSums, precision_gain, ratio_difference, unpaired_mcse};
use crate::stats::ratio::ratio_of_sums;

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
    let estimates = ALL.len() + LOSS_ESTIMATES.len();
    let cell_of_row: Vec<usize> = others.iter().flat_map(|cell| std::iter::repeat_n(*cell, estimates)).collect();

    let base_losses = HouseholdLosses::of(result, base_cell)?;
    let mut differences = Vec::with_capacity(cell_of_row.len());
    for cell in others {
        for estimate in ALL {
            differences.push(scaled(ratios(estimate, &result.worlds, cell, base_cell), estimate.scale));
        }
        let losses = HouseholdLosses::of(result, cell)?;
        differences.extend(LOSS_ESTIMATES.iter().map(|kind| {
            let unpaired_mcse = unpaired_mcse(losses.of_kind(kind), base_losses.of_kind(kind));
            let paired = losses.difference(&base_losses, kind);
            scaled(Difference { paired, unpaired_mcse }, Scale::Money)
        }));
    }

    let mut columns = cell_columns(labels, &cell_of_row);
    columns.push(integers("base_cell", vec![base_cell as i64; cell_of_row.len()]));
    columns.push(names(cell_of_row.len()));
    columns.push(floats("difference", differences.iter().map(|it| it.paired.value).collect()));
    columns.push(floats("difference_mcse", differences.iter().map(|it| it.paired.mcse).collect()));
    columns.push(floats("unpaired_mcse", differences.iter().map(|it| it.unpaired_mcse).collect()));
    let gain = |it: &Difference| precision_gain(it.paired.mcse, it.unpaired_mcse);
    columns.push(floats("precision_gain", differences.iter().map(gain).collect()));
    Ok(DataFrame::new(cell_of_row.len(), columns)?)
}

fn names(rows: usize) -> Column {
    let cycle = ALL.iter().map(|estimate| estimate.name).chain(LOSS_ESTIMATES.iter().map(|kind| kind.name));
    let names: Vec<&str> = cycle.cycle().take(rows).collect();
    Series::new("estimate".into(), names).into()
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

fn scaled(difference: Difference, scale: Scale) -> Difference {
    let unpaired = Estimate { value: None, mcse: difference.unpaired_mcse };
    Difference { paired: scale.apply(difference.paired), unpaired_mcse: scale.apply(unpaired).mcse }
}
