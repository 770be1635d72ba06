//! `systematic_share`: how much of what a book's loss differs by from world to world its loans have in common; a row per cell and
//! window, METHOD.md equations (300) to (303).

use polars::prelude::DataFrame;

use super::book::{self, WINDOW, losses, window_count, windows};
use super::frame::{Frame, currency};
use super::portfolio::{BOOK_WORLDS, LOSS_SD};
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::moments::Moments;
use crate::stats::systematic::{Systematic, systematic};

const PAIRS: Column = Column::new(
    "second_lives_worlds",
    Unit::Count,
    "Worlds, the first ones, in which every loan had a second life.",
    "含第二次生命的世界数",
    "每笔贷款都有第二次生命的世界数（从第一个世界起）。",
);
const WITHIN: Column = Column::new(
    "loss_sd_within",
    Unit::Money,
    "Standard deviation of the loss within a world: what single lives make of it once prices, jobs and rates are given; empty of fewer than 64 worlds with second lives.",
    "世界内损失标准差",
    "给定房价、就业与利率后，由各笔贷款自身的偶然性造成的损失标准差；含第二次生命的世界不足 64 个时为空。",
);
/// What the loans have in common.
pub const SYSTEMATIC_SHARE_COLUMN: Column = Column::new(
    "systematic_share",
    Unit::Fraction,
    "Share of the variance of the loss over worlds that is of the worlds: 1 − variance within ÷ variance over worlds. More loans alike would bring it to 1; chance may carry it a little below 0. Empty of fewer than 64 worlds with second lives, and where no two worlds differ.",
    "系统性占比",
    "损失在各世界间的方差中属于世界本身的部分：1 − 世界内方差 ÷ 世界间方差。同类贷款越多越接近 1；因抽样偶然可略低于 0。含第二次生命的世界不足 64 个，或各世界无差别时为空。",
);

/// What the loans of a book have in common.
pub const SYSTEMATIC_SHARE: Table = Table {
    name: "systematic_share",
    holds: Words::new(
        "a row per cell and window: the share of the variance of a book's loss over worlds that its loans have in common",
        "每个单元每个窗口一行：贷款组合损失在各世界间的方差中，各笔贷款所共有的部分",
    ),
    columns: || {
        labels()
            .chain(plain([WINDOW, BOOK_WORLDS, PAIRS, LOSS_SD, WITHIN]))
            .chain(with_errors([SYSTEMATIC_SHARE_COLUMN]))
            .collect()
    },
    source: Source::Result(systematic_share),
    rows: |extent| if extent.extras.second_lives { extent.cells * window_count(extent.months) } else { 0.0 },
};

/// Columns `cell`, labels, `window_months`, and what its loans have in common. `None` where no loan has a second life.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn systematic_share(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some((sums, _)) = book::of(result, labels) else { return Ok(None) };
    let Some(second) = result.tallies.second_lives.as_ref() else { return Ok(None) };
    let windows = windows(result.tallies.shape().horizon_months);
    let rows: Vec<(usize, usize)> =
        (0..labels.len()).flat_map(|cell| (0..windows.len()).map(move |window| (cell, window))).collect();
    let of_rows = |sums, (cell, window): &(usize, usize)| losses(sums, *cell, 0, windows[*window].1);
    let first: Vec<Option<Vec<f64>>> = rows.iter().map(|row| of_rows(sums, row)).collect();
    let both = |(row, first): (&(usize, usize), &Option<Vec<f64>>)| -> Systematic {
        let second = of_rows(second, row);
        first.as_deref().zip(second.as_deref()).map_or_else(Systematic::default, |(x, other)| systematic(x, other))
    };
    let found: Vec<Systematic> = rows.iter().zip(&first).map(both).collect();
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.integers(&WINDOW, rows.iter().map(|(_, window)| windows[*window].0 as i64).collect());
    frame.integers(&BOOK_WORLDS, vec![sums.worlds().count() as i64; rows.len()]);
    frame.integers(&PAIRS, vec![second.worlds().count() as i64; rows.len()]);
    let deviation = |losses: &[f64]| Moments::of(losses)?.standard_deviation();
    let spread = |losses: &Option<Vec<f64>>| losses.as_deref().and_then(deviation).map(currency);
    frame.floats(&LOSS_SD, first.iter().map(spread).collect());
    frame.floats(&WITHIN, found.iter().map(|it| it.within.map(|within| currency(within.sqrt()))).collect());
    frame.computed(&SYSTEMATIC_SHARE_COLUMN, found.iter().map(|it| it.share).collect());
    frame.finish().map(Some)
}
