//! Cumulative default rates at year's ends for people: a row per cell.

use super::{CellNames, Heading, ReadingTable};
use crate::aggregate::months::DEFAULT_RATE_CUMULATIVE;
use crate::aggregate::{CELL, MONTHS};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::results::{Results, errors as errors_of, integers, numbers, rows_of_cell};
use crate::stats::Estimate;

/// Years shown; a longer horizon shows some of its years.
const MOST_YEARS: u32 = 10;

/// Default rates after so many years, with errors.
///
/// # Errors
/// A column is missing.
pub fn term_structure(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(&results.labels, language));
    let months = shown_months(results.manifest.horizon_months);
    let table = results.table(&MONTHS)?;
    let (cells, rates) = (integers(table, &CELL)?, numbers(table, &DEFAULT_RATE_CUMULATIVE)?);
    let errors = errors_of(table, &DEFAULT_RATE_CUMULATIVE)?;
    let mut columns = names.headings();
    columns.extend(months.iter().map(|month| {
        Heading::numbers(match month % 12 {
            0 => (texts.after_years)(&(month / 12).to_string()),
            _ => (texts.months_count)(&month.to_string()),
        })
    }));
    let mut rows = Vec::with_capacity(results.labels.len());
    for cell in 0..results.labels.len() {
        let start = rows_of_cell(&cells, cell).start;
        let mut row = names.fields(cell);
        row.extend(months.iter().map(|month| {
            let place = start + *month as usize - 1;
            let at = |column: &[Option<f64>]| column.get(place).copied().flatten();
            Show::Percent.estimate(Estimate { value: at(&rates), mcse: at(&errors) }, language)
        }));
        rows.push(row);
    }
    let (caption, note) = (texts.term_structure_caption.to_owned(), texts.term_structure_note.to_owned());
    Ok(ReadingTable {
        cells: (0..results.labels.len()).collect(),
        name: "term_structure",
        caption,
        columns,
        rows,
        note,
    })
}

/// Year's ends up to the horizon, at most [`MOST_YEARS`] of them, and the horizon itself.
fn shown_months(horizon: u32) -> Vec<u32> {
    let step = (horizon / 12).div_ceil(MOST_YEARS).max(1) * 12;
    let mut months: Vec<u32> = (1..).map(|year| year * step).take_while(|month| *month <= horizon).collect();
    if months.last() != Some(&horizon) && horizon > 0 {
        months.push(horizon);
    }
    months
}
