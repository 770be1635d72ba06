//! `resolution`: how long defaults take to end, and how, by cell.

use polars::prelude::DataFrame;

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, integers};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, Resolution, StudyResult};
use crate::stats::ratio::ratio_of_sums;

/// Columns `cell`, labels, `months_since_default` (0 to the longest seen), `defaults`, then with errors from batches of
/// worlds, equation (79): `resolved_rate`, the share of defaults that have ended so many months after they were recorded,
/// and its parts by way, `reinstated_rate`, `sold_rate`, `auctioned_rate`, `taken_by_lender_rate`, `rescinded_rate`. What is missing to 1 at
/// the last month stayed open to the end of the tail.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn resolution(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let ways: Vec<Resolution> = Resolution::ALL.iter().copied().filter(|way| *way != Resolution::Unresolved).collect();
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
            for (way, ended) in ways.iter().zip(&mut ended) {
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
    let mut columns = cell_columns(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    columns.push(integers("months_since_default", rows.iter().map(|(_, months)| *months).collect()));
    columns.push(integers("defaults", defaults));
    let names = std::iter::once("resolved").chain(ways.iter().map(|way| way.name()));
    for (name, rates) in names.zip(rates) {
        columns.extend(estimates(&format!("{name}_rate"), Scale::Plain, rates));
    }
    Ok(DataFrame::new(rows.len(), columns)?)
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
