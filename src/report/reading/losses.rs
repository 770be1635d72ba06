//! The household's own loss for people: a row per cell.

use crate::aggregate::household_loss::{
    HOUSEHOLD_LOSS_ES_95, HOUSEHOLD_LOSS_ES_99, HOUSEHOLD_LOSS_Q50, HOUSEHOLD_LOSS_VAR_95, HOUSEHOLD_LOSS_VAR_99,
};
use polars::prelude::DataFrame;

use super::summary::shown;
use super::{CellNames, Heading, ReadingTable};
use crate::outcome::label::CellLabel;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;

/// Median, value at risk and expected shortfall, with errors.
///
/// # Errors
/// A column of the summary is missing.
pub fn losses(summary: &DataFrame, labels: &[CellLabel], language: Language) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(labels, language));
    let columns_shown = [
        (texts.loss_median, &HOUSEHOLD_LOSS_Q50.column),
        (texts.loss_var_95, &HOUSEHOLD_LOSS_VAR_95.column),
        (texts.loss_es_95, &HOUSEHOLD_LOSS_ES_95.column),
        (texts.loss_var_99, &HOUSEHOLD_LOSS_VAR_99.column),
        (texts.loss_es_99, &HOUSEHOLD_LOSS_ES_99.column),
    ];
    let mut columns = names.headings();
    columns.extend(columns_shown.iter().map(|(heading, _)| Heading::numbers(*heading)));
    let mut rows = Vec::with_capacity(labels.len());
    for cell in 0..labels.len() {
        let mut row = names.fields(cell);
        for (_, column) in columns_shown {
            row.push(shown(summary, cell, column, Show::Money, language)?);
        }
        rows.push(row);
    }
    let (caption, note) = (texts.losses_caption.to_owned(), texts.losses_note.to_owned());
    Ok(ReadingTable { cells: (0..labels.len()).collect(), name: "losses", caption, columns, rows, note })
}
