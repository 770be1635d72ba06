//! `underwriting`: who asked for a loan, who was refused and why; a row per cell and verdict.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, integers};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::applicants::{ApplicantColumn, Applicants, BEYOND, VERDICTS};
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
    let Some(applicants) = &result.tallies.applicants else { return Ok(None) };
    let rows = rows();
    let at: Vec<(usize, &Row)> =
        (0..applicants.cells()).flat_map(|cell| rows.iter().map(move |row| (cell, row))).collect();
    let mut columns = cell_columns(labels, &at.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    let names: Vec<&str> = at.iter().map(|(_, row)| row.name).collect();
    columns.push(Column::from(Series::new("verdict".into(), names)));

    let sums = |column: ApplicantColumn| -> Vec<Option<Vec<i64>>> {
        at.iter().map(|(cell, row)| batches(applicants, *cell, row.verdicts.clone(), column)).collect()
    };
    let households = sums(ApplicantColumn::Households);
    let all = |(batches, (cell, _)): (&Option<Vec<i64>>, &(usize, &Row))| {
        total("households", *cell, batches.iter().flatten().copied())
    };
    columns.push(integers("households", households.iter().zip(&at).map(all).collect::<Result<_, _>>()?));
    let everyone: Vec<Option<Vec<i64>>> =
        at.iter().map(|(cell, _)| batches(applicants, *cell, 0..VERDICTS.len(), ApplicantColumn::Households)).collect();
    let pooled = |y: &[Option<Vec<i64>>], x: &[Option<Vec<i64>>]| -> Vec<Estimate> {
        let ratio = |(y, x): (&Option<Vec<i64>>, &Option<Vec<i64>>)| Some(ratio_of_sums(y.as_ref()?, x.as_ref()?));
        y.iter().zip(x).map(|pair| ratio(pair).unwrap_or_default()).collect()
    };
    columns.extend(estimates("share", Scale::Plain, pooled(&households, &everyone)));
    for (name, y, x, scale) in MEANS {
        columns.extend(estimates(name, scale, pooled(&sums(y), &sums(x))));
    }
    Ok(Some(DataFrame::new(at.len(), columns)?))
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
