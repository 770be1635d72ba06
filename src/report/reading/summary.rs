//! The summary for people: a row per cell.

use crate::aggregate::estimates::{
    DEFAULT_RATE, EVER_UNDER_WATER_RATE, EXPECTED_LOSS, LGD, OWED_AFTER_AUCTION_RATE, STOCK_90_PLUS,
};
use crate::aggregate::household_loss::{HOUSEHOLD_LOSS_VAR_95, HOUSEHOLD_LOSS_VAR_99};
use crate::aggregate::summary::{DEFAULT_RATE_UPPER_95, WORLDS};
use polars::prelude::DataFrame;

use super::world_risk::{self, IN_20, IN_100, Of, Rarity};
use super::{CellNames, Heading, ReadingTable};
use crate::aggregate::{SUMMARY, WORLD_DISTRIBUTION};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, ErrorUnits};
use crate::report::ReportError;
use crate::report::language::{Language, Texts};
use crate::report::number::{NOTHING, Show, percent};
use crate::report::results::{Results, estimate, number};
use crate::stats::Estimate;

/// The tables that a summary for people is made of.
#[derive(Clone, Copy, Debug)]
pub struct CellTables<'a> {
    /// The table `summary`.
    pub summary: &'a DataFrame,
    /// The table `world_distribution`, where there is one.
    pub worlds: Option<&'a DataFrame>,
    /// What sets the cells apart.
    pub labels: &'a [CellLabel],
    /// What money is in, where it is said.
    pub currency: Option<&'a str>,
    /// What of its worlds is independent of each other, and how often each counts.
    pub units: ErrorUnits,
}

impl<'a> CellTables<'a> {
    /// Those of some results.
    ///
    /// # Errors
    /// They have no summary.
    pub fn of(results: &'a Results) -> Result<Self, ReportError> {
        Ok(Self {
            summary: results.table(&SUMMARY)?,
            worlds: results.rows(&WORLD_DISTRIBUTION),
            labels: &results.labels,
            currency: results.manifest.currency(),
            units: results.manifest.error_units(),
        })
    }

    /// Worlds that were simulated.
    fn count(&self) -> Result<i64, ReportError> {
        Ok(self.summary.column(WORLDS.name)?.i64()?.get(0).unwrap_or(0))
    }
}

/// Where a number shown comes from.
#[derive(Clone, Copy)]
enum From {
    /// An estimate of the summary, with its error.
    Summary(&'static Column, Show),
    /// A quantile over worlds: risk, not error.
    Worlds(Of, Rarity),
}

/// A number shown: heading and where it comes from.
type Shown = (fn(&Texts) -> &'static str, From);

const SHOWN: [Shown; 12] = [
    (|texts| texts.default_rate, From::Summary(&DEFAULT_RATE.column, Show::Percent)),
    (|texts| texts.default_rate_in_20, From::Worlds(Of::Default, IN_20)),
    (|texts| texts.default_rate_in_100, From::Worlds(Of::Default, IN_100)),
    (|texts| texts.expected_loss, From::Summary(&EXPECTED_LOSS.column, Show::Percent)),
    (|texts| texts.loss_in_20, From::Worlds(Of::Loss, IN_20)),
    (|texts| texts.loss_in_100, From::Worlds(Of::Loss, IN_100)),
    (|texts| texts.lgd, From::Summary(&LGD.column, Show::Percent)),
    (|texts| texts.ever_under_water, From::Summary(&EVER_UNDER_WATER_RATE.column, Show::Percent)),
    (|texts| texts.owed_after_auction, From::Summary(&OWED_AFTER_AUCTION_RATE.column, Show::Percent)),
    (|texts| texts.loss_var_95, From::Summary(&HOUSEHOLD_LOSS_VAR_95.column, Show::Money)),
    (|texts| texts.loss_var_99, From::Summary(&HOUSEHOLD_LOSS_VAR_99.column, Show::Money)),
    (|texts| texts.stock_90_plus, From::Summary(&STOCK_90_PLUS.column, Show::Percent)),
];

/// Which numbers a summary shows, and how.
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
const BY_IMPORTANCE: [usize; SHOWN.len()] = [0, 3, 5, 4, 2, 6, 1, 9, 7, 8, 10, 11];

impl Form {
    /// How many numbers there are to choose from.
    pub const ESTIMATES: usize = SHOWN.len();

    /// Everything, in full.
    pub fn full() -> Self {
        Self { estimates: (0..SHOWN.len()).collect(), short: false, cells_in_one_column: false }
    }

    /// So many numbers, the most important ones, in short.
    pub fn short(estimates: usize, cells_in_one_column: bool) -> Self {
        let mut chosen: Vec<usize> = BY_IMPORTANCE.into_iter().take(estimates).collect();
        chosen.sort_unstable();
        Self { estimates: chosen, short: true, cells_in_one_column }
    }

    /// Numbers that it leaves out.
    pub fn left_out(&self) -> usize {
        SHOWN.len() - self.estimates.len()
    }
}

/// Each estimate is followed by its Monte Carlo standard error; where no default was seen, the upper end of the rate's
/// 95% interval stands in its place. Quantiles over worlds stand alone: they are risk, and no error of it.
///
/// # Errors
/// A column of a table is missing.
pub fn summary(tables: CellTables<'_>, language: Language) -> Result<ReadingTable, ReportError> {
    summary_as(tables, language, &Form::full())
}

/// The same in another form.
pub(in crate::report) fn summary_as(
    tables: CellTables<'_>,
    language: Language,
    form: &Form,
) -> Result<ReadingTable, ReportError> {
    let CellTables { summary, worlds, labels, currency, units } = tables;
    let (texts, names) = (language.texts(), CellNames::new(labels, language));
    let estimates = || form.estimates.iter().filter_map(|place| SHOWN.get(*place));
    let mut columns = match form.cells_in_one_column {
        true => vec![Heading::words(texts.axis_cell)],
        false => names.headings(),
    };
    columns.extend(estimates().map(|(heading, _)| Heading::numbers(heading(texts))));
    let mut rows = Vec::with_capacity(labels.len());
    for cell in 0..labels.len() {
        // A narrow terminal breaks a name between words alone.
        let narrow = || names.line(cell).replace('、', "、 ");
        let mut row = if form.cells_in_one_column { vec![narrow()] } else { names.fields(cell) };
        for (_, from) in estimates() {
            row.push(match from {
                // A rate of nobody: there is no household it could be a rate of.
                From::Summary(column, _) if **column == DEFAULT_RATE.column && !has_buyers(summary, cell)? => {
                    texts.nobody_bought.to_owned()
                }
                From::Summary(column, show) => field(summary, cell, column, *show, (language, form.short))?,
                From::Worlds(of, rarity) => risk(world_risk::at(worlds, cell, *of, rarity.level)?.value),
            });
        }
        rows.push(row);
    }
    let (caption, note) = (texts.summary_caption.to_owned(), note((tables.count()?, units), currency, texts));
    Ok(ReadingTable { cells: (0..labels.len()).collect(), name: "summary", caption, columns, rows, note })
}

/// A number of the summary, cell by cell.
pub(in crate::report) struct NumberColumn {
    pub heading: &'static str,
    pub show: Show,
    /// Whether an error stands beside it; risk has none.
    pub has_error: bool,
    pub values: Vec<Estimate>,
}

/// The numbers of the summary in its order, for whoever sets them himself.
///
/// # Errors
/// A column of a table is missing.
pub(in crate::report) fn summary_numbers(
    tables: CellTables<'_>,
    language: Language,
) -> Result<Vec<NumberColumn>, ReportError> {
    let CellTables { summary, worlds, labels, .. } = tables;
    let mut columns = Vec::new();
    for (heading, from) in &SHOWN {
        let at = |cell: usize| match from {
            From::Summary(column, _) => estimate(summary, column, cell),
            From::Worlds(of, rarity) => world_risk::at(worlds, cell, *of, rarity.level),
        };
        let (show, has_error) = match from {
            From::Summary(_, show) => (*show, true),
            From::Worlds(..) => (Show::Percent, false),
        };
        let values = (0..labels.len()).map(at).collect::<Result<_, _>>()?;
        columns.push(NumberColumn { heading: heading(language.texts()), show, has_error, values });
    }
    Ok(columns)
}

/// Which numbers are error and which are risk, and what is missing of the latter.
fn note((worlds, units): (i64, ErrorUnits), currency: Option<&str>, texts: &Texts) -> String {
    let (simulated, worlds) = (worlds, units.worlds_in_effect(worlds));
    let missing = [IN_100, IN_20].into_iter().find(|rarity| !world_risk::is_told(worlds, *rarity));
    let rough = [IN_100, IN_20].into_iter().find(|rarity| !world_risk::is_firm(worlds, *rarity));
    let one_in = |rarity: Rarity| rarity.one_in.to_string();
    let more = match (missing, rough) {
        // What lacks one world in twenty lacks one in a hundred too.
        (Some(_), _) if !world_risk::is_told(worlds, IN_20) => {
            (texts.bad_world_missing)(&simulated.to_string(), &one_in(IN_20))
        }
        (Some(rarity), _) => (texts.bad_world_missing)(&simulated.to_string(), &one_in(rarity)),
        (None, Some(rarity)) => (texts.bad_world_rough)(&simulated.to_string(), &one_in(rarity)),
        (None, None) => String::new(),
    };
    let money = (texts.money_in)(currency.unwrap_or(texts.currency_units));
    let error = match units {
        ErrorUnits::Worlds => texts.summary_note,
        ErrorUnits::Batches => texts.summary_note_of_batches,
        ErrorUnits::Pairs { .. } => texts.summary_note_of_bad_worlds,
    };
    let parts = [error, texts.risk_note, &more, &money];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(texts.between_sentences)
}

/// A quantile over worlds in per cent, with as many digits as it bears.
pub(in crate::report) fn risk(value: Option<f64>) -> String {
    const LARGE: f64 = 0.01;
    value.map_or_else(|| NOTHING.to_owned(), |value| percent(value, if value.abs() < LARGE { 2 } else { 1 }))
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

/// The same, its error with two significant digits.
pub(in crate::report) fn shown_short(
    summary: &DataFrame,
    cell: usize,
    column: &Column,
    show: Show,
    language: Language,
) -> Result<String, ReportError> {
    field(summary, cell, column, show, (language, true))
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
