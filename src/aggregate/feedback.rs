//! `feedback`: what households that act on each other do, against the same worlds had they not; a row per cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::feedback::FeedbackSum;
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, CellSums, Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// A ratio of sums: its column, what is added up, what is taken off it, and what that is divided by.
type Ratio = (Column, FeedbackSum, Option<FeedbackSum>, FeedbackSum);

macro_rules! ratios {
    ($($column:ident = $name:literal, $unit:ident, $y:ident $(- $less:ident)?, $x:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        $(#[doc = $meaning]
        pub const $column: Column = Column::new($name, Unit::$unit, $meaning, $name_zh, $meaning_zh);)*
        const RATIOS: &[Ratio] = &[$((
            $column,
            FeedbackSum::$y, [$(FeedbackSum::$less)?].first().copied(), FeedbackSum::$x,
        ),)*];
    };
}

ratios! {
    FORCED_SALE_RATE = "forced_sale_rate", Fraction, Sales, Loans,
        "Homes sold by auction or in distress, to the end of the tail ÷ loans granted.", "被迫出售率", "截至尾段结束经拍卖或在困境中出售的房屋 ÷ 发放的贷款。";
    FORCED_SALE_RATE_WITHOUT = "forced_sale_rate_without", Fraction, SalesWithout, Loans,
        "The same, had households not acted on each other.", "被迫出售率（互不影响）", "同上，假如家庭之间互不影响。";
    FORCED_SALE_RATE_CHANGE = "forced_sale_rate_change", Fraction, Sales - SalesWithout, Loans,
        "Difference of the two, world by world.", "被迫出售率之差", "两者逐世界配对之差。";
    DEFAULT_RATE = "default_rate", Fraction, Defaults, Loans,
        "Households with a default on record by the horizon ÷ loans granted.", "违约率", "截至统计期末有违约记录的家庭 ÷ 发放的贷款。";
    DEFAULT_RATE_WITHOUT = "default_rate_without", Fraction, DefaultsWithout, Loans,
        "The same, had households not acted on each other.", "违约率（互不影响）", "同上，假如家庭之间互不影响。";
    DEFAULT_RATE_CHANGE = "default_rate_change", Fraction, Defaults - DefaultsWithout, Loans,
        "Difference of the two, world by world.", "违约率之差", "两者逐世界配对之差。";
    DEFAULT_AMPLIFICATION = "default_amplification", Fraction, Defaults, DefaultsWithout,
        "Defaults ÷ defaults had households not acted on each other.", "违约放大倍数", "违约数 ÷ 假如家庭之间互不影响时的违约数。";
    EXPECTED_LOSS = "expected_loss", Fraction, Loss, OriginalLoan,
        "The lender's loss at origination ÷ loans granted.", "预期损失率", "贷款人损失在放款时的现值 ÷ 发放的贷款额。";
    EXPECTED_LOSS_WITHOUT = "expected_loss_without", Fraction, LossWithout, OriginalLoan,
        "The same, had households not acted on each other.", "预期损失率（互不影响）", "同上，假如家庭之间互不影响。";
    EXPECTED_LOSS_CHANGE = "expected_loss_change", Fraction, Loss - LossWithout, OriginalLoan,
        "Difference of the two, world by world.", "预期损失率之差", "两者逐世界配对之差。";
    INDEX_LOWEST = "index_lowest", Level, IndexLowest, Worlds,
        "Lowest level of the price index to the horizon, mean over worlds.", "指数最低水平", "统计期内房价指数的最低水平，各世界均值。";
    INDEX_LOWEST_WITHOUT = "index_lowest_without", Level, IndexLowestWithout, Worlds,
        "The same, had households not acted on each other.", "指数最低水平（互不影响）", "同上，假如家庭之间互不影响。";
    INDEX_LOWEST_CHANGE = "index_lowest_change", Level, IndexLowest - IndexLowestWithout, Worlds,
        "Difference of the two, world by world.", "指数最低水平之差", "两者逐世界配对之差。";
}

/// Worlds whose index came as low as it is followed.
pub const WORLDS_AT_FLOOR: Column = Column::new(
    "worlds_at_floor",
    Unit::Count,
    "Worlds whose price index fell as low as it is followed, e^-300: what happens there is cut off.",
    "触底世界数",
    "房价指数跌至所跟踪的最低水平 e^-300 的世界；其中的结果已被截断。",
);

/// What households that act on each other do.
pub const FEEDBACK: Table = Table {
    name: "feedback",
    holds: Words::new(
        "a row per cell: forced sales, default, loss and the lowest index where households act on each other, by prices or by what others do, against the same worlds had they not",
        "每个单元一行：家庭之间经由房价或彼此行为相互影响时的被迫出售、违约、损失与指数最低水平，并与同样的世界在互不影响时对照",
    ),
    columns: || {
        labels().chain(with_errors(RATIOS.iter().map(|(column, ..)| *column))).chain(plain([WORLDS_AT_FLOOR])).collect()
    },
    source: Source::Result(feedback),
    rows: |extent| if extent.extras.feedback { extent.cells } else { 0.0 },
};

/// Columns `cell`, labels, ratios with errors from batches of worlds, equation (274), and `worlds_at_floor`. `None` where
/// they do not act on each other.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn feedback(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(sums) = &result.tallies.feedback else { return Ok(None) };
    let cells: Vec<usize> = (0..labels.len()).collect();
    let mut frame = Frame::of_cells(labels, &cells);
    for (column, y, less, x) in RATIOS {
        let ratio = |cell: &usize| {
            let estimate = ratio_of_sums(&difference(sums, *cell, *y, *less)?, &sums.by_batch(*cell, *x as usize)?);
            Some(if column.unit == Unit::Level { from_billionths(estimate) } else { estimate })
        };
        frame.computed(column, cells.iter().map(|cell| ratio(cell).unwrap_or_default()).collect());
    }
    let at_floor = |cell: &usize| Some(sums.by_batch(*cell, FeedbackSum::AtFloor as usize)?.iter().sum());
    frame.integers_or_nothing(&WORLDS_AT_FLOOR, cells.iter().map(at_floor).collect());
    frame.finish().map(Some)
}

fn from_billionths(Estimate { value, mcse }: Estimate) -> Estimate {
    let level = |billionths: f64| billionths / 1e9;
    Estimate { value: value.map(level), mcse: mcse.map(level) }
}

/// A sum less another, batch by batch; `None` where one cannot be told.
fn difference(sums: &CellSums, cell: usize, y: FeedbackSum, less: Option<FeedbackSum>) -> Option<Vec<i64>> {
    let all = sums.by_batch(cell, y as usize)?;
    let less = less.map_or_else(|| Some(vec![0; BATCHES]), |less| sums.by_batch(cell, less as usize))?;
    all.iter().zip(less).map(|(y, less)| y.checked_sub(less)).collect()
}
