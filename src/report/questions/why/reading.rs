//! What was found, as tables for people.

use super::found::{Combination, Found};
use super::words::Words;
use crate::answers::why::{LossOf, Part};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;
use crate::stats::Estimate;

/// How much of it a table shows.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Estimates with their errors.
    pub errors: bool,
    /// Cells named in one column, its words free to wrap.
    pub cells_in_one_column: bool,
    /// The household's loss beside the lender's, and both a default.
    pub all_losses: bool,
}

impl Form {
    /// Everything.
    pub const FULL: Self = Self { errors: true, cells_in_one_column: false, all_losses: true };

    fn cell_headings(self, names: &CellNames<'_>, language: Language) -> Vec<Heading> {
        // One cell needs no name.
        match (self.cells_in_one_column, names.headings()) {
            (true, headings) if !headings.is_empty() => vec![Heading::words(language.texts().axis_cell)],
            (_, headings) => headings,
        }
    }

    fn cell_fields(self, names: &CellNames<'_>, cell: usize) -> Vec<String> {
        match (self.cells_in_one_column, names.fields(cell)) {
            (true, fields) if !fields.is_empty() => vec![names.line(cell)],
            (_, fields) => fields,
        }
    }

    fn percent(self, estimate: Estimate, language: Language) -> String {
        let digits = Show::Percent.short(estimate, language);
        // Rounded as with its error, but without it.
        if self.errors { digits } else { digits.split(" ± ").next().unwrap_or_default().to_owned() }
    }
}

/// Causes, shares, combinations.
pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let cells = Found::of(results)?;
    let full =
        |table: fn(&Results, &[Found], Language, Form) -> ReadingTable| table(results, &cells, language, Form::FULL);
    Ok(vec![full(causes), full(shares), switches(results, language)?])
}

/// What the defaults of each cell needed.
pub(super) fn causes(results: &Results, cells: &[Found], language: Language, form: Form) -> ReadingTable {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let percent = |estimate| form.percent(estimate, language);
    let mut columns = form.cell_headings(&names, language);
    columns.push(Heading::numbers(language.texts().default_rate));
    columns.extend(words.causes.map(Heading::numbers));
    let row = |(cell, found): (usize, &Found)| {
        let shares = found.causes.iter().map(|cause| percent(cause.share));
        form.cell_fields(&names, cell).into_iter().chain([percent(found.default_rate)]).chain(shares).collect()
    };
    ReadingTable {
        cells: Vec::new(),
        name: "causes",
        caption: words.causes_caption.to_owned(),
        columns,
        rows: cells.iter().enumerate().map(row).collect(),
        note: words.causes_note.to_owned(),
    }
}

/// Where the losses come from: the whole first, then what it is made of.
pub(super) fn shares(results: &Results, cells: &[Found], language: Language, form: Form) -> ReadingTable {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let mut columns = form.cell_headings(&names, language);
    columns.extend(form.all_losses.then(|| Heading::words(words.loss_of)));
    columns.push(Heading::numbers(words.whole));
    columns.extend(words.parts.map(Heading::numbers));
    columns.extend(form.all_losses.then(|| Heading::numbers(words.per_default)));
    let losses =
        || LossOf::ALL.into_iter().zip(words.losses).filter(|(loss, _)| form.all_losses || *loss == LossOf::Lender);
    let mut rows = Vec::new();
    for (cell, found) in cells.iter().enumerate() {
        for (loss, name) in losses() {
            let parts = found.parts(loss);
            let (whole, rest) = (parts[Part::All as usize], &parts[..Part::All as usize]);
            let mut row = form.cell_fields(&names, cell);
            row.extend(form.all_losses.then(|| name.to_owned()));
            row.push(form.percent(whole.of_loans, language));
            row.extend(rest.iter().map(|part| form.percent(part.of_loans, language)));
            row.extend(form.all_losses.then(|| Show::Money.short(whole.per_default, language)));
            rows.push(row);
        }
    }
    let caption = if form.all_losses { words.shares_caption } else { words.lender_caption };
    ReadingTable {
        cells: Vec::new(),
        name: "shares",
        caption: caption.to_owned(),
        columns,
        rows,
        note: words.shares_note.to_owned(),
    }
}

/// The study with every combination of causes off.
fn switches(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let mut columns = names.headings();
    columns.push(Heading::words(words.off));
    columns.push(Heading::numbers(language.texts().default_rate));
    columns.push(Heading::numbers(language.texts().expected_loss));
    let row = |it: &Combination| {
        let estimates = [it.default_rate, it.expected_loss].map(|estimate| Show::Percent.estimate(estimate, language));
        names.fields(it.cell).into_iter().chain([words.off(&it.off)]).chain(estimates).collect()
    };
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "switches",
        caption: words.switches_caption.to_owned(),
        columns,
        rows: Combination::of(results)?.iter().map(row).collect(),
        note: words.switches_note.to_owned(),
    })
}
