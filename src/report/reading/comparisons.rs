//! Differences between cells for people: a row per cell but the base cell.

use super::{CellNames, Heading, ReadingTable};
use crate::aggregate::comparisons::{BASE, DIFFERENCE, ESTIMATE, PRECISION_GAIN};
use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use crate::aggregate::household_loss::HOUSEHOLD_LOSS_VAR_95;
use crate::aggregate::{CELL, COMPARISONS};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, Show, fixed};
use crate::report::results::{Results, errors as errors_of, estimate as estimate_at, integers, number, numbers};
use crate::stats::Estimate;

/// A difference as `comparisons` holds it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::report) struct Difference {
    pub difference: Estimate,
    pub gain: Option<f64>,
}

/// The difference of one estimate between a cell and the base cell; `None` for the base cell itself.
pub(in crate::report) fn difference(
    results: &Results,
    cell: usize,
    estimate: &Column,
) -> Result<Option<Difference>, ReportError> {
    let table = results.table(&COMPARISONS)?;
    let names = table.column(ESTIMATE.name)?.str()?;
    let cells = integers(table, &CELL)?;
    let row = names.iter().zip(&cells).position(|(name, other)| name == Some(estimate.name) && *other == cell as i64);
    let Some(row) = row else { return Ok(None) };
    let difference = estimate_at(table, &DIFFERENCE, row)?;
    Ok(Some(Difference { difference, gain: number(table, &PRECISION_GAIN, row)? }))
}

/// The cell all others are compared with.
pub(in crate::report) fn base_cell(results: &Results) -> Result<usize, ReportError> {
    Ok(integers(results.table(&COMPARISONS)?, &BASE)?.first().map_or(0, |cell| *cell as usize))
}

/// Differences in default rate, expected loss and the household's loss, with errors and how much pairing gains.
///
/// # Errors
/// A column is missing.
pub fn comparisons(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(&results.labels, language));
    let shown = [
        (texts.default_rate, &DEFAULT_RATE.column, Show::Points),
        (texts.expected_loss, &EXPECTED_LOSS.column, Show::Points),
        (texts.loss_var_95, &HOUSEHOLD_LOSS_VAR_95.column, Show::Money),
    ];
    let base = base_cell(results)?;
    let mut columns = names.headings();
    for (heading, _, _) in shown {
        columns.push(Heading::numbers((texts.difference_of)(heading)));
        columns.push(Heading::numbers(texts.times_smaller));
    }
    let mut rows: Vec<Vec<String>> =
        (0..results.labels.len()).filter(|cell| *cell != base).map(|cell| names.fields(cell)).collect();
    let (table, estimates) = (results.table(&COMPARISONS)?, results.table(&COMPARISONS)?.column(ESTIMATE.name)?.str()?);
    let (values, errors) = (numbers(table, &DIFFERENCE)?, errors_of(table, &DIFFERENCE)?);
    let gains = numbers(table, &PRECISION_GAIN)?;
    for (_, estimate, show) in shown {
        // Rows of one estimate stand in the order of the cells.
        let places =
            estimates.iter().enumerate().filter(|(_, name)| *name == Some(estimate.name)).map(|(place, _)| place);
        for (row, place) in rows.iter_mut().zip(places) {
            let at = |column: &[Option<f64>]| column.get(place).copied().flatten();
            row.push(show.estimate(Estimate { value: at(&values), mcse: at(&errors) }, language));
            row.push(at(&gains).map_or_else(|| NOTHING.to_owned(), |gain| format!("× {}", fixed(gain, 1))));
        }
    }
    let note = (texts.comparisons_note)(&names.line(base));
    Ok(ReadingTable { name: "comparisons", caption: texts.comparisons_caption.to_owned(), columns, rows, note })
}
