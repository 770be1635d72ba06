//! The summary for people: a row per cell.

use crate::aggregate::estimates::{
    DEFAULT_RATE, EVER_UNDER_WATER_RATE, EXPECTED_LOSS, LGD, OWED_AFTER_AUCTION_RATE, STOCK_90_PLUS,
};
use crate::aggregate::household_loss::{HOUSEHOLD_LOSS_VAR_95, HOUSEHOLD_LOSS_VAR_99};
use crate::aggregate::summary::DEFAULT_RATE_UPPER_95;
use polars::prelude::DataFrame;

use super::{CellNames, Heading, ReadingTable};
use crate::outcome::Column;
use crate::outcome::label::CellLabel;
use crate::report::ReportError;
use crate::report::language::{Language, Texts};
use crate::report::number::Show;
use crate::report::results::{estimate, number};
use crate::stats::Estimate;

/// An estimate shown: heading, column of the summary, form.
type Shown = (fn(&Texts) -> &'static str, &'static Column, Show);

const SHOWN: [Shown; 8] = [
    (|texts| texts.default_rate, &DEFAULT_RATE.column, Show::Percent),
    (|texts| texts.stock_90_plus, &STOCK_90_PLUS.column, Show::Percent),
    (|texts| texts.ever_under_water, &EVER_UNDER_WATER_RATE.column, Show::Percent),
    (|texts| texts.lgd, &LGD.column, Show::Percent),
    (|texts| texts.expected_loss, &EXPECTED_LOSS.column, Show::Percent),
    (|texts| texts.owed_after_auction, &OWED_AFTER_AUCTION_RATE.column, Show::Percent),
    (|texts| texts.loss_var_95, &HOUSEHOLD_LOSS_VAR_95.column, Show::Money),
    (|texts| texts.loss_var_99, &HOUSEHOLD_LOSS_VAR_99.column, Show::Money),
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
            row.push(match column {
                // A rate of nobody: there is no household it could be a rate of.
                column if **column == DEFAULT_RATE.column && !has_buyers(summary, cell)? => {
                    texts.nobody_bought.to_owned()
                }
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
    column: &Column,
    show: Show,
    language: Language,
) -> Result<String, ReportError> {
    field(summary, cell, column, show, (language, false))
}

fn field(
    summary: &DataFrame,
    cell: usize,
    column: &Column,
    show: Show,
    (language, short): (Language, bool),
) -> Result<String, ReportError> {
    let estimate = estimate(summary, column, cell)?;
    let written = |estimate| if short { show.short(estimate, language) } else { show.estimate(estimate, language) };
    if *column == DEFAULT_RATE.column
        && let Some(bound) = number(summary, &DEFAULT_RATE_UPPER_95, cell)?
    {
        return Ok(format!("< {}", written(Estimate { value: Some(bound), mcse: None })));
    }
    Ok(written(estimate))
}

/// Whether any household of a cell bought: of nobody there is no default rate.
pub(in crate::report) fn has_buyers(summary: &DataFrame, cell: usize) -> Result<bool, ReportError> {
    Ok(number(summary, &DEFAULT_RATE.column, cell)?.is_some())
}
