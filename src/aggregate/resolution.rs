//! `resolution`: how long defaults take to end, and how, by cell.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, Column, Resolution, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

/// Months since the first default.
pub const MONTHS_SINCE_DEFAULT: Column = Column::new(
    "months_since_default",
    Unit::Months,
    "Months since the first default.",
    "违约后月数",
    "首次违约以来的月数。",
);
const DEFAULTS: Column = Column::new("defaults", Unit::Count, "Defaults of the cell.", "违约数", "该单元的违约数。");
const RESOLVED_RATE: Column =
    Column::new("resolved_rate", Unit::Fraction, "Share of defaults that have ended.", "结案率", "已结束的违约占比。");

/// How long defaults take to end, and how.
pub const RESOLUTION: Table = Table {
    name: "resolution",
    holds: Words::new(
        "a row per cell and months since default: share of defaults that have ended, and how",
        "每个单元违约后每月一行：已结案的违约占比及结案方式",
    ),
    columns: || {
        let rates = std::iter::once(RESOLVED_RATE).chain(ways().map(|(_, column)| column));
        labels().chain(plain([MONTHS_SINCE_DEFAULT, DEFAULTS])).chain(with_errors(rates)).collect()
    },
    source: Source::Result(|result, labels| resolution(result, labels).map(Some)),
    // Most cases end within three years.
    rows: |extent| extent.cells * if extent.months < 36.0 { extent.months } else { 36.0 },
};

/// Ways in which a default ends, each with the column of its share.
fn ways() -> impl Iterator<Item = (Resolution, Column)> {
    Resolution::ALL.iter().filter(|way| **way != Resolution::Unresolved).map(|way| (*way, way.share()))
}

/// Columns `cell`, labels, `months_since_default` (0 to the longest seen), `defaults`, then with errors from batches of
/// worlds, equation (79): `resolved_rate`, the share of defaults that have ended so many months after they were recorded,
/// and its parts by way, `reinstated_rate`, `sold_rate`, `auctioned_rate`, `taken_by_lender_rate`, `rescinded_rate`. What is missing to 1 at
/// the last month stayed open to the end of the tail.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn resolution(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let ways: Vec<(Resolution, Column)> = ways().collect();
    let mut rows = Vec::new();
    let mut defaults = Vec::new();
    let mut rates: Vec<Vec<_>> = vec![Vec::new(); ways.len() + 1];
    for cell in 0..result.worlds.cells {
        let counts = |batch: usize| result.tallies.resolutions.get(cell, batch);
        let cases = (0..BATCHES).map(|batch| total("defaults", cell, counts(batch).iter().copied()));
        let cases = cases.collect::<Result<Vec<_>, _>>()?;
        let all_cases = total("defaults", cell, cases.iter().copied())?;
        // Parts of the cases, so that what is added up here stays within 64 bits as they do.
        let mut ended = vec![vec![0_i64; BATCHES]; ways.len()];
        for months in 0..last_month(result, cell) {
            for ((way, _), ended) in ways.iter().zip(&mut ended) {
                for (batch, ended) in ended.iter_mut().enumerate() {
                    *ended += counts(batch)[way.place(months)];
                }
            }
            let all: Vec<i64> = (0..BATCHES).map(|batch| ended.iter().map(|way| way[batch]).sum()).collect();
            rows.push((cell, months as i64));
            defaults.push(all_cases);
            for (rate, ended) in rates.iter_mut().zip(std::iter::once(&all).chain(&ended)) {
                rate.push(ratio_of_sums(ended, &cases));
            }
        }
    }
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.integers(&MONTHS_SINCE_DEFAULT, rows.iter().map(|(_, months)| *months).collect());
    frame.integers(&DEFAULTS, defaults);
    let columns = std::iter::once(RESOLVED_RATE).chain(ways.iter().map(|(_, column)| *column));
    for (column, rates) in columns.zip(rates) {
        frame.computed(&column, rates);
    }
    frame.finish()
}

/// Months to list: up to the last in which a default of the cell ended; none without defaults.
fn last_month(result: &StudyResult, cell: usize) -> usize {
    let places = result.tallies.resolutions.places() / Resolution::COUNT;
    let any = |months: &usize| {
        let first = months * Resolution::COUNT;
        (0..BATCHES).any(|batch| {
            result.tallies.resolutions.get(cell, batch)[first..first + Resolution::COUNT]
                .iter()
                .any(|count| *count != 0)
        })
    };
    (0..places).rev().find(any).map_or(0, |last| last + 1)
}
