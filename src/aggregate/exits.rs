//! `exits`: what becomes of loans that may be repaid before their time: default, prepayment and moving compete; a row per cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::ratios::ratios;
use super::table::{Source, Table, labels, with_errors};
use super::{AggregateError, shape};
use crate::outcome::exits::ExitSum;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

ratios! {
    ExitSum:
    "loans_defaulted", Fraction, Defaults, Loans,
        "Cumulative incidence of default: loans that defaulted by the horizon ÷ loans granted; those repaid before could not.", "累计违约发生率", "截至统计期末违约的贷款 ÷ 发放的贷款；此前已还清者不会再违约。";
    "loans_prepaid", Fraction, Prepaid, Loans,
        "Loans prepaid by the horizon ÷ loans granted.", "提前还清率", "截至统计期末提前还清的贷款 ÷ 发放的贷款。";
    "loans_moved", Fraction, Moved, Loans,
        "Loans repaid by the horizon because the household moved ÷ loans granted.", "搬迁还清率", "截至统计期末因搬迁而还清的贷款 ÷ 发放的贷款。";
    "survival", Fraction, Surviving, Loans,
        "Loans that live at the horizon and never defaulted ÷ loans granted.", "存续率", "统计期末仍存续且从未违约的贷款 ÷ 发放的贷款。";
    "default_hazard_of_living", Fraction, Defaults, MonthsObserved,
        "Defaults ÷ months in which a loan lived and had not defaulted: the hazard of a month.", "存续贷款月违约率", "违约数 ÷ 贷款存续且未违约的月数，即月违约风险。";
    "prepayment_hazard_of_living", Fraction, PrepaidAlive, MonthsObserved,
        "Prepayments before any default ÷ the same months.", "存续贷款月提前还清率", "违约之前的提前还清数 ÷ 同样的月数。";
    "moving_hazard_of_living", Fraction, MovedAlive, MonthsObserved,
        "Moves before any default ÷ the same months.", "存续贷款月搬迁率", "违约之前的搬迁数 ÷ 同样的月数。";
    "loans_prepaid_in_part", Fraction, PrepaidInPart, Loans,
        "Loans of which a part, or in the end all, was repaid before its time from cash ÷ loans granted.", "部分提前还款率", "曾以现金提前偿还部分（或最终全部）的贷款 ÷ 发放的贷款。";
    "prepaid_in_part_of_original_loans", Fraction, InPart, OriginalLoan,
        "Principal repaid before its time from cash ÷ loans granted.", "部分提前还款额占比", "以现金提前偿还的本金 ÷ 发放的贷款额。";
    "loans_refinanced", Fraction, Refinanced, Loans,
        "Loans replaced by another ÷ loans granted; the household goes on with the new one, and all other columns are of its loan, whoever holds it.", "转贷率", "被新贷款替换的贷款 ÷ 发放的贷款；家庭以新贷款继续，其余各列均指其贷款，不论由谁持有。";
    "loans_defaulted_refinanced", Fraction, DefaultsAfter, Loans,
        "Those on whose new loan the household defaulted by the horizon ÷ loans granted: not the first lender's defaults.", "转贷后违约率", "转贷后截至统计期末违约的贷款 ÷ 发放的贷款：并非原贷款人的违约。";
    "cash_out_of_original_loans", Fraction, CashOut, OriginalLoan,
        "Cash taken out of new loans ÷ loans granted.", "套现额占比", "转贷取出的现金 ÷ 发放的贷款额。";
    "months_observed_mean", Months, MonthsObserved, Loans,
        "Mean months from origination to the first default, the loan's end or the horizon, whichever comes first.", "平均观察月数", "自放款至首次违约、贷款终结或统计期末（以最早者为准）的平均月数。";
    "loss_of_original_loans", Fraction, Loss, OriginalLoan,
        "Expected loss: the lender's loss at origination ÷ loans granted, those repaid before their time included.", "预期损失率", "贷款人损失在放款时的现值 ÷ 发放的贷款额，含提前还清者。";
    "fees_of_original_loans", Fraction, Fees, OriginalLoan,
        "Fees of loans repaid before their time ÷ loans granted, not discounted; no part of the loss.", "提前还款费率", "提前还款费 ÷ 发放的贷款额，未折现；不计入损失。";
}

/// What becomes of loans that may be repaid before their time.
pub const EXITS: Table = Table {
    name: "exits",
    holds: Words::new(
        "a row per cell: default, prepayment and moving as competing ends of a loan, and how long loans were observed",
        "每个单元一行：违约、提前还清与搬迁这几种相互竞争的终结方式，以及贷款的观察时间",
    ),
    columns: || labels().chain(with_errors(RATIOS.iter().map(|(column, ..)| *column))).collect(),
    source: Source::Result(exits),
    rows: |extent| if extent.extras.exits { extent.cells } else { 0.0 },
};

/// Columns `cell`, labels, and ratios with errors from batches of worlds, equation (204). `None` where no loan can be repaid
/// before its time.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn exits(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(sums) = &result.tallies.exits else { return Ok(None) };
    let cells: Vec<usize> = (0..labels.len()).collect();
    let mut frame = Frame::of_cells(labels, &cells);
    for (column, y, x) in RATIOS {
        let of = |cell: usize, sum: ExitSum| sums.by_batch(cell, sum as usize);
        let ratio = |cell: &usize| Some(ratio_of_sums(&of(*cell, *y)?, &of(*cell, *x)?));
        frame.computed(column, cells.iter().map(|cell| ratio(cell).unwrap_or_default()).collect());
    }
    frame.finish().map(Some)
}
