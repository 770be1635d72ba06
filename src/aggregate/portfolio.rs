//! `portfolio`: what a book of loans loses over worlds; a row per cell and window, METHOD.md equation (238).

use polars::prelude::DataFrame;

use super::book::{self, WINDOW, losses, window_count, windows};
use super::cell_rows::sample;
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, SegmentSum, StudyResult, Unit, Words};
use crate::stats::irb;
use crate::stats::ratio::ratio_of_sums;
use crate::stats::sample::Sample;
use crate::stats::{Estimate, PerMille};

/// Worlds of a book.
pub const BOOK_WORLDS: Column = Column::new("worlds", Unit::Count, "Worlds.", "世界数", "情景世界的个数。");
/// What all loans owed in month 0.
pub const EXPOSURE: Column = Column::new(
    "exposure",
    Unit::Money,
    "What all loans owed in month 0, mean over worlds.",
    "风险敞口",
    "第 0 月全部贷款的欠款，跨世界平均。",
);
/// Mean loss over worlds.
pub const LOSS_MEAN: Column = Column::new(
    "loss_mean",
    Unit::Money,
    "The lender's loss on the book, discounted to month 0, mean over worlds.",
    "平均损失",
    "贷款人在该组合上的损失，折现到第 0 月，跨世界平均。",
);
const LOSS_RATE: Column =
    Column::new("loss_rate", Unit::Fraction, "That loss ÷ exposure.", "损失率", "该损失 ÷ 风险敞口。");
/// Spread of its loss over them.
pub const LOSS_SD: Column = Column::new(
    "loss_sd",
    Unit::Money,
    "Standard deviation of the loss over worlds.",
    "损失标准差",
    "损失在各世界间的标准差。",
);

/// Declares columns of quantiles over worlds.
const fn over_worlds(name: &'static str, meaning: &'static str, name_zh: &'static str, zh: &'static str) -> Column {
    Column::new(name, Unit::Money, meaning, name_zh, zh)
}

/// Quantiles beside the levels of risk.
pub const QUANTILES: [(Column, PerMille); 2] = [
    (
        over_worlds("loss_q50", "Loss that half of the worlds exceed.", "损失中位数", "一半的世界所超过的损失。"),
        PerMille::new(500),
    ),
    (
        over_worlds("loss_q90", "Loss that one world in ten exceeds.", "损失 90%", "十分之一的世界所超过的损失。"),
        PerMille::new(900),
    ),
];

/// Levels of risk: value at risk, expected shortfall.
pub const LEVELS: [(Column, Column, PerMille); 3] = [
    (
        over_worlds(
            "loss_var_95",
            "Value at risk: loss that one world in twenty exceeds; empty where fewer than ten worlds lie beyond.",
            "风险价值 95%",
            "二十分之一的世界所超过的损失；超过者不足十个世界时为空。",
        ),
        over_worlds(
            "loss_es_95",
            "Expected shortfall: mean loss of the worst 5% of worlds.",
            "预期尾部损失 95%",
            "最坏 5% 世界的平均损失。",
        ),
        PerMille::new(950),
    ),
    (
        over_worlds(
            "loss_var_99",
            "Loss that one world in a hundred exceeds, likewise.",
            "风险价值 99%",
            "百分之一的世界所超过的损失，条件同上。",
        ),
        over_worlds(
            "loss_es_99",
            "Mean loss of the worst 1% of worlds.",
            "预期尾部损失 99%",
            "最坏 1% 世界的平均损失。",
        ),
        PerMille::new(990),
    ),
    (
        over_worlds(
            "loss_var_999",
            "Loss that one world in a thousand exceeds, likewise.",
            "风险价值 99.9%",
            "千分之一的世界所超过的损失，条件同上。",
        ),
        over_worlds(
            "loss_es_999",
            "Mean loss of the worst 0.1% of worlds.",
            "预期尾部损失 99.9%",
            "最坏 0.1% 世界的平均损失。",
        ),
        PerMille::new(999),
    ),
];

/// Beside the one-year loss at 99.9%.
const LOSS_IRB_999: Column = over_worlds(
    "loss_irb_999",
    "The one-year loss at 99.9% by the Basel formula for residential mortgages (correlation 0.15) at the book's own default rate in 12 months, LGD and exposure, expected loss included; empty for other windows.",
    "巴塞尔公式损失 99.9%",
    "按巴塞尔住房按揭公式（相关系数 0.15），以该组合自身的十二个月违约率、违约损失率和风险敞口计算的一年期 99.9% 损失，含预期损失；其他窗口为空。",
);

/// What a book of loans loses over worlds.
pub const PORTFOLIO: Table = Table {
    name: "portfolio",
    holds: Words::new(
        "a row per cell and window: what a book of loans loses over worlds, its value at risk and expected shortfall",
        "每个单元每个窗口一行：贷款组合在各世界中的损失、风险价值和预期尾部损失",
    ),
    columns: || {
        let of_levels = LEVELS.iter().flat_map(|(at_risk, shortfall, _)| [*at_risk, *shortfall]);
        labels()
            .chain(plain([WINDOW, BOOK_WORLDS, EXPOSURE]))
            .chain(with_errors([LOSS_MEAN, LOSS_RATE]))
            .chain(plain([LOSS_SD]))
            .chain(with_errors(QUANTILES.iter().map(|(column, _)| *column).chain(of_levels).chain([LOSS_IRB_999])))
            .collect()
    },
    source: Source::Result(portfolio),
    rows: |extent| if extent.extras.segments > 0 { extent.cells * window_count(extent.months) } else { 0.0 },
};

/// Columns `cell`, labels, `window_months`, and what the book lost in it. `None` where households are drawn.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn portfolio(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some((sums, _)) = book::of(result, labels) else { return Ok(None) };
    let windows = windows(result.tallies.shape().horizon_months);
    let rows: Vec<(usize, usize, SegmentSum)> =
        (0..labels.len()).flat_map(|cell| windows.iter().map(move |(months, sum)| (cell, *months, *sum))).collect();
    let over_worlds = |losses: Vec<f64>| sample(result.units, losses, sums.worlds());
    let lost: Vec<Option<Sample>> =
        rows.iter().map(|(cell, _, sum)| losses(sums, *cell, 0, *sum).map(over_worlds)).collect();
    let by_unit = |cell: usize, sum: SegmentSum| sums.by_unit(result.units, cell, 0, sum).unwrap_or_default();
    let worlds = sums.worlds_by_unit(result.units);
    let ratio = |(cell, _, sum): &(usize, usize, SegmentSum), over: &dyn Fn(usize) -> Vec<i64>| {
        let (losses, of) = (sums.by_unit(result.units, *cell, 0, *sum)?, over(*cell));
        (losses.len() == of.len()).then(|| ratio_of_sums(&losses, &of))
    };
    let of_worlds = |_: usize| worlds.clone();
    let of_losses = |of: &dyn Fn(&Sample) -> Estimate| -> Vec<Estimate> {
        lost.iter().map(|losses| losses.as_ref().map(of).unwrap_or_default()).collect()
    };

    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, ..)| *cell).collect::<Vec<_>>());
    frame.integers(&WINDOW, rows.iter().map(|(_, months, _)| *months as i64).collect());
    frame.integers(&BOOK_WORLDS, vec![sums.worlds().count() as i64; rows.len()]);
    let exposure = |cell: usize| ratio_of_sums(&by_unit(cell, SegmentSum::Exposure), &worlds).value;
    frame.floats(&EXPOSURE, rows.iter().map(|(cell, ..)| exposure(*cell).map(super::frame::currency)).collect());
    frame.computed(&LOSS_MEAN, rows.iter().map(|row| ratio(row, &of_worlds).unwrap_or_default()).collect());
    let of_exposure = |cell: usize| by_unit(cell, SegmentSum::Exposure);
    frame.computed(&LOSS_RATE, rows.iter().map(|row| ratio(row, &of_exposure).unwrap_or_default()).collect());
    let spread = |losses: &Option<Sample>| losses.as_ref().and_then(Sample::deviation).map(super::frame::currency);
    frame.floats(&LOSS_SD, lost.iter().map(spread).collect());
    for (column, level) in QUANTILES {
        frame.computed(&column, of_losses(&|losses| losses.quantile(level)));
    }
    for (at_risk, shortfall, level) in LEVELS {
        frame.computed(&at_risk, of_losses(&|losses| losses.tail(level).value_at_risk));
        frame.computed(&shortfall, of_losses(&|losses| losses.tail(level).expected_shortfall));
    }
    let by_formula = |(cell, _, sum): &(usize, usize, SegmentSum)| {
        let of = |sum: SegmentSum| by_unit(*cell, sum);
        let book = || irb::Book {
            worlds: worlds.clone(),
            loans: of(SegmentSum::Loans),
            defaults: of(SegmentSum::DefaultsIn12),
            ead: of(SegmentSum::Ead),
            losses: of(SegmentSum::LossAtDefault),
            exposure: of(SegmentSum::Exposure),
        };
        match sum {
            SegmentSum::LossIn12 => irb::loss(&book(), irb::RESIDENTIAL_CORRELATION, PerMille::new(999)),
            _ => Estimate::default(),
        }
    };
    frame.computed(&LOSS_IRB_999, rows.iter().map(by_formula).collect());
    frame.finish().map(Some)
}
