//! Differences between cells for people: a row per cell but the base cell.

use polars::prelude::{ChunkCompareEq, DataFrame};

use super::{CellNames, Heading, ReadingTable};
use crate::aggregate::comparisons::{BASE, DIFFERENCE, ESTIMATE, PRECISION_GAIN};
use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use crate::aggregate::household_loss::HOUSEHOLD_LOSS_VAR_95;
use crate::aggregate::{CELL, COMPARISONS};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, Show, fixed};
use crate::report::results::{Results, estimate, integers, number};
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
    let rows = of_estimate(results, estimate)?;
    let rows = rows.filter(&rows.column(CELL.name)?.i64()?.equal(cell as i64))?;
    if rows.height() == 0 {
        return Ok(None);
    }
    Ok(Some(difference_at(&rows, 0)?))
}

/// The rows of one estimate, in the order of the cells.
fn of_estimate(results: &Results, estimate: &Column) -> Result<DataFrame, ReportError> {
    let table = results.table(&COMPARISONS)?;
    Ok(table.filter(&table.column(ESTIMATE.name)?.str()?.equal(estimate.name))?)
}

fn difference_at(rows: &DataFrame, row: usize) -> Result<Difference, ReportError> {
    Ok(Difference { difference: estimate(rows, &DIFFERENCE, row)?, gain: number(rows, &PRECISION_GAIN, row)? })
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
    for (_, estimate, show) in shown {
        let differences = of_estimate(results, estimate)?;
        for (place, row) in rows.iter_mut().enumerate().take(differences.height()) {
            let Difference { difference, gain } = difference_at(&differences, place)?;
            row.push(show.estimate(difference, language));
            row.push(gain.map_or_else(|| NOTHING.to_owned(), |gain| format!("× {}", fixed(gain, 1))));
        }
    }
    let note = (texts.comparisons_note)(&names.line(base), results.manifest.currency().unwrap_or(texts.currency_units));
    Ok(ReadingTable {
        cells: (0..results.labels.len()).filter(|cell| *cell != base).collect(),
        name: "comparisons",
        caption: texts.comparisons_caption.to_owned(),
        columns,
        rows,
        note,
    })
}
