//! Differences between cells for people: a row per cell that is compared with another.

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

/// The difference of one estimate between a cell and the cell it is compared with; `None` where that is none.
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

/// Each cell that is compared with another, and that other, in the order of the rows.
pub(in crate::report) fn compared(results: &Results) -> Result<Vec<(usize, usize)>, ReportError> {
    // The rows of any estimate name all of them.
    let rows = of_estimate(results, &DEFAULT_RATE.column)?;
    let (cells, bases) = (integers(&rows, &CELL)?, integers(&rows, &BASE)?);
    Ok(cells.into_iter().zip(bases).map(|(cell, base)| (cell as usize, base as usize)).collect())
}

/// The first cell that is compared with none.
pub(in crate::report) fn base_cell(results: &Results) -> Result<usize, ReportError> {
    let compared = compared(results)?;
    let is_base = |cell: &usize| !compared.iter().any(|(other, _)| other == cell);
    Ok((0..results.labels.len()).find(is_base).unwrap_or(0))
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
    let compared = compared(results)?;
    let only_base = compared.first().map(|(_, base)| *base).filter(|base| compared.iter().all(|pair| pair.1 == *base));
    let mut columns = names.headings();
    if only_base.is_none() {
        columns.push(Heading::words(texts.compared_with));
    }
    for (heading, _, _) in shown {
        columns.push(Heading::numbers((texts.difference_of)(heading)));
        columns.push(Heading::numbers(texts.times_smaller));
    }
    let with_base = |(cell, base): &(usize, usize)| {
        let mut row = names.fields(*cell);
        row.extend(only_base.is_none().then(|| names.line_apart(*base, *cell)));
        row
    };
    let mut rows: Vec<Vec<String>> = compared.iter().map(with_base).collect();
    for (_, estimate, show) in shown {
        let differences = of_estimate(results, estimate)?;
        for (place, row) in rows.iter_mut().enumerate().take(differences.height()) {
            let Difference { difference, gain } = difference_at(&differences, place)?;
            row.push(show.estimate(difference, language));
            row.push(gain.map_or_else(|| NOTHING.to_owned(), |gain| format!("× {}", fixed(gain, 1))));
        }
    }
    let currency = results.manifest.currency().unwrap_or(texts.currency_units);
    let note = match only_base {
        Some(base) => (texts.comparisons_note)(&names.line(base), currency),
        None => (texts.comparisons_note_apart)(currency),
    };
    Ok(ReadingTable {
        cells: compared.iter().map(|(cell, _)| *cell).collect(),
        name: "comparisons",
        caption: texts.comparisons_caption.to_owned(),
        columns,
        rows,
        note,
    })
}
