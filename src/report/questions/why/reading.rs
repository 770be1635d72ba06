//! What was found, as tables for people.

use super::found::{Combination, Found};
use super::words::Words;
use crate::answers::why::{LossOf, Part};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;

/// Causes, shares, combinations.
pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let cells = Found::of(results)?;
    let percent = |estimate| Show::Percent.short(estimate, language);

    let mut columns = names.headings();
    columns.push(Heading::numbers(language.texts().default_rate));
    columns.extend(words.causes.map(Heading::numbers));
    let row = |(cell, found): (usize, &Found)| {
        let shares = found.causes.iter().map(|cause| percent(cause.share));
        names.fields(cell).into_iter().chain([percent(found.default_rate)]).chain(shares).collect()
    };
    let causes = ReadingTable {
        name: "causes",
        caption: words.causes_caption.to_owned(),
        columns,
        rows: cells.iter().enumerate().map(row).collect(),
        note: words.causes_note.to_owned(),
    };

    let mut columns = names.headings();
    columns.push(Heading::words(words.loss_of));
    // The whole first, then what it is made of.
    columns.push(Heading::numbers(words.whole));
    columns.extend(words.parts.map(Heading::numbers));
    columns.push(Heading::numbers(words.per_default));
    let mut rows = Vec::new();
    for (cell, found) in cells.iter().enumerate() {
        for (loss, name) in LossOf::ALL.into_iter().zip(words.losses) {
            let parts = found.parts(loss);
            let (whole, rest) = (parts[Part::All as usize], &parts[..Part::All as usize]);
            let mut row = names.fields(cell);
            row.extend([name.to_owned(), percent(whole.of_loans)]);
            row.extend(rest.iter().map(|part| percent(part.of_loans)));
            row.push(Show::Money.short(whole.per_default, language));
            rows.push(row);
        }
    }
    let (caption, note) = (words.shares_caption.to_owned(), words.shares_note.to_owned());
    let shares = ReadingTable { name: "shares", caption, columns, rows, note };

    let mut columns = names.headings();
    columns.push(Heading::words(words.off));
    columns.push(Heading::numbers(language.texts().default_rate));
    columns.push(Heading::numbers(language.texts().expected_loss));
    let row = |it: &Combination| {
        let estimates = [it.default_rate, it.expected_loss].map(|estimate| Show::Percent.estimate(estimate, language));
        names.fields(it.cell).into_iter().chain([words.off(&it.off)]).chain(estimates).collect()
    };
    let switches = ReadingTable {
        name: "switches",
        caption: words.switches_caption.to_owned(),
        columns,
        rows: Combination::of(results)?.iter().map(row).collect(),
        note: words.switches_note.to_owned(),
    };
    Ok(vec![causes, shares, switches])
}
