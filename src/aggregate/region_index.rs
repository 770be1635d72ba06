//! `region_index`: the price index of each region by month; a row per cell, region and month, METHOD.md equation (250).

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::index_levels::{IndexLevels, LEVELS};
use super::months::MONTH;
use super::table::{Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::label::{CellLabel, RegionIndex};
use crate::outcome::{Column, StudyResult, Unit, Words};

const REGION: Column = Column::new("region", Unit::Text, "Region.", "地区", "地区。");
const REGION_LOANS: Column = Column::new(
    "loans",
    Unit::Count,
    "Loans of the tape in the region.",
    "贷款笔数",
    "贷款清单中位于该地区的贷款笔数。",
);

/// The price index of each region by month.
pub const REGION_INDEX: Table = Table {
    name: "region_index",
    holds: Words::new(
        "a row per cell, region and month: loans of the region, and its price index over worlds",
        "每个单元每个地区每月一行：该地区的贷款笔数，及其房价指数在各世界中的分布",
    ),
    columns: || {
        let levels = LEVELS.iter().map(|(column, _)| *column);
        labels().chain(plain([REGION, REGION_LOANS, MONTH])).chain(plain(levels)).collect()
    },
    source: Source::Result(region_index),
    rows: |extent| extent.regions * extent.months,
};

/// Columns `cell`, labels, `region`, `loans`, `month` and the quantiles of the region's index. `None` without regions.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn region_index(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let months = result.tallies.months.months();
    let of_cell = |(cell, label): (usize, &'_ CellLabel)| label.regions.clone().into_iter().map(move |it| (cell, it));
    let regions: Vec<(usize, RegionIndex)> = labels.iter().enumerate().flat_map(of_cell).collect();
    if regions.is_empty() {
        return Ok(None);
    }
    let rows: Vec<(&(usize, RegionIndex), usize)> =
        regions.iter().flat_map(|region| (1..=months).map(move |month| (region, month))).collect();
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|((cell, _), _)| *cell).collect::<Vec<_>>());
    frame.texts(&REGION, rows.iter().map(|((_, region), _)| region.region.as_str()).collect());
    frame.integers(&REGION_LOANS, rows.iter().map(|((_, region), _)| region.loans as i64).collect());
    frame.integers(&MONTH, rows.iter().map(|(_, month)| *month as i64).collect());
    let models: Vec<IndexLevels> = result.tallies.price_levels.iter().map(IndexLevels::of).collect();
    for (column, p) in LEVELS {
        let level = |((_, region), month): &(&(usize, RegionIndex), usize)| {
            models.get(region.price_model).and_then(|model| model.quantile(*month, p))
        };
        frame.floats(&column, rows.iter().map(level).collect());
    }
    frame.finish().map(Some)
}
