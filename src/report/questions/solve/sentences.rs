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
