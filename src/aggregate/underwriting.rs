//! `underwriting`: who asked for a loan, who was refused and why; a row per cell and verdict.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::applicants::{ApplicantColumn, Applicants, VERDICTS};
use crate::outcome::kept::BEYOND;
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// A row: its name, and the verdicts (by place in [`VERDICTS`]) it adds up.
struct Row {
    name: &'static str,
    verdicts: std::ops::Range<usize>,
}

/// Accepted, all refused, then each reason.
fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> =
        (0..).zip(&VERDICTS).map(|(at, verdict)| Row { name: verdict.name, verdicts: at..at + 1 }).collect();
    rows.insert(1, Row { name: "refused", verdicts: 1..VERDICTS.len() });
    rows
}

/// What became of the applications of a row.
pub const VERDICT: Column = Column::new(
    "verdict",
    Unit::Text,
    "Accepted, refused, or the reason of refusal.",
    "审批结果",
    "通过、被拒或被拒原因。",
);
const HOUSEHOLDS: Column =
    Column::new("households", Unit::Count, "Households of the verdict.", "家庭数", "该结果的家庭数。");
/// Share of all applicants.
pub const SHARE: Column =
    Column::new("share", Unit::Fraction, "Their share of all applicants.", "占比", "占全部申请家庭的比例。");

/// Means of a row: sums and what they are divided by.
const MEANS: [(Column, ApplicantColumn, ApplicantColumn); 5] = {
    use ApplicantColumn::{DebtService, HomePrice, Households, Income, Loan, OpeningCash};
    use Unit::{Fraction, Money};
    [
        (
            Column::new(
                "home_price_mean",
                Money,
                "Mean price of the home they wanted.",
                "平均房价",
                "所购房屋的平均价格。",
            ),
            HomePrice,
            Households,
        ),
        (
            Column::new("loan_mean", Money, "Mean loan they asked for.", "平均贷款", "所申请贷款的平均额。"),
            Loan,
            Households,
        ),
        (
            Column::new("income_monthly_mean", Money, "Mean income a month.", "平均月收入", "平均每月收入。"),
            Income,
            Households,
        ),
        (
            Column::new("opening_cash_mean", Money, "Mean cash after closing.", "平均成交后现金", "成交后的平均现金。"),
            OpeningCash,
            Households,
        ),
        (
            Column::new(
                "dsti_mean",
                Fraction,
                "All their debt service ÷ all their income.",
                "平均偿债收入比",
                "全部偿债支出 ÷ 全部收入。",
            ),
            DebtService,
            Income,
        ),
    ]
};

/// Who asked for a loan, and who was refused.
pub const UNDERWRITING: Table = Table {
    name: "underwriting",
    holds: Words::new(
        "a row per cell and verdict: who asked for a loan, who was refused and why",
        "每个单元每种审批结果一行：申请者、被拒者及其原因",
    ),
    columns: || {
        let means = MEANS.iter().map(|(column, ..)| *column);
        labels().chain(plain([VERDICT, HOUSEHOLDS])).chain(with_errors([SHARE])).chain(with_errors(means)).collect()
    },
    source: Source::Result(underwriting),
    rows: |extent| if extent.can_refuse { extent.cells * (VERDICTS.len() + 1) as f64 } else { 0.0 },
};

/// Columns `cell`, labels, `verdict`, `households`, `share` of all applicants, and their means, with errors from batches
/// of worlds. `dsti_mean` is all their debt service ÷ all their income. `None` where no cell of the study can refuse.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn underwriting(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(applicants) = &result.tallies.applicants else { return Ok(None) };
    let rows = rows();
    let at: Vec<(usize, &Row)> =
        (0..applicants.cells()).flat_map(|cell| rows.iter().map(move |row| (cell, row))).collect();
    let mut frame = Frame::of_cells(labels, &at.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.texts(&VERDICT, at.iter().map(|(_, row)| row.name).collect());

    let sums = |column: ApplicantColumn| -> Vec<Option<Vec<i64>>> {
        at.iter().map(|(cell, row)| batches(applicants, *cell, row.verdicts.clone(), column)).collect()
    };
    let households = sums(ApplicantColumn::Households);
    let all = |(batches, (cell, _)): (&Option<Vec<i64>>, &(usize, &Row))| {
        total(HOUSEHOLDS.name, *cell, batches.iter().flatten().copied())
    };
    frame.integers(&HOUSEHOLDS, households.iter().zip(&at).map(all).collect::<Result<_, _>>()?);
    let everyone: Vec<Option<Vec<i64>>> =
        at.iter().map(|(cell, _)| batches(applicants, *cell, 0..VERDICTS.len(), ApplicantColumn::Households)).collect();
    let pooled = |y: &[Option<Vec<i64>>], x: &[Option<Vec<i64>>]| -> Vec<Estimate> {
        let ratio = |(y, x): (&Option<Vec<i64>>, &Option<Vec<i64>>)| Some(ratio_of_sums(y.as_ref()?, x.as_ref()?));
        y.iter().zip(x).map(|pair| ratio(pair).unwrap_or_default()).collect()
    };
    frame.computed(&SHARE, pooled(&households, &everyone));
    for (column, y, x) in MEANS {
        frame.computed(&column, pooled(&sums(y), &sums(x)));
    }
    frame.finish().map(Some)
}

/// One column of some verdicts, batch by batch; `None` where a sum cannot be told or does not fit into 64 bits.
fn batches(
    applicants: &Applicants,
    cell: usize,
    verdicts: std::ops::Range<usize>,
    column: ApplicantColumn,
) -> Option<Vec<i64>> {
    let of_batch = |batch| {
        let mut amounts = verdicts.clone().map(|verdict| applicants.get(cell, batch, verdict)[column as usize]);
        let sum =
            amounts.try_fold(0_i128, |sum, amount| if amount == BEYOND { None } else { sum.checked_add(amount) })?;
        i64::try_from(sum).ok()
    };
    (0..BATCHES).map(of_batch).collect()
}
