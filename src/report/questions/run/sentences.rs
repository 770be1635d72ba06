//! The main answer in a sentence or a few.

use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::report::ReportError;
use crate::report::figure::select::{by_scenario, extremes};
use crate::report::language::{Language, Texts};
use crate::report::number::Show;
use crate::report::number::fixed;
use crate::report::reading::{CellNames, base_cell, difference, has_buyers, shown};
use crate::report::results::Results;

/// Most sentences that follow a key through a scenario.
const ALONG: usize = 4;

/// What the study found about default, from the estimates and their errors alone.
pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let texts = language.texts();
    let years = years(results.manifest.horizon_months, texts);
    let names = CellNames::new(&results.labels, language);
    let rate = |cell| shown(results.table(&SUMMARY)?, cell, &DEFAULT_RATE.column, Show::Percent, language);
    match extremes(results)?.as_slice() {
        [] => Ok(vec![(texts.answer_none)(&years)]),
        [only] => Ok(vec![(texts.answer_one)(&rate(*only)?, &years)]),
        [lowest, highest, ..] => {
            let low = (texts.answer_lowest)(&rate(*lowest)?, &names.line(*lowest));
            let high = (texts.answer_highest)(&rate(*highest)?, &names.line(*highest));
            let mut told = vec![(texts.answer_range)(&years, &low, &high)];
            told.extend(apart(results, *lowest, *highest, language)?);
            told.extend(along(results, language)?);
            Ok(told)
        }
    }
}

/// How far the two lie apart, where one of them is the base cell of the comparisons.
fn apart(results: &Results, lowest: usize, highest: usize, language: Language) -> Result<Option<String>, ReportError> {
    let base = base_cell(results)?;
    let other = match base {
        _ if base == lowest => highest,
        _ if base == highest => lowest,
        _ => return Ok(None),
    };
    let Some(found) = difference(results, other, &DEFAULT_RATE.column)? else { return Ok(None) };
    let (Some(value), Some(mcse), Some(gain)) = (found.difference.value, found.difference.mcse, found.gain) else {
        return Ok(None);
    };
    let points = |fraction: f64| fixed(fraction * 100.0, 3);
    Ok(Some((language.texts().answer_difference)(&points(value.abs()), &points(mcse), &fixed(gain, 1))))
}

/// Where one key is swept, its first and its last value in each scenario.
fn along(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let [key] = names.keys() else { return Ok(Vec::new()) };
    let groups = by_scenario(results);
    if groups.len() < 2 || groups.len() > ALONG {
        return Ok(Vec::new());
    }
    let mut sentences = Vec::new();
    for (scenario, cells) in groups {
        let summary = results.table(&SUMMARY)?;
        let bought = |cell: &&usize| has_buyers(summary, **cell).unwrap_or(false);
        let (Some(first), Some(last)) = (cells.iter().find(bought), cells.iter().rfind(bought)) else { continue };
        if first == last {
            continue;
        }
        let rate = |cell: usize| shown(results.table(&SUMMARY)?, cell, &DEFAULT_RATE.column, Show::Percent, language);
        let in_scenario = scenario.map_or_else(String::new, |name| (texts.answer_in_scenario)(name));
        let (from, to) = (names.values(*first), names.values(*last));
        let along = (texts.answer_along)(&names.key(key), (&from, &rate(*first)?), (&to, &rate(*last)?));
        sentences.push(format!("{in_scenario}{along}"));
    }
    Ok(sentences)
}

/// A number of months in words.
fn years(months: u32, texts: &Texts) -> String {
    if months > 0 && months.is_multiple_of(12) {
        (texts.years)(&(months / 12).to_string())
    } else {
        (texts.months_count)(&months.to_string())
    }
}
