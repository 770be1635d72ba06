//! `segments`: how loans of a book fare, segment by segment; a row per cell and segment, METHOD.md equation (237).

use polars::prelude::DataFrame;

use super::book::{self, BY, SEGMENT};
use super::frame::Frame;
use super::ratios::ratios;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, SegmentSum, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

/// Loans of a segment.
pub const LOANS: Column = Column::new("loans", Unit::Count, "Loans.", "贷款笔数", "贷款的笔数。");
/// What they owed in month 0.
pub const SEGMENT_EXPOSURE: Column = Column::new(
    "exposure",
    Unit::Money,
    "What they owed in month 0, mean over worlds.",
    "风险敞口",
    "第 0 月的欠款，跨世界平均。",
);

ratios! {
    SegmentSum:
    "default_rate", Fraction, Defaults, Loans,
        "Loans with a default by the horizon.", "违约率", "到统计期末违约的贷款占比。";
    "default_rate_12m", Fraction, DefaultsIn12, Loans,
        "Loans with a default in months 1 to 12.", "十二个月违约率", "第 1 至 12 个月违约的贷款占比。";
    "segment_lgd", Fraction, LossAtDefault, Ead,
        "Loss given default: losses ÷ debts at default.", "违约损失率", "损失 ÷ 违约时的债务。";
    "loss_rate", Fraction, Loss, Exposure,
        "Losses, at month 0, ÷ exposure.", "损失率", "损失在第 0 月的现值 ÷ 风险敞口。";
    "loss_rate_12m", Fraction, LossIn12, Exposure,
        "Those of defaults in months 1 to 12.", "十二个月损失率", "第 1 至 12 个月违约所致的损失率。";
    "ever_under_water_rate", Fraction, EverUnderWater, Loans,
        "Loans on a home that was worth less than its debt at some month's end.", "曾陷负资产率", "某月月末房屋价值低于债务的贷款占比。";
    "stock_90_plus", Fraction, Balance90Months, BalanceMonths,
        "Debt at least 90 days past due, of all debt, over month ends to the horizon.", "逾期九十天余额占比", "统计期内各月末，逾期至少九十天的债务占比。";
}

/// How loans of a book fare, segment by segment.
pub const SEGMENTS: Table = Table {
    name: "segments",
    holds: Words::new(
        "a row per cell and segment of a book of loans: default, loss given default, loss, under water, stock 90+",
        "每个单元和贷款组合的每个分组一行：违约、违约损失率、损失、负资产、逾期九十天余额",
    ),
    columns: || {
        let ratios = RATIOS.iter().map(|(column, ..)| *column);
        labels().chain(plain([BY, SEGMENT, LOANS, SEGMENT_EXPOSURE])).chain(with_errors(ratios)).collect()
    },
    source: Source::Result(segments),
    rows: |extent| extent.cells * extent.extras.segments as f64,
};

/// Columns `cell`, labels, `by`, `segment`, and ratios with errors by world. `None` where households are drawn.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn segments(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some((sums, names)) = book::of(result, labels) else { return Ok(None) };
    let rows: Vec<(usize, usize)> =
        (0..labels.len()).flat_map(|cell| (0..names.len()).map(move |segment| (cell, segment))).collect();
    let of = |(cell, segment): &(usize, usize), sum: SegmentSum| sums.by_unit(result.units, *cell, *segment, sum);
    let worlds = sums.worlds_by_unit(result.units);
    let mean = |row: &(usize, usize), sum: SegmentSum| ratio_of_sums(&of(row, sum)?, &worlds).value;
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.texts(&BY, rows.iter().map(|(_, segment)| names[*segment].by.as_str()).collect());
    frame.texts(&SEGMENT, rows.iter().map(|(_, segment)| names[*segment].segment.as_str()).collect());
    let loans = |(cell, segment): &(usize, usize)| {
        sums.by_world(*cell, *segment, SegmentSum::Loans).and_then(|loans| loans.first().copied())
    };
    frame.integers_or_nothing(&LOANS, rows.iter().map(loans).collect());
    let exposure = |row: &(usize, usize)| mean(row, SegmentSum::Exposure).map(super::frame::currency);
    frame.floats(&SEGMENT_EXPOSURE, rows.iter().map(exposure).collect());
    for (column, y, x) in RATIOS {
        let ratio = |row: &(usize, usize)| Some(ratio_of_sums(&of(row, *y)?, &of(row, *x)?));
        frame.computed(column, rows.iter().map(|row| ratio(row).unwrap_or_default()).collect());
    }
    frame.finish().map(Some)
}
