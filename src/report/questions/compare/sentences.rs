//! What differs in a few sentences, and what limits them.

use super::rows::{Row, rows};
use super::words::{Moved, Texts, texts};
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::answers::compare::{CHANGES, DIFFERENCES, KEY, PAIRING, Pairing, VALUE_A, VALUE_B, Verdict, What, what};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{count, fixed};
use crate::report::results::Results;

/// Names in a sentence.
const NAMED: usize = 6;

pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let words = texts(language);
    let rows = rows(results)?;
    let whats = what(results.table(&CHANGES)?)?;
    if rows.is_empty() {
        return Ok(match whats.is_empty() {
            true => vec![words.nothing_differs.to_owned()],
            false => vec![words.numbers_are_the_same.to_owned(), of_config(results, &whats, words)?],
        });
    }
    let mut told = of_default_rate(&rows, words);
    told.push(of_others(&rows, words, language));
    told.push(of_config(results, &whats, words)?);
    let pairings = results.table(&DIFFERENCES)?.column(PAIRING.name)?.str()?;
    let has = |pairing: Pairing| pairings.iter().any(|name| name == Some(pairing.name()));
    if has(Pairing::Paired) {
        told.push(words.paired.to_owned());
    } else if has(Pairing::Unpaired) {
        told.push(words.unpaired.to_owned());
    }
    Ok(told)
}

/// In how many cells it rose or fell, and by how much.
fn of_default_rate(rows: &[Row], words: &Texts) -> Vec<String> {
    let of_rate = || rows.iter().filter(|row| row.column == DEFAULT_RATE.column);
    let cells = count(of_rate().count() as u64);
    let mut told = Vec::new();
    for moved in [Moved::Up, Moved::Down] {
        let sizes = of_rate().filter(|row| row.verdict.counts()).filter_map(|row| row.difference.value);
        let mut sizes: Vec<f64> =
            sizes.filter(|size| (*size > 0.0) == (moved == Moved::Up)).map(|size| size.abs() * 100.0).collect();
        sizes.sort_by(f64::total_cmp);
        if let (Some(least), Some(most)) = (sizes.first(), sizes.last()) {
            let number = count(sizes.len() as u64);
            told.push((words.moved)(moved, &number, &cells, &fixed(*least, 3), &fixed(*most, 3)));
        }
    }
    if told.is_empty() && of_rate().all(|row| matches!(row.verdict, Verdict::Same | Verdict::Within)) {
        told.push((words.default_rate_stays)(&cells));
    }
    told
}

/// Which other estimates count, those of most cells first.
fn of_others(rows: &[Row], words: &Texts, language: Language) -> String {
    let mut found: Vec<(&Column, String, u64)> = Vec::new();
    for row in rows.iter().filter(|row| row.verdict.counts() && row.column != DEFAULT_RATE.column) {
        match found.iter_mut().find(|(column, ..)| **column == row.column) {
            Some((_, _, cells)) => *cells += 1,
            None => found.push((&row.column, row.name(language), 1)),
        }
    }
    if found.is_empty() {
        return words.no_others.to_owned();
    }
    found.sort_by_key(|(_, _, cells)| std::cmp::Reverse(*cells));
    let named = found.iter().take(NAMED).map(|(_, name, cells)| (words.of_cells)(name, &count(*cells)));
    (words.others)(&list(named, found.len(), words))
}

fn of_config(results: &Results, whats: &[What], words: &Texts) -> Result<String, ReportError> {
    let table = results.table(&CHANGES)?;
    let [keys, from, to] =
        [KEY, VALUE_A, VALUE_B].map(|column| table.column(column.name).and_then(|it| it.str().cloned()));
    let (keys, from, to) = (keys?, from?, to?);
    let places: Vec<usize> = (0..whats.len()).filter(|row| whats[*row] == What::Config).collect();
    if places.is_empty() {
        return Ok(words.same_config.to_owned());
    }
    let value = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or(words.nothing_set).to_owned();
    let named = places.iter().take(NAMED).map(|row| {
        (words.key_from_to)(keys.get(*row).unwrap_or_default(), &value(from.get(*row)), &value(to.get(*row)))
    });
    Ok((words.keys)(&count(places.len() as u64), &list(named, places.len(), words)))
}

fn list(named: impl Iterator<Item = String>, all: usize, words: &Texts) -> String {
    let more = (all > NAMED).then(|| words.and_more.to_owned());
    named.chain(more).collect::<Vec<_>>().join(", ")
}

pub(super) fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let words = texts(language);
    let mut warnings = Vec::new();
    let untold = rows(results)?.iter().filter(|row| row.verdict == Verdict::Untold).count();
    if untold > 0 {
        warnings.push((words.untold)(&count(untold as u64)));
    }
    let table = results.table(&CHANGES)?;
    let whats = what(table)?;
    let [from, to] = [VALUE_A, VALUE_B].map(|column| table.column(column.name).and_then(|it| it.str().cloned()));
    let (from, to) = (from?, to?);
    let is_cell = |row: &usize| whats[*row] == What::Cell;
    let cells: Vec<usize> = (0..whats.len()).filter(is_cell).collect();
    if !cells.is_empty() {
        let of_a = cells.iter().filter(|row| from.get(**row).is_some_and(|number| !number.is_empty())).count();
        warnings.push((words.unmatched)(&count(of_a as u64), &count((cells.len() - of_a) as u64)));
    }
    if let Some(row) = whats.iter().position(|what| *what == What::ValueVersion) {
        warnings.push((words.value_versions)(from.get(row).unwrap_or_default(), to.get(row).unwrap_or_default()));
    }
    Ok(warnings)
}
