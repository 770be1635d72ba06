//! Tables for people: the differences that matter most, and what the runs were made of.

use super::rows::{Row, rows};
use super::words::texts;
use crate::answers::compare::{CHANGES, KEY, PLACE_A, PLACE_B, SCENARIO_OF_KEY, VALUE_A, VALUE_B, Verdict, what};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, count, fixed};
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;

/// Rows that are shown where fewer exceed their errors.
const FEW: usize = 12;
/// Rows that are shown at most.
const MANY: usize = 60;
/// Letters of a value that are shown.
const LETTERS: usize = 60;

/// Both, each where there is something in it.
pub(super) fn tables(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let tables = [differences(results, language)?, changes(results, language)?];
    Ok(tables.into_iter().filter(|table| !table.rows.is_empty()).collect())
}

/// Those that count first, the largest first, then the largest of the rest.
fn differences(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let words = texts(language);
    let all = rows(results)?;
    let mut shown: Vec<&Row> = all.iter().filter(|row| row.verdict != Verdict::Same).collect();
    let size = |row: &Row| row.z.map_or(f64::INFINITY, f64::abs);
    let rank = |row: &Row| match row.verdict {
        Verdict::Beyond => 0,
        Verdict::Differs => 1,
        Verdict::Within => 2,
        Verdict::Untold | Verdict::Same => 3,
    };
    shown.sort_by(|a, b| rank(a).cmp(&rank(b)).then(size(b).total_cmp(&size(a))));
    let counting = shown.iter().filter(|row| row.verdict.counts()).count();
    shown.truncate(counting.clamp(FEW, MANY));
    let names = CellNames::new(&results.labels, language);
    let mut columns = names.headings();
    columns.push(Heading::words(words.estimate));
    columns.extend([words.a, words.b, words.difference, "z"].map(Heading::numbers));
    columns.push(Heading::words(words.verdict));
    let fields = |row: &&Row| {
        let mut fields = names.fields(row.cell);
        fields.extend([
            row.name(language),
            row.value(row.a, language),
            row.value(row.b, language),
            row.difference(language),
            row.z.map_or_else(|| NOTHING.to_owned(), |z| fixed(z, 1)),
            (words.verdicts)(row.verdict).to_owned(),
        ]);
        fields
    };
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "differences",
        caption: words.differences_caption.to_owned(),
        columns,
        rows: shown.iter().map(fields).collect(),
        note: (words.differences_note)(&count(shown.len() as u64), &count(all.len() as u64)),
    })
}

fn changes(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let words = texts(language);
    let table = results.table(&CHANGES)?;
    let column = |column: &Column| -> Result<Vec<String>, ReportError> {
        let values = table.column(column.name)?.str()?.iter();
        Ok(values.map(|value| value.unwrap_or_default().to_owned()).collect())
    };
    let [scenarios, keys, from, place_a, to, place_b] =
        [SCENARIO_OF_KEY, KEY, VALUE_A, PLACE_A, VALUE_B, PLACE_B].map(|it| column(&it));
    let (scenarios, keys, from, place_a, to, place_b) = (scenarios?, keys?, from?, place_a?, to?, place_b?);
    let value = |value: &str| match value {
        "" => words.nothing_set.to_owned(),
        value if value.chars().count() > LETTERS => value.chars().take(LETTERS).chain(['…']).collect(),
        value => value.to_owned(),
    };
    let row = |(row, what): (usize, _)| {
        let key = match scenarios[row].as_str() {
            "" => keys[row].clone(),
            scenario => format!("{scenario}: {}", keys[row]),
        };
        let sides = [value(&from[row]), place_a[row].clone(), value(&to[row]), place_b[row].clone()];
        [(words.whats)(what).to_owned(), key].into_iter().chain(sides).collect()
    };
    let headings = [words.what, words.key, words.a, words.place, words.b, words.place];
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "changes",
        caption: words.changes_caption.to_owned(),
        columns: headings.map(Heading::words).into(),
        rows: what(table)?.into_iter().enumerate().map(row).collect(),
        note: words.changes_note.to_owned(),
    })
}
