//! The summary for people: a row per cell.

use polars::prelude::DataFrame;

use super::{CellNames, Heading, ReadingTable};
use crate::outcome::label::CellLabel;
use crate::report::ReportError;
use crate::report::language::{Language, Texts};
use crate::report::number::Show;
use crate::stats::Estimate;

/// An estimate shown: heading, column of the summary, form.
type Shown = (fn(&Texts) -> &'static str, &'static str, Show);

const SHOWN: [Shown; 8] = [
    (|texts| texts.default_rate, "default_rate", Show::Percent),
    (|texts| texts.stock_90_plus, "stock_90_plus", Show::Percent),
    (|texts| texts.ever_under_water, "ever_under_water_rate", Show::Percent),
    (|texts| texts.lgd, "lgd", Show::Percent),
    (|texts| texts.expected_loss, "expected_loss", Show::Percent),
    (|texts| texts.owed_after_auction, "owed_after_auction_rate", Show::Percent),
    (|texts| texts.loss_var_95, "household_loss_var_95", Show::Money),
    (|texts| texts.loss_var_99, "household_loss_var_99", Show::Money),
];

/// Each estimate is followed by its Monte Carlo standard error; where no default was seen, the upper end of the rate's
/// 95% interval stands in its place.
///
/// # Errors
/// A column of the summary is missing.
pub fn summary(summary: &DataFrame, labels: &[CellLabel], language: Language) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(labels, language));
    let mut columns = names.headings();
    columns.extend(SHOWN.iter().map(|(heading, _, _)| Heading::numbers(heading(texts))));
    let mut rows = Vec::with_capacity(labels.len());
    for cell in 0..labels.len() {
        let mut row = names.fields(cell);
        for (_, column, show) in SHOWN {
            row.push(shown(summary, cell, column, show, language)?);
        }
        rows.push(row);
    }
    let (caption, note) = (texts.summary_caption.to_owned(), texts.summary_note.to_owned());
    Ok(ReadingTable { name: "summary", caption, columns, rows, note })
}

/// One estimate of one cell.
pub(in crate::report) fn shown(
    summary: &DataFrame,
    cell: usize,
    column: &str,
    show: Show,
    language: Language,
) -> Result<String, ReportError> {
    let number = |column: &str| -> Result<Option<f64>, ReportError> { Ok(summary.column(column)?.f64()?.get(cell)) };
    let estimate = Estimate { value: number(column)?, mcse: number(&format!("{column}_mcse"))? };
    if column == "default_rate"
        && let Some(bound) = number("default_rate_upper_95")?
    {
        return Ok(format!("< {}", show.value(bound, language)));
    }
    Ok(show.estimate(estimate, language))
}
