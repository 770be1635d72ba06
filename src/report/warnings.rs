//! What limits the results, in words: the page shows it, and a run says it at its end.

use super::ReportError;
use super::language::Language;
use super::manifest::CautionNote;
use super::number::{fixed, percent, with_separators};
use super::reading::{CellNames, LastLook};
use super::results::{Results, integers, numbers};
use crate::aggregate::underwriting::{SHARE, VERDICT};
use crate::aggregate::{CELL, FEEDBACK, SUMMARY, UNDERWRITING, WORLDS_AT_FLOOR, Warning, warnings};
use crate::outcome::applicants::VERDICTS;

/// Cells named one by one.
const CELLS_NAMED: usize = 3;

/// Every warning, a sentence or two each.
///
/// # Errors
/// A column is missing.
pub fn in_words(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let texts = language.texts();
    let mut told = Vec::new();
    for warning in warnings(results.table(&SUMMARY)?)? {
        told.push(match warning {
            Warning::NobodyBought { cells } => nobody_bought(results, &cells, language)?,
            Warning::FewWorlds { worlds } => (texts.few_worlds)(&worlds.to_string()),
            Warning::NoDefaultSeen { cells } => (texts.no_default_seen)(&cells.to_string()),
            Warning::LargeErrors { cells } => (texts.large_errors)(&cells.to_string()),
            Warning::NoErrorTold { numbers } => (texts.no_error_told)(&numbers.to_string()),
            Warning::Unresolved { largest_frac } => (texts.unresolved)(&percent(largest_frac, 1)),
            Warning::Beyond { cells } => (texts.beyond)(&cells.to_string()),
            Warning::Refused { largest_frac, cell } => {
                (texts.refused)(&percent(largest_frac, 1), &reasons(results, cell, language)?)
            }
        });
    }
    if let Some(table) = results.rows(&FEEDBACK) {
        let at_floor: i64 = integers(table, &WORLDS_AT_FLOOR)?.iter().sum();
        if at_floor > 0 {
            told.push((texts.at_floor)(&at_floor.to_string()));
        }
    }
    if let Some(look) = LastLook::of(results)?.filter(|look| look.open > 0) {
        let would_do = look.worlds_needed().zip(look.largest).map_or_else(String::new, |(worlds, times)| {
            (texts.would_do)(&fixed(times, 1), &with_separators(&format!("{worlds:.0}")))
        });
        let estimate = results.manifest.config["precision"]["estimate"].as_str().unwrap_or_default();
        let worlds = with_separators(&look.worlds.to_string());
        told.push((texts.not_reached)([estimate, &worlds, &look.open.to_string(), &look.cells.to_string(), &would_do]));
    }
    if results.manifest.config["price"]["kind"] == "replay" {
        told.push(texts.one_history.to_owned());
    }
    Ok(told)
}

/// What a study's author was told before the run, a sentence each.
pub fn cautions_in_words(cautions: &[CautionNote], language: Language) -> Vec<String> {
    let text = |note: &CautionNote| match language {
        Language::English => format!("{}: {}", note.key, note.english),
        Language::Chinese => format!("{}：{}", note.key, note.chinese),
    };
    cautions.iter().map(text).collect()
}

/// A warning as a line of the terminal.
pub fn line(warning: &str, language: Language) -> String {
    format!("{}{warning}", language.texts().warning)
}

fn nobody_bought(results: &Results, cells: &[usize], language: Language) -> Result<String, ReportError> {
    let (texts, names) = (language.texts(), CellNames::new(&results.labels, language));
    let mut sentences = Vec::new();
    for cell in cells.iter().take(CELLS_NAMED) {
        sentences.push((texts.nobody_bought_in)(&names.line(*cell), &reasons(results, *cell, language)?));
    }
    if cells.len() > CELLS_NAMED {
        sentences.push((texts.and_more_cells)(&(cells.len() - CELLS_NAMED).to_string()));
    }
    Ok(sentences.join(" "))
}

/// Why households of a cell were refused, with the share of each reason among all who asked.
fn reasons(results: &Results, cell: usize, language: Language) -> Result<String, ReportError> {
    let texts = language.texts();
    let Some(table) = results.rows(&UNDERWRITING) else { return Ok(String::new()) };
    let (cells, shares) = (integers(table, &CELL)?, numbers(table, &SHARE)?);
    let verdicts = table.column(VERDICT.name)?.str()?;
    let mut told = Vec::new();
    let refusals = VERDICTS.iter().filter(|verdict| verdict.refusal.is_some());
    for (verdict, reason) in refusals.zip(texts.refusals) {
        let row = verdicts.iter().zip(&cells).position(|(name, of)| name == Some(verdict.name) && *of == cell as i64);
        let share = row.and_then(|row| shares.get(row).copied().flatten()).unwrap_or(0.0);
        if share > 0.0 {
            told.push((texts.reason)(reason, &percent(share, 1)));
        }
    }
    Ok(told.join(", "))
}
