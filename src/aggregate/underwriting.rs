//! `underwriting`: who asked for a loan, who was refused and why; a row per cell and verdict.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, integers};
use super::{AggregateError, shape};
use crate::outcome::applicants::{ApplicantColumn, Applicants, VERDICTS};
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, StudyResult};
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

/// Means of a row, and how they are written.
const MEANS: [(&str, ApplicantColumn, ApplicantColumn, Scale); 5] = {
    use ApplicantColumn::*;
    [
        ("home_price_mean", HomePrice, Households, Scale::Money),
        ("loan_mean", Loan, Households, Scale::Money),
        ("income_monthly_mean", Income, Households, Scale::Money),
        ("opening_cash_mean", OpeningCash, Households, Scale::Money),
        ("dsti_mean", DebtService, Income, Scale::Plain),
    ]
};

/// Columns `cell`, labels, `verdict`, `households`, `share` of all applicants, and their means, with errors from batches
/// of worlds. `dsti_mean` is all their debt service ÷ all their income. `None` where no cell of the study can refuse.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn underwriting(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(applicants) = &result.applicants else { return Ok(None) };
    let rows = rows();
    let at: Vec<(usize, &Row)> =
        (0..applicants.cells()).flat_map(|cell| rows.iter().map(move |row| (cell, row))).collect();
    let mut columns = cell_columns(labels, &at.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    let names: Vec<&str> = at.iter().map(|(_, row)| row.name).collect();
    columns.push(Column::from(Series::new("verdict".into(), names)));

    let sums = |column: ApplicantColumn| -> Result<Vec<Vec<i64>>, AggregateError> {
        at.iter().map(|(cell, row)| batches(applicants, *cell, row.verdicts.clone(), column)).collect()
    };
    let households = sums(ApplicantColumn::Households)?;
    columns.push(integers("households", households.iter().map(|batches| batches.iter().sum()).collect()));
    let everyone = at
        .iter()
        .map(|(cell, _)| batches(applicants, *cell, 0..VERDICTS.len(), ApplicantColumn::Households))
        .collect::<Result<Vec<_>, _>>()?;
    let pooled = |y: &[Vec<i64>], x: &[Vec<i64>]| -> Vec<Estimate> {
        y.iter().zip(x).map(|(y, x)| ratio_of_sums(y, x)).collect()
    };
    columns.extend(estimates("share", Scale::Plain, pooled(&households, &everyone)));
    for (name, y, x, scale) in MEANS {
        columns.extend(estimates(name, scale, pooled(&sums(y)?, &sums(x)?)));
    }
    Ok(Some(DataFrame::new(at.len(), columns)?))
}

/// One column of some verdicts, batch by batch.
fn batches(
    applicants: &Applicants,
    cell: usize,
    verdicts: std::ops::Range<usize>,
    column: ApplicantColumn,
) -> Result<Vec<i64>, AggregateError> {
    let of_batch = |batch| {
        let mut amounts = verdicts.clone().map(|verdict| applicants.get(cell, batch, verdict)[column as usize]);
        amounts.try_fold(0_i64, i64::checked_add)
    };
    let overflow = AggregateError::Overflow { column: column.column().name, cell };
    (0..BATCHES).map(of_batch).collect::<Option<Vec<_>>>().ok_or(overflow)
}
