//! `loans`: what each loan of a book comes to, its stage and its expected credit loss; a row per cell and row of the tape, METHOD.md
//! equations (260) to (263).

use polars::prelude::DataFrame;

use super::frame::{Frame, currency};
use super::staged::{Stage, Staged, provided};
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::loan_sums::{LoanRow, LoanSum};
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::effective::Spread;

const ID: Column = Column::new("id", Unit::Text, "What the loan is called on the tape.", "编号", "明细中的贷款编号。");
const LOANS: Column =
    Column::new("loans", Unit::Count, "Loans that the row stands for.", "贷款笔数", "该行代表的贷款笔数。");
const EXPOSURE: Column = Column::new(
    "exposure",
    Unit::Money,
    "What they owe in month 0, overdue instalments included.",
    "风险敞口",
    "第 0 月的欠款，含逾期未还的月供。",
);
const DAYS_PAST_DUE: Column = Column::new(
    "days_past_due",
    Unit::Count,
    "Days past due in month 0, in whole months of 30.",
    "逾期天数",
    "第 0 月的逾期天数，按每月 30 天取整月。",
);
const REMAINING: Column = Column::new(
    "remaining_months",
    Unit::Months,
    "Months to the end of the contract.",
    "剩余月数",
    "到合同终止的月数。",
);
const COVERS_TERM: Column = Column::new(
    "covers_term",
    Unit::Count,
    "1: the horizon reaches the end of the contract, and what is told to the horizon is told for the whole life; else 0.",
    "覆盖剩余期限",
    "1：统计期覆盖合同剩余期限，到统计期末即整个存续期；否则为 0。",
);
const POOL: Column = Column::new(
    "pool",
    Unit::Text,
    "The loans that are alike and whose estimates are pooled.",
    "同类组",
    "合并估计的同类贷款组。",
);
const ORIGINATION_PD: Column = Column::new(
    "origination_pd",
    Unit::Fraction,
    "Probability of default that was expected at origination, as on the tape.",
    "发放时违约概率",
    "发放时预期的违约概率，取自明细。",
);
const STAGE: Column = Column::new(
    "stage",
    Unit::Code,
    "Stage: 1, 2 (credit risk has grown), 3 (in default).",
    "阶段",
    "阶段：1；2（信用风险显著增加）；3（已违约）。",
);
const ECL: Column = Column::new(
    "ecl",
    Unit::Money,
    "Expected credit loss: the expected loss of the stage, 0 where that is a gain.",
    "预期信用损失",
    "该阶段的预期损失；若为收益则为 0。",
);
const ECL_WEIGHTED: Column = Column::new(
    "ecl_weighted",
    Unit::Money,
    "The same of the mean over scenarios by their probabilities; empty where they have none.",
    "加权预期信用损失",
    "按情景概率加权平均后的预期信用损失；情景无概率时为空。",
);

/// Declares an estimate.
const fn estimate(
    name: &'static str,
    unit: Unit,
    meaning: &'static str,
    name_zh: &'static str,
    zh: &'static str,
) -> Column {
    Column::new(name, unit, meaning, name_zh, zh)
}

/// Estimates of the row itself and of its pool.
const ESTIMATES: [Column; 9] = [
    estimate(
        "pd_12m",
        Unit::Fraction,
        "Share of worlds in which the loan defaults in months 1 to 12.",
        "十二个月违约概率",
        "该贷款在第 1 至 12 个月违约的世界占比。",
    ),
    estimate("pd_horizon", Unit::Fraction, "The same by the horizon.", "违约概率", "到统计期末违约的世界占比。"),
    estimate(
        "el_12m",
        Unit::Money,
        "Mean loss from defaults in months 1 to 12, whenever it falls, discounted to month 0 at the loan's contract rate.",
        "十二个月预期损失",
        "第 1 至 12 个月违约所致损失的平均值（无论何时发生），按合同利率折现到第 0 月。",
    ),
    estimate("el_horizon", Unit::Money, "The same by the horizon.", "预期损失", "到统计期末违约所致损失的平均值。"),
    estimate(
        "pool_pd_12m",
        Unit::Fraction,
        "Probability of default in months 1 to 12 of the loans of its pool.",
        "同类组十二个月违约概率",
        "同类组贷款在第 1 至 12 个月违约的概率。",
    ),
    estimate(
        "pool_pd_horizon",
        Unit::Fraction,
        "The same by the horizon.",
        "同类组违约概率",
        "同类组到统计期末违约的概率。",
    ),
    estimate(
        "pool_loss_rate_12m",
        Unit::Fraction,
        "Losses from defaults in months 1 to 12 ÷ exposure, of the loans of its pool.",
        "同类组十二个月损失率",
        "同类组第 1 至 12 个月违约所致损失 ÷ 风险敞口。",
    ),
    estimate(
        "pool_loss_rate",
        Unit::Fraction,
        "The same by the horizon.",
        "同类组损失率",
        "同类组到统计期末的损失率。",
    ),
    estimate(
        "expected_loss",
        Unit::Money,
        "Exposure times the loss rate of its pool: that of 12 months in stage 1, that to the horizon in 2 and 3.",
        "预期损失（按阶段）",
        "风险敞口乘以同类组损失率：阶段 1 取十二个月，阶段 2、3 取到统计期末。",
    ),
];

/// What each loan of a book comes to.
pub const LOANS_TABLE: Table = Table {
    name: "loans",
    holds: Words::new(
        "a row per cell and loan of a book: its probability of default, expected loss, stage and expected credit loss, its own and its pool's",
        "每个单元每笔贷款一行：违约概率、预期损失、阶段、预期信用损失，含本笔与同类组的估计",
    ),
    columns: || {
        let [own @ .., of_stage] = &ESTIMATES;
        labels()
            .chain(plain([ID, LOANS, EXPOSURE, DAYS_PAST_DUE, REMAINING, COVERS_TERM, POOL, ORIGINATION_PD]))
            .chain(with_errors(own.iter().copied()))
            .chain(plain([STAGE]))
            .chain(with_errors([*of_stage]))
            .chain(plain([ECL, ECL_WEIGHTED]))
            .collect()
    },
    source: Source::Result(loans),
    rows: |extent| extent.cells * extent.extras.loans_told as f64,
};

/// Columns `cell`, labels and what each loan comes to, in the order of ids. `None` where loans are not told one by one.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn loans(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(staged) = Staged::of(result, labels) else { return Ok(None) };
    let horizon = result.tallies.shape().horizon_months as u32;
    let rows = &staged.book.rows;
    let pairs: Vec<(usize, &LoanRow)> =
        (0..labels.len()).flat_map(|cell| rows.iter().map(move |row| (cell, row))).collect();
    let stages: Vec<Stage> = pairs.iter().map(|(cell, row)| staged.stage(*cell, row)).collect();
    let own = |defaults_or_losses: &dyn Fn(&LoanRow, usize) -> Estimate| -> Vec<Estimate> {
        pairs.iter().map(|(cell, row)| defaults_or_losses(row, *cell)).collect()
    };
    let told = |row: &LoanRow, cell: usize| staged.sums.of(cell, row.place as usize);
    let worlds = staged.worlds as f64;
    // Of worlds that lie evenly the spread of a single loan over them tells no error.
    let with_error = |own: Estimate| if staged.are_independent { own } else { Estimate { mcse: None, ..own } };
    let pd = |sum: LoanSum, row: &LoanRow| with_error(probability(sum.defaults, row.loans, worlds));
    let el = |sum: LoanSum, row: &LoanRow, is_beyond: bool| with_error(mean_loss(sum, row.loans, worlds, is_beyond));

    let mut frame = Frame::of_cells(labels, &pairs.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.texts(&ID, pairs.iter().map(|(_, row)| &*row.id).collect());
    frame.integers(&LOANS, pairs.iter().map(|(_, row)| row.loans.into()).collect());
    let exposure =
        |(cell, row): &(usize, &LoanRow)| known(told(row, *cell).exposure).map(|cents| currency(cents as f64));
    frame.floats(&EXPOSURE, pairs.iter().map(exposure).collect());
    frame.integers(&DAYS_PAST_DUE, pairs.iter().map(|(_, row)| row.days_past_due.into()).collect());
    frame.integers(&REMAINING, pairs.iter().map(|(_, row)| row.remaining_months.into()).collect());
    let covers = |(_, row): &(usize, &LoanRow)| i64::from(row.remaining_months <= horizon);
    frame.integers(&COVERS_TERM, pairs.iter().map(covers).collect());
    let names = &labels[0].segments;
    frame.texts(&POOL, pairs.iter().map(|(_, row)| names[usize::from(row.pool)].segment.as_str()).collect());
    frame.floats(&ORIGINATION_PD, pairs.iter().map(|(_, row)| row.origination_pd).collect());
    let [pd_12m, pd_horizon, el_12m, el_horizon, pool_pd_12m, pool_pd, pool_rate_12m, pool_rate, of_stage] = &ESTIMATES;
    frame.computed(pd_12m, own(&|row, cell| pd(told(row, cell).in_12, row)));
    frame.computed(pd_horizon, own(&|row, cell| pd(told(row, cell).to_horizon, row)));
    frame.computed(el_12m, own(&|row, cell| el(told(row, cell).in_12, row, told(row, cell).is_beyond)));
    frame.computed(el_horizon, own(&|row, cell| el(told(row, cell).to_horizon, row, told(row, cell).is_beyond)));
    frame.computed(pool_pd_12m, own(&|row, cell| staged.pool(cell, row).in_12.pd));
    frame.computed(pool_pd, own(&|row, cell| staged.pool(cell, row).to_horizon.pd));
    frame.computed(pool_rate_12m, own(&|row, cell| staged.pool(cell, row).in_12.loss_rate));
    frame.computed(pool_rate, own(&|row, cell| staged.pool(cell, row).to_horizon.loss_rate));
    frame.integers(&STAGE, stages.iter().map(|stage| stage.number()).collect());
    let losses: Vec<Estimate> =
        pairs.iter().zip(&stages).map(|((cell, row), stage)| staged.expected_loss(*cell, row, *stage)).collect();
    frame.computed(of_stage, losses.clone());
    frame.floats(&ECL, losses.iter().map(|loss| loss.value.map(provided).map(currency)).collect());
    let weighted = pairs.iter().zip(&stages).map(|((cell, row), stage)| staged.weighted_loss(*cell, row, *stage));
    let weighted: Vec<Option<f64>> = weighted.map(|loss| loss.map(provided).map(currency)).collect();
    frame.floats(&ECL_WEIGHTED, weighted);
    frame.finish().map(Some)
}

/// Share of a row's lives that default. The lives of a row that stands for several loans share their worlds, whose spread is not
/// kept, so that it has no error.
fn probability(defaults: u32, loans: u32, worlds: f64) -> Estimate {
    let (defaults, lives) = (f64::from(defaults), worlds * f64::from(loans));
    let value = defaults / lives;
    let effective = if defaults < lives - defaults { defaults } else { lives - defaults };
    let error = (value * (1.0 - value) / (worlds - 1.0)).sqrt();
    Estimate { value: Some(value), mcse: error_of(error, effective, loans, worlds) }
}

/// Mean loss of a row over worlds, cents.
fn mean_loss(sum: LoanSum, loans: u32, worlds: f64, is_beyond: bool) -> Estimate {
    if is_beyond {
        return Estimate::default();
    }
    let (loss, squares) = (sum.loss as f64, sum.squared_loss as f64);
    let value = loss / worlds;
    let variance = (squares - loss * value) / (worlds - 1.0);
    let effective = if squares > 0.0 { loss / squares * loss } else { 0.0 };
    Estimate { value: Some(value), mcse: error_of((variance / worlds).sqrt(), effective, loans, worlds) }
}

fn error_of(error: f64, effective: f64, loans: u32, worlds: f64) -> Option<f64> {
    let is_told = loans == 1 && worlds > 1.0 && error > 0.0;
    if is_told { Spread { error, effective }.widened() } else { None }
}
