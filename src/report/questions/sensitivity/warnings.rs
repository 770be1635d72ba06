//! What limits the answer.

use super::changes::{Changes, Move, changes};
use super::screened::screened;
use super::words::{Texts, texts};
use crate::aggregate::FEW_WORLDS;
use crate::answers::sensitivity::says_assumption;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::percent;
use crate::report::results::Results;

/// Reasons named one by one.
const NAMED: usize = 5;
/// Fewer rows of a design than this, and the errors of its indices are rough.
const FEW_ROWS: u64 = 64;
/// Noise in the variance from which on it is said.
const MUCH_NOISE: f64 = 0.1;

pub(super) fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let words = texts(language);
    let mut told = Vec::new();
    if results.manifest.worlds < FEW_WORLDS as u64 {
        told.push((language.texts().few_worlds)(&results.manifest.worlds.to_string()));
    }
    told.extend(of_screen(results, words)?);
    let changes = changes(results)?;
    if changes.is_empty() {
        return Ok(told);
    }
    let first = changes.first().map(|first| first.estimate);
    let of_first = changes.iter().filter(|changes| Some(changes.estimate) == first);
    let moves: Vec<(&str, &Move)> = of_first
        .flat_map(|changes| &changes.keys)
        .flat_map(|of_key| of_key.moves().map(|moved| (of_key.key.as_str(), moved)))
        .collect();
    let mut why: Vec<String> = Vec::new();
    for (key, moved) in moves.iter().filter(|(_, moved)| !moved.why_empty.is_empty()) {
        let reason = format!("{key} {}", moved.why_empty);
        if !why.contains(&reason) {
            why.push(reason);
        }
    }
    let empty = moves.iter().filter(|(_, moved)| !moved.why_empty.is_empty()).count();
    if empty > 0 {
        told.push((words.left_empty)(&empty.to_string(), &moves.len().to_string(), &listed(why, words)));
    }
    let all = changes.iter().flat_map(|changes| &changes.keys).flat_map(|of_key| of_key.moves());
    let known: Vec<&Move> = all.filter(|moved| moved.change.value.is_some()).collect();
    let unseen = known.iter().filter(|moved| !moved.is_seen()).count();
    if unseen > 0 {
        told.push((words.not_told_apart)(&unseen.to_string(), &known.len().to_string()));
    }
    told.extend(not_varied(results, &changes, words));
    Ok(told)
}

/// What limits a screen.
fn of_screen(results: &Results, words: &Texts) -> Result<Vec<String>, ReportError> {
    let screened = screened(results)?;
    let mut told = Vec::new();
    let asked = results.manifest.asked.as_ref().and_then(|asked| asked.options.get("points")?.as_u64());
    if let (Some(rows), false) = (asked.filter(|rows| *rows < FEW_ROWS), screened.is_empty()) {
        told.push((words.few_rows)(&rows.to_string()));
    }
    let noise = screened.iter().filter_map(|it| it.noise.value);
    let noise = noise.fold(0.0, |most, noise| if noise > most { noise } else { most });
    if noise > MUCH_NOISE {
        told.push((words.noisy)(&percent(noise, 0)));
    }
    let untold = screened.iter().filter(|it| it.keys.iter().any(|index| index.total.value.is_none())).count();
    if untold > 0 {
        told.push((words.untold)(&untold.to_string(), &screened.len().to_string()));
    }
    Ok(told)
}

/// Assumptions of the config that were not moved.
fn not_varied(results: &Results, changes: &[Changes], words: &Texts) -> Vec<String> {
    let is_moved = |key: &str| changes.iter().any(|changes| changes.keys.iter().any(|of_key| of_key.key == key));
    let (mut numbers, mut others): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for note in results.manifest.notes.values.iter().filter(|note| says_assumption(&note.comment)) {
        let key = note.key.as_str();
        if is_moved(key) || numbers.contains(&key) || others.iter().any(|other| other == key) {
            continue;
        }
        if note.written.replace('_', "").parse::<f64>().is_ok() && !key.starts_with("study.") {
            numbers.push(key);
        } else {
            others.push(key.to_owned());
        }
    }
    let numbers = (!numbers.is_empty()).then(|| (words.not_asked)(&numbers.len().to_string()));
    let others = (!others.is_empty()).then(|| (words.no_numbers)(&listed(others, words)));
    numbers.into_iter().chain(others).collect()
}

/// Some of them, and how many more.
fn listed(mut parts: Vec<String>, words: &Texts) -> String {
    let more = parts.len().saturating_sub(NAMED);
    parts.truncate(NAMED);
    parts.extend((more > 0).then(|| (words.and_more)(&more.to_string())));
    parts.join(words.between)
}
