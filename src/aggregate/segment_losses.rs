//! `segment_losses`: what each segment adds to what a book loses in its worst worlds; a row per cell, window, level and segment,
//! METHOD.md equation (239).

use polars::prelude::DataFrame;

use super::book::{self, BY, SEGMENT, WINDOW, losses, window_count, windows};
use super::cell_rows::sample;
use super::frame::{Frame, currency};
use super::portfolio::LEVELS;
use super::table::{Source, Table, labels, plain};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, SegmentName, StudyResult, Unit, Words};

/// Share of worlds that are better.
pub const LEVEL: Column =
    Column::new("level", Unit::Fraction, "Share of worlds that are better.", "水平", "更好的世界所占的比例。");
const MEAN_LOSS: Column = Column::new(
    "loss_mean",
    Unit::Money,
    "Mean loss of the segment over worlds.",
    "平均损失",
    "该分组跨世界的平均损失。",
);
const CONTRIBUTION: Column = Column::new(
    "contribution",
    Unit::Money,
    "Mean loss of the segment over the book's worst worlds: the segments' add up to its expected shortfall.",
    "尾部贡献",
    "该分组在组合最坏的世界中的平均损失：各分组相加即组合的预期尾部损失。",
);
/// Contribution ÷ expected shortfall.
pub const SHARE: Column =
    Column::new("share", Unit::Fraction, "Contribution ÷ expected shortfall.", "占比", "尾部贡献 ÷ 预期尾部损失。");
const EFFECTIVE: Column = Column::new(
    "effective_segments",
    Unit::Level,
    "1 ÷ sum of squared shares: so many equal segments would be as concentrated.",
    "有效分组数",
    "1 ÷ 占比平方和：相当于这么多个同等大小的分组。",
);

/// What each segment adds to the worst losses of a book.
pub const SEGMENT_LOSSES: Table = Table {
    name: "segment_losses",
    holds: Words::new(
        "a row per cell, window, level and segment: what it adds to the expected shortfall of a book of loans",
        "每个单元、窗口、水平和分组一行：对贷款组合预期尾部损失的贡献",
    ),
    columns: || {
        labels().chain(plain([WINDOW, LEVEL, BY, SEGMENT, MEAN_LOSS, CONTRIBUTION, SHARE, EFFECTIVE])).collect()
    },
    source: Source::Result(segment_losses),
    rows: |extent| {
        let segments = extent.extras.segments.saturating_sub(1) as f64;
        extent.cells * window_count(extent.months) * LEVELS.len() as f64 * segments
    },
};

/// A row of the table.
struct Row<'a> {
    cell: usize,
    window: usize,
    level: f64,
    name: &'a SegmentName,
    mean: Option<f64>,
    /// Contribution, share, effective number; empty where too few worlds lie beyond.
    tail: Option<(f64, Option<(f64, f64)>)>,
}

/// Columns `cell`, labels, `window_months`, `level`, `by`, `segment` and what that adds. `None` where households are drawn, or the
/// book is not cut.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn segment_losses(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some((sums, names)) = book::of(result, labels).filter(|(_, names)| names.len() > 1) else { return Ok(None) };
    let times: Vec<f64> = sums.worlds().map(|world| f64::from(result.units.weight(world))).collect();
    let all: f64 = times.iter().sum();
    let weight_of_world: Vec<f64> = times.iter().map(|times| times / all).collect();
    let mut rows = Vec::new();
    for cell in 0..labels.len() {
        for (window, sum) in windows(result.tallies.shape().horizon_months) {
            let of_segment: Vec<Option<Vec<f64>>> =
                (0..names.len()).map(|segment| losses(sums, cell, segment, sum)).collect();
            for (.., level) in LEVELS {
                let book = of_segment[0].clone().map(|book| sample(result.units, book, sums.worlds()));
                let weights = book.and_then(|book| book.tail_weights(level));
                let place = (cell, window, level.fraction());
                rows.extend(of_level(place, names, &of_segment, (&weight_of_world, weights.as_deref())));
            }
        }
    }
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|row| row.cell).collect::<Vec<_>>());
    frame.integers(&WINDOW, rows.iter().map(|row| row.window as i64).collect());
    frame.floats(&LEVEL, rows.iter().map(|row| Some(row.level)).collect());
    frame.texts(&BY, rows.iter().map(|row| row.name.by.as_str()).collect());
    frame.texts(&SEGMENT, rows.iter().map(|row| row.name.segment.as_str()).collect());
    frame.floats(&MEAN_LOSS, rows.iter().map(|row| row.mean.map(currency)).collect());
    frame.floats(&CONTRIBUTION, rows.iter().map(|row| row.tail.map(|(amount, _)| currency(amount))).collect());
    let shares = |row: &Row<'_>| row.tail.and_then(|(_, shares)| shares);
    frame.floats(&SHARE, rows.iter().map(|row| shares(row).map(|(share, _)| share)).collect());
    frame.floats(&EFFECTIVE, rows.iter().map(|row| shares(row).map(|(_, effective)| effective)).collect());
    frame.finish().map(Some)
}

/// The rows of a level: all segments but the whole book.
fn of_level<'a>(
    (cell, window, level): (usize, usize, f64),
    names: &'a [SegmentName],
    losses: &[Option<Vec<f64>>],
    (of_mean, weights): (&[f64], Option<&[f64]>),
) -> Vec<Row<'a>> {
    let weighted = |losses: &[f64], weights: &[f64]| -> f64 {
        losses.iter().zip(weights).map(|(loss, weight)| loss * weight).sum()
    };
    let contribution =
        |segment: usize| Some(weighted(losses[segment].as_deref()?, weights.filter(|weights| !weights.is_empty())?));
    let shortfall = contribution(0).filter(|shortfall| *shortfall > 0.0);
    let share = |segment: usize| Some(contribution(segment)? / shortfall?);
    // A way of cutting the book has its segments beside each other.
    let effective = |by: &str| {
        let of_way = (1..names.len()).filter(|segment| names[*segment].by == by);
        let squares: Option<f64> = of_way.map(|segment| share(segment).map(|share| share * share)).sum();
        squares.map(|squares| 1.0 / squares)
    };
    (1..names.len())
        .map(|segment| Row {
            cell,
            window,
            level,
            name: &names[segment],
            mean: losses[segment].as_deref().map(|losses| weighted(losses, of_mean)),
            tail: contribution(segment).map(|amount| (amount, share(segment).zip(effective(&names[segment].by)))),
        })
        .collect()
}
