//! What the template is given.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::aggregate::SUMMARY;
use crate::outcome::{Column, is_only_shown};
use crate::report::ReportError;
use crate::report::excel::title;
use crate::report::figure::{PagePanel, for_a_page};
use crate::report::language::{Language, column_label};
use crate::report::manifest::{DataFile, ValueNote};
use crate::report::number::count;
use crate::report::question::{LargeNumber, Question};
use crate::report::questions::RUN;
use crate::report::reading::{CellTables, Form, ReadingTable, summary_as};
use crate::report::results::Results;
use crate::report::shell_word;
use crate::report::warnings::cautions_in_words;

/// Rows a table of the page shows; the rest is in the files.
const MOST_ROWS: usize = 120;

#[derive(Serialize)]
pub(super) struct Page {
    language: &'static str,
    title: String,
    /// What the results lack, where they are of some worlds only.
    partial: Option<String>,
    study: String,
    question: String,
    remarks: String,
    answer: Vec<String>,
    numbers: Vec<LargeNumber>,
    why: Vec<String>,
    /// Whether `underwater why` can say more.
    can_ask_why: bool,
    /// The figure that stands with the answer.
    lead: Option<PageFigure>,
    summary: Option<Table>,
    tables: Vec<Table>,
    figures: Vec<PageFigure>,
    /// Values by the table of the config that they are in.
    notes: Vec<(String, Vec<ValueNote>)>,
    /// Files of its tables, beside the page.
    files: Vec<(String, &'static str)>,
    defaults: Vec<(String, String)>,
    size: String,
    months: String,
    warnings: Vec<String>,
    command: String,
    check: String,
    facts: Vec<(&'static str, String)>,
    data: Vec<DataFile>,
    words: Vec<(String, String)>,
    made_by: String,
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    caption: String,
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
    /// The cell of each row, as the page marks it; empty where rows are of none.
    cells: Vec<usize>,
    note: String,
    left_out: String,
}

#[derive(Serialize)]
struct PageFigure {
    name: &'static str,
    title: String,
    says: String,
    panels: Vec<PagePanel>,
}

/// The page of some results.
pub(super) fn page(question: &Question, results: &Results, language: Language) -> Result<Page, ReportError> {
    let (texts, manifest) = (language.texts(), &results.manifest);
    let mut readings = question.readings(results, language)?;
    let left_out = shortened(question, results, &mut readings, language)?;
    let mut tables = readings.into_iter().map(|table| set(table, language));
    let figures = question.figures(results, language)?.into_iter().map(|figure| PageFigure {
        panels: for_a_page(&figure, language),
        name: figure.name,
        title: figure.title,
        says: figure.says,
    });
    let mut figures: Vec<PageFigure> = figures.collect();
    // The first figure of an answer with numbers set large stands with it.
    let numbers = (question.numbers)(results, language)?;
    let lead = (!numbers.is_empty() && !figures.is_empty()).then(|| figures.remove(0));
    let (answer, why) = question.answer(results, language)?;
    let cells = count(results.labels.len() as u64);
    Ok(Page {
        language: language.tag(),
        title: title(results, language).into_owned(),
        partial: manifest.partial.as_ref().map(|partial| partial.sentence(language)),
        study: manifest.study.clone(),
        question: manifest.question(language).into_owned(),
        remarks: manifest.note(language).to_owned(),
        answer,
        numbers,
        why,
        can_ask_why: *question == RUN,
        lead,
        summary: tables.next().map(|table| Table { left_out: format!("{}{left_out}", table.left_out), ..table }),
        tables: tables.collect(),
        figures,
        notes: in_groups(&manifest.notes.values),
        files: results.tables().map(|(table, _)| (table.file("parquet"), language.of(table.holds))).collect(),
        defaults: defaults(results),
        size: (texts.size)(&count(manifest.worlds), &count(manifest.households), &cells),
        months: (texts.months)(&manifest.horizon_months.to_string(), &manifest.workout_tail_months.to_string()),
        warnings: [cautions_in_words(&manifest.cautions, language), question.warnings(results, language)?].concat(),
        command: command(results),
        check: (texts.reproduce_check)(&manifest.hash),
        facts: vec![
            (texts.version, manifest.version.clone()),
            (texts.value_version, manifest.value_version.to_string()),
            (texts.seed, manifest.seed.to_string()),
            (texts.hash, manifest.hash.clone()),
        ],
        data: manifest.data.clone(),
        words: explained(question, language),
        made_by: (texts.made_by)(&manifest.version),
    })
}

/// Numbers of the main table of a run that a page shows beside each other: as many as fit a screen.
const ON_A_PAGE: usize = 9;

/// The main table of a run in short numbers, and what it leaves out; of other questions it stays as it is.
fn shortened(
    question: &Question,
    results: &Results,
    readings: &mut [ReadingTable],
    language: Language,
) -> Result<String, ReportError> {
    let Some(main) = readings.first_mut().filter(|_| *question == RUN) else { return Ok(String::new()) };
    let form = Form::short(ON_A_PAGE, false);
    let short = summary_as(CellTables::of(results)?, language, &form)?;
    (main.columns, main.rows) = (short.columns, short.rows);
    Ok((language.texts().columns_left_out)(&form.left_out().to_string(), &SUMMARY.file("parquet")))
}

fn set(table: ReadingTable, language: Language) -> Table {
    let more = table.rows.len().saturating_sub(MOST_ROWS);
    let left_out = if more > 0 { (language.texts().rows_left_out)(&count(more as u64)) } else { String::new() };
    Table {
        name: table.name,
        caption: table.caption,
        columns: table.columns.into_iter().map(|heading| (heading.text, heading.numeric)).collect(),
        rows: table.rows.into_iter().take(MOST_ROWS).collect(),
        cells: table.cells,
        note: table.note,
        left_out,
    }
}

/// Values by table, in the order in which the tables first appear; what is only shown is no assumption.
fn in_groups(notes: &[ValueNote]) -> Vec<(String, Vec<ValueNote>)> {
    let mut groups: Vec<(String, Vec<ValueNote>)> = Vec::new();
    for note in sourced(notes).iter().filter(|note| !is_only_shown(&note.key)) {
        let table = note.key.split(['.', '[']).next().unwrap_or_default();
        match groups.iter_mut().find(|(name, _)| name == table) {
            Some((_, notes)) => notes.push(note.clone()),
            None => groups.push((table.to_owned(), vec![note.clone()])),
        }
    }
    groups
}

/// The same, where a source only points back ("as above") followed by what stands there.
fn sourced(notes: &[ValueNote]) -> Vec<ValueNote> {
    const BACK: [&str; 4] = ["as above", "likewise", "the same as above", "同上"];
    let points_back = |comment: &str| BACK.iter().any(|back| comment.to_lowercase().starts_with(back));
    let file = |note: &ValueNote| note.place.rsplit_once(':').map(|(file, _)| file.to_owned());
    let last = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    let mut told: Vec<ValueNote> = notes.to_vec();
    for place in 0..told.len() {
        let (before, from) = told.split_at_mut(place);
        let Some(note) = from.first_mut().filter(|note| points_back(&note.comment)) else { continue };
        let can_be =
            |other: &&ValueNote| file(other) == file(note) && !other.comment.is_empty() && !points_back(&other.comment);
        // The nearest line of the same key, or else the nearest with a source.
        let same_key = before.iter().rev().filter(can_be).find(|other| last(&other.key) == last(&note.key));
        if let Some(other) = same_key.or_else(|| before.iter().rev().find(can_be)) {
            note.comment = format!("{} ({}: {})", note.comment, other.key, other.comment);
        }
    }
    told
}

/// Keys of the resolved config that no line of the author's sets.
fn defaults(results: &Results) -> Vec<(String, String)> {
    let notes = &results.manifest.notes.values;
    if notes.is_empty() {
        // Name and title are no assumptions.
        return flat(&results.manifest.config).into_iter().filter(|(key, _)| !is_only_shown(key)).collect();
    }
    let named = |key: &str| {
        let parts_of = |whole: &str, part: &str| {
            part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let in_cells = results.labels.iter().flat_map(|label| &label.swept).any(|(swept, _)| parts_of(swept, key));
        in_cells || notes.iter().any(|note| parts_of(&note.key, key))
    };
    let written_elsewhere = |key: &str| ["sweep", "scenario", "uncertainty"].iter().any(|table| key.starts_with(table));
    flat(&results.manifest.config)
        .into_iter()
        .filter(|(key, _)| !named(key) && !written_elsewhere(key) && !is_only_shown(key))
        .collect()
}

/// Dotted keys and values of a JSON tree.
fn flat(config: &Value) -> Vec<(String, String)> {
    fn walk(key: &str, value: &Value, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    walk(&if key.is_empty() { name.clone() } else { format!("{key}.{name}") }, value, found);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(&format!("{key}[{index}]"), item, found);
                }
            }
            Value::Null => {}
            Value::String(text) => found.push((key.to_owned(), text.clone())),
            other => found.push((key.to_owned(), other.to_string())),
        }
    }
    let mut found = Vec::new();
    walk("", config, &mut found);
    found
}

/// The command that computes these results again.
fn command(results: &Results) -> String {
    let notes = &results.manifest.notes;
    let config = match notes.config_file.as_str() {
        "" if results.manifest.asked.is_none() => "CONFIG",
        name => name,
    };
    let asked = match &results.manifest.asked {
        None if results.manifest.partial.is_some() => return "underwater merge --allow-partial PART…".to_owned(),
        None => vec!["underwater run".to_owned(), shell_word(config)],
        Some(asked) => asked.command_words(config),
    };
    let options = notes.options().into_iter().filter(|word| !asked.contains(word));
    asked.iter().cloned().chain(options).collect::<Vec<_>>().join(" ")
}

fn explained(question: &Question, language: Language) -> Vec<(String, String)> {
    let said = |column: &Column| (column_label(column, language), language.of(column.meaning).to_owned());
    question.explained.iter().map(said).collect()
}

/// Words of the template in one language, by name.
pub(super) fn words(language: Language) -> BTreeMap<&'static str, &'static str> {
    let t = language.texts();
    BTreeMap::from([
        ("report", t.report),
        ("skip", t.skip),
        ("contents", t.contents),
        ("question", t.question),
        ("answer", t.answer),
        ("why", t.why),
        ("why_says", t.why_says),
        ("appendix", t.appendix),
        ("assumed_meaning", t.assumed_meaning),
        ("assumed_unit", t.assumed_unit),
        ("tables_beside", t.tables_beside),
        ("results", t.results),
        ("figures", t.figures),
        ("figures_help", t.figures_help),
        ("data_of_figure", t.data_of_figure),
        ("assumed", t.assumed),
        ("assumed_says", t.assumed_says),
        ("assumed_key", t.assumed_key),
        ("assumed_value", t.assumed_value),
        ("assumed_source", t.assumed_source),
        ("assumed_place", t.assumed_place),
        ("scenario", t.scenario),
        ("all_cells", t.all_cells),
        ("no_source", t.no_source),
        ("defaults", t.defaults),
        ("defaults_says", t.defaults_says),
        ("defaults_on_paper", t.defaults_on_paper),
        ("scrolls", t.scrolls),
        ("sure", t.sure),
        ("sure_says", t.sure_says),
        ("warnings", t.warnings),
        ("no_warnings", t.no_warnings),
        ("not_validated", t.not_validated),
        ("reproduce", t.reproduce),
        ("reproduce_says", t.reproduce_says),
        ("data", t.data),
        ("file", t.file),
        ("digest", t.digest),
        ("words", t.words),
        ("word", t.word),
        ("meaning", t.meaning),
    ])
}
