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

/// Which estimates a summary shows, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Form {
    /// Places in [`SHOWN`], in its order.
    estimates: Vec<usize>,
    /// Errors with two significant digits.
    pub short: bool,
    /// Cells named in one column, its words free to wrap.
    pub cells_in_one_column: bool,
}

/// Places in [`SHOWN`], what a reader needs most first.
const BY_IMPORTANCE: [usize; SHOWN.len()] = [0, 3, 6, 2, 4, 5, 7, 1];

impl Form {
    /// How many estimates there are to choose from.
    pub const ESTIMATES: usize = SHOWN.len();

    /// Everything, in full.
    pub fn full() -> Self {
        Self { estimates: (0..SHOWN.len()).collect(), short: false, cells_in_one_column: false }
    }

    /// So many estimates, the most important ones, in short numbers.
    pub fn short(estimates: usize, cells_in_one_column: bool) -> Self {
        let mut chosen: Vec<usize> = BY_IMPORTANCE.into_iter().take(estimates).collect();
        chosen.sort_unstable();
        Self { estimates: chosen, short: true, cells_in_one_column }
    }

    /// Estimates that it leaves out.
    pub fn left_out(&self) -> usize {
        SHOWN.len() - self.estimates.len()
    }
}

/// Each estimate is followed by its Monte Carlo standard error; where no default was seen, the upper end of the rate's
/// 95% interval stands in its place.
///
/// # Errors
/// A column of the summary is missing.
pub fn summary(summary: &DataFrame, labels: &[CellLabel], language: Language) -> Result<ReadingTable, ReportError> {
    summary_as(summary, labels, language, &Form::full())
}

/// The same in another form.
pub(in crate::report) fn summary_as(
    summary: &DataFrame,
    labels: &[CellLabel],
    language: Language,
    form: &Form,
) -> Result<ReadingTable, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(labels, language));
    let estimates = || form.estimates.iter().filter_map(|place| SHOWN.get(*place));
    let mut columns = match form.cells_in_one_column {
        true => vec![Heading::words(texts.axis_cell)],
        false => names.headings(),
    };
    columns.extend(estimates().map(|(heading, _, _)| Heading::numbers(heading(texts))));
    let mut rows = Vec::with_capacity(labels.len());
    for cell in 0..labels.len() {
        let mut row = if form.cells_in_one_column { vec![names.line(cell)] } else { names.fields(cell) };
        for (_, column, show) in estimates() {
            row.push(match *column {
                // A rate of nobody: there is no household it could be a rate of.
                "default_rate" if !has_buyers(summary, cell)? => texts.nobody_bought.to_owned(),
                column => field(summary, cell, column, *show, (language, form.short))?,
            });
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
    field(summary, cell, column, show, (language, false))
}

fn field(
    summary: &DataFrame,
    cell: usize,
    column: &str,
    show: Show,
    (language, short): (Language, bool),
) -> Result<String, ReportError> {
    let number = |column: &str| -> Result<Option<f64>, ReportError> { Ok(summary.column(column)?.f64()?.get(cell)) };
    let estimate = Estimate { value: number(column)?, mcse: number(&format!("{column}_mcse"))? };
    let written = |estimate| if short { show.short(estimate, language) } else { show.estimate(estimate, language) };
    if column == "default_rate"
        && let Some(bound) = number("default_rate_upper_95")?
    {
        return Ok(format!("< {}", written(Estimate { value: Some(bound), mcse: None })));
    }
    Ok(written(estimate))
}

/// Whether any household of a cell bought: of nobody there is no default rate.
pub(in crate::report) fn has_buyers(summary: &DataFrame, cell: usize) -> Result<bool, ReportError> {
    Ok(summary.column("default_rate")?.f64()?.get(cell).is_some())
}
