//! The answers as a table for people.

use super::answer::{Answer, Row};
use super::words::Words;
use crate::answers::solve::Status;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::NOTHING;
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;
use crate::stats::Estimate;

/// The answers.
pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    let names = CellNames::new(&results.labels, language);
    let mut columns = names.headings();
    columns.extend(answer.second_name().map(Heading::numbers));
    columns.extend([Heading::numbers(answer.key_name()), Heading::numbers(words.interval), Heading::words(words.met)]);
    columns.push(Heading::numbers(answer.target_name()));
    columns.extend([Heading::numbers(words.low_end), Heading::numbers(words.high_end)]);
    let row = |row: &Row| {
        let mut fields = names.fields(row.cell);
        fields.extend(answer.second_key.as_ref().map(|_| answer.second_value(row.second)));
        fields.extend([answer.value(row.value), interval(&answer, row, words), met(&answer, row, words)]);
        fields.push(answer.estimate(row.at_value));
        let at = |value: Option<f64>, estimate: Estimate| match value {
            Some(_) => (words.at)(&answer.estimate(estimate), &answer.value(value)),
            None => NOTHING.to_owned(),
        };
        fields.extend([at(row.low, row.at_low), at(row.high, row.at_high)]);
        fields
    };
    let rows = answer.rows.iter().map(row).collect();
    let goal = words.goal(answer.goal, &answer.target_name(), &answer.bound());
    let (caption, note) = ((words.caption)(&goal), words.note.to_owned());
    Ok(vec![ReadingTable { cells: Vec::new(), name: "solution", caption, columns, rows, note }])
}

fn interval(answer: &Answer, row: &Row, words: &Words) -> String {
    match (row.lower, row.upper) {
        (Some(_), Some(_)) => (words.from_to)(&answer.value(row.lower), &answer.value(row.upper)),
        (Some(_), None) => (words.from)(&answer.value(row.lower)),
        (None, Some(_)) => (words.to)(&answer.value(row.upper)),
        (None, None) => NOTHING.to_owned(),
    }
}

fn met(answer: &Answer, row: &Row, words: &Words) -> String {
    match row.status {
        Status::MetFrom => words.from_there.to_owned(),
        Status::MetUpTo => words.up_to_there.to_owned(),
        Status::MetInParts if row.further.is_empty() => words.in_parts_unseen.to_owned(),
        Status::MetInParts => (words.in_parts)(&further(answer, row)),
        Status::NeverMet => words.nowhere.to_owned(),
        Status::AlwaysMet => words.everywhere.to_owned(),
        Status::NotTold => words.not_told.to_owned(),
    }
}

/// The crossings after the first.
fn further(answer: &Answer, row: &Row) -> String {
    row.further.iter().map(|value| answer.value(Some(*value))).collect::<Vec<_>>().join(", ")
}
