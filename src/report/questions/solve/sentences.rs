//! The answers in sentences.

use super::answer::{Answer, Row};
use super::words::Words;
use crate::answers::solve::{Certainty, Status};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most sentences.
const MOST: usize = 8;

pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    let names = CellNames::new(&results.labels, language);
    if answer.second_key.is_some() {
        return Ok(frontier(&answer, &names, words, language));
    }
    let sentence = |row: &Row| {
        let place = answer.row_name(row, &names, results.labels.len() == 1);
        let place = if place.is_empty() { place } else { (words.of)(&place) };
        format!("{place}{}", of_row(&answer, row, words, language))
    };
    let mut told: Vec<String> = answer.rows.iter().take(MOST).map(sentence).collect();
    if answer.rows.len() > MOST {
        told.push((words.rows_left_out)(&(answer.rows.len() - MOST).to_string()));
    }
    Ok(told)
}

fn of_row(answer: &Answer, row: &Row, words: &Words, language: Language) -> String {
    let key_is = language.texts().key_is;
    let goal = words.goal(answer.goal, &answer.target_name(), &answer.bound());
    let value = key_is(&answer.key_name(), &answer.value(row.value));
    let between = key_is(&answer.key_name(), &(words.from_to)(&answer.value(row.low), &answer.value(row.high)));
    let ends = [(row.low, row.at_low), (row.high, row.at_high)]
        .map(|(value, estimate)| (words.at)(&answer.estimate(estimate), &answer.value(value)));
    let ends = ends.join(", ");
    let interval = interval(answer, row, words);
    match row.status {
        Status::MetFrom => (words.met_from)(&goal, &value, &interval),
        Status::MetUpTo => (words.met_up_to)(&goal, &value, &interval),
        Status::MetInParts => (words.met_in_parts)(&goal, &value, &interval),
        Status::NeverMet => (words.never_met)(&goal, &between, &ends),
        Status::AlwaysMet => (words.always_met)(&goal, &between, &ends),
        Status::NotTold => (words.nothing_told)(&answer.target_name()),
    }
}

fn interval(answer: &Answer, row: &Row, words: &Words) -> String {
    let (lower, upper) = (answer.value(row.lower), answer.value(row.upper));
    match row.certainty {
        Certainty::Told => (words.interval_told)(&lower, &upper),
        Certainty::OneSided if row.lower.is_some() => (words.interval_from)(&lower),
        Certainty::OneSided => (words.interval_to)(&upper),
        Certainty::Flat => words.interval_flat.to_owned(),
        Certainty::NoError | Certainty::NoCrossing => words.interval_no_error.to_owned(),
    }
}

/// With two keys, a sentence a cell.
fn frontier(answer: &Answer, names: &CellNames<'_>, words: &Words, language: Language) -> Vec<String> {
    let key_is = language.texts().key_is;
    let goal = words.goal(answer.goal, &answer.target_name(), &answer.bound());
    let second_name = answer.second_name().unwrap_or_default();
    let cells: Vec<usize> = answer.rows.iter().map(|row| row.cell).collect();
    let last = cells.iter().copied().max().unwrap_or(0);
    let of_cell = |cell: usize| {
        let rows = || answer.rows.iter().filter(move |row| row.cell == cell);
        let at = |row: &Row| {
            let value = key_is(&answer.key_name(), &answer.value(row.value));
            (words.frontier_at)(&value, &key_is(&second_name, &answer.second_value(row.second)))
        };
        let mut crossed = rows().filter(|row| row.value.is_some());
        let parts = match (crossed.next(), crossed.next_back()) {
            (Some(first), Some(last)) => (words.frontier_along)(&goal, &at(first), &at(last)),
            (Some(only), None) => format!("{}{}", (words.of)(&goal), at(only)),
            (None, _) => goal.clone(),
        };
        let list = |status: Status, say: fn(&str) -> String| {
            let seconds: Vec<String> =
                rows().filter(|row| row.status == status).map(|row| answer.second_value(row.second)).collect();
            (!seconds.is_empty()).then(|| say(&key_is(&second_name, &seconds.join(", "))))
        };
        let ends = [list(Status::NeverMet, words.frontier_nowhere), list(Status::AlwaysMet, words.frontier_everywhere)];
        let parts: Vec<String> = std::iter::once(parts).chain(ends.into_iter().flatten()).collect();
        let place = if last == 0 { String::new() } else { (words.of)(&names.line(cell)) };
        format!("{place}{}{}", parts.join(words.semicolon), words.full_stop)
    };
    (0..=last).take(MOST).map(of_cell).collect()
}
