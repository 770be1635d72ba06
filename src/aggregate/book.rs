//! What the tables of a book have in common: its windows, and what its loans lost in each world.

use crate::outcome::label::CellLabel;
use crate::outcome::{Column, SegmentName, SegmentSum, StudyResult, Unit, WorldSegments};

/// How the book is cut.
pub const BY: Column = Column::new(
    "by",
    Unit::Text,
    "What the book is cut by; all: it is not.",
    "划分依据",
    "组合的划分依据；all 表示不划分。",
);
/// Part of the book.
pub const SEGMENT: Column = Column::new(
    "segment",
    Unit::Text,
    "What the loans of the segment have in common; unknown: what is not on the tape.",
    "分组",
    "该组贷款的共同特征；unknown 表示明细中没有。",
);
/// Months of a window.
pub const WINDOW: Column = Column::new(
    "window_months",
    Unit::Months,
    "Losses of defaults by this month count, whenever they fall.",
    "窗口月数",
    "计入到该月为止发生的违约所致的损失，无论损失何时发生。",
);

/// Months by which losses are told, and their sums; the horizon comes last.
pub(super) fn windows(horizon_months: usize) -> Vec<(usize, SegmentSum)> {
    let all = [(12, SegmentSum::LossIn12), (36, SegmentSum::LossIn36)];
    let before = all.into_iter().filter(|(months, _)| *months < horizon_months);
    before.chain([(horizon_months, SegmentSum::Loss)]).collect()
}

/// How many there are.
pub(super) fn window_count(months: f64) -> f64 {
    windows(months as usize).len() as f64
}

/// Sums of the loans of a study's tape, and the names of its segments; `None` where it has none.
pub(super) fn of<'a>(
    result: &'a StudyResult,
    labels: &'a [CellLabel],
) -> Option<(&'a WorldSegments, &'a [SegmentName])> {
    let sums = result.tallies.segments.as_ref()?;
    let names = labels.first()?.segments.as_slice();
    (names.len() == sums.segments()).then_some((sums, names))
}

/// The losses of a cell and segment, world by world, cents; `None` where one cannot be told.
pub(super) fn losses(sums: &WorldSegments, cell: usize, segment: usize, sum: SegmentSum) -> Option<Vec<f64>> {
    Some(sums.by_world(cell, segment, sum)?.into_iter().map(|cents| cents as f64).collect())
}
