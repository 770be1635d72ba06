//! `lenders`: what each lender has of households with more than one loan; a row per cell and loan.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::ratios::ratios;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::lenders::LenderSum;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

const LENDER: Column = Column::new(
    "lender",
    Unit::Text,
    "Loan: main, or its name in the config.",
    "贷款人",
    "贷款：main 为主贷款，其余为配置中的名称。",
);

ratios! {
    LenderSum:
    "mean_loan", Money, OriginalLoan, Loans,
        "Mean amount lent, of households that have the loan.", "平均贷款额", "有该笔贷款的家庭的平均贷款额。";
    "lender_default_rate", Fraction, Defaults, Loans,
        "Share of these loans that defaulted.", "该贷款人违约率", "此类贷款中违约的占比。";
    "mean_ead", Money, Ead, Defaults,
        "Mean debt at default.", "平均违约风险敞口", "违约时的平均债务。";
    "lender_lgd", Fraction, LossAtDefault, Ead,
        "Loss given default of the lender: losses ÷ debts at default.", "该贷款人违约损失率", "损失 ÷ 违约时的债务。";
    "lender_expected_loss", Fraction, Loss, OriginalLoan,
        "Expected loss of the lender: losses at origination ÷ loans.", "该贷款人预期损失率", "损失在放款时的现值 ÷ 贷款额。";
}

/// What each lender has of households with more than one loan.
pub const LENDERS: Table = Table {
    name: "lenders",
    holds: Words::new(
        "a row per cell and loan: default rate, loss given default and expected loss of each lender",
        "每个单元和每笔贷款一行：各贷款人的违约率、违约损失率和预期损失率",
    ),
    columns: || labels().chain(plain([LENDER])).chain(with_errors(RATIOS.iter().map(|(column, ..)| *column))).collect(),
    source: Source::Result(lenders),
    rows: |extent| extent.cells * extent.extras.loans as f64,
};

/// Columns `cell`, labels, `lender`, and ratios with errors from batches of worlds, equation (229). `None` where every household
/// has one loan.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn lenders(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(sums) = &result.tallies.lenders else { return Ok(None) };
    let loans = result.tallies.shape().extras.loans;
    let named = |(cell, label): (usize, &CellLabel)| {
        let others = label.loans_beside.clone();
        std::iter::once("main".to_owned()).chain(others).enumerate().map(move |(loan, name)| (cell, loan, name))
    };
    let rows: Vec<(usize, usize, String)> = labels.iter().enumerate().flat_map(named).collect();
    let cells: Vec<usize> = rows.iter().map(|(cell, ..)| *cell).collect();
    let mut frame = Frame::of_cells(labels, &cells);
    frame.texts(&LENDER, rows.iter().map(|(.., name)| name.as_str()).collect());
    for (column, y, x) in RATIOS {
        let of =
            |(cell, loan, _): &(usize, usize, String), sum: LenderSum| sums.by_batch(cell * loans + loan, sum as usize);
        let ratio = |row: &(usize, usize, String)| Some(ratio_of_sums(&of(row, *y)?, &of(row, *x)?));
        frame.computed(column, rows.iter().map(|row| ratio(row).unwrap_or_default()).collect());
    }
    frame.finish().map(Some)
}
