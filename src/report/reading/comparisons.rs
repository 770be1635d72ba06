//! Differences between cells for people: a row per cell but the base cell.

use super::{CellNames, Heading, ReadingTable};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, Show, fixed};
use crate::report::results::{Results, integers, numbers};
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
    estimate: &str,
) -> Result<Option<Difference>, ReportError> {
    let table = results.comparisons();
    let names = table.column("estimate")?.str()?;
    let cells = integers(table, "cell")?;
    let row = names.iter().zip(&cells).position(|(name, other)| name == Some(estimate) && *other == cell as i64);
    let Some(row) = row else { return Ok(None) };
    let number = |column: &str| -> Result<Option<f64>, ReportError> { Ok(table.column(column)?.f64()?.get(row)) };
    let difference = Estimate { value: number("difference")?, mcse: number("difference_mcse")? };
    Ok(Some(Difference { difference, gain: number("precision_gain")? }))
}

/// The cell all others are compared with.
pub(in crate::report) fn base_cell(results: &Results) -> Result<usize, ReportError> {
    Ok(integers(results.comparisons(), "base_cell")?.first().map_or(0, |cell| *cell as usize))
}

/// Differences in default rate, expected loss and the household's loss, with errors and how much pairing gains.
///
/// # Errors
/// A column is missing.
pub fn comparisons(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(&results.labels, language));
    let shown = [
        (texts.default_rate, "default_rate", Show::Points),
        (texts.expected_loss, "expected_loss", Show::Points),
        (texts.loss_var_95, "household_loss_var_95", Show::Money),
    ];
    let base = base_cell(results)?;
    let mut columns = names.headings();
    for (heading, _, _) in shown {
        columns.push(Heading::numbers((texts.difference_of)(heading)));
        columns.push(Heading::numbers(texts.times_smaller));
    }
    let mut rows: Vec<Vec<String>> =
        (0..results.labels.len()).filter(|cell| *cell != base).map(|cell| names.fields(cell)).collect();
    let (table, estimates) = (results.comparisons(), results.comparisons().column("estimate")?.str()?);
    let (values, errors) = (numbers(table, "difference")?, numbers(table, "difference_mcse")?);
    let gains = numbers(table, "precision_gain")?;
    for (_, estimate, show) in shown {
        // Rows of one estimate stand in the order of the cells.
        let places = estimates.iter().enumerate().filter(|(_, name)| *name == Some(estimate)).map(|(place, _)| place);
        for (row, place) in rows.iter_mut().zip(places) {
            let at = |column: &[Option<f64>]| column.get(place).copied().flatten();
            row.push(show.estimate(Estimate { value: at(&values), mcse: at(&errors) }, language));
            row.push(at(&gains).map_or_else(|| NOTHING.to_owned(), |gain| format!("× {}", fixed(gain, 1))));
        }
    }
    let note = (texts.comparisons_note)(&names.line(base));
    Ok(ReadingTable { name: "comparisons", caption: texts.comparisons_caption.to_owned(), columns, rows, note })
}
