//! Tables for people: fewer columns than the files, each estimate with its error in one field. The terminal, Markdown,
//! LaTeX and the page all show these.

mod comparisons;
mod convergence;
mod losses;
mod segments;
mod summary;
pub(super) mod sweep;
mod term_structure;
pub(super) mod world_risk;

use super::ReportError;
use super::language::{Language, key_label};
use super::number::{self, NOTHING};
use super::results::Results;
use crate::aggregate::SUMMARY;
use crate::outcome::label::{CellLabel, CellValue};

pub use comparisons::comparisons;
pub(super) use comparisons::{base_cell, compared, difference};
pub(super) use convergence::LastLook;
pub use convergence::convergence;
pub use losses::losses;
pub use segments::segments;
pub(super) use segments::{ratio, segment_name};
pub use summary::{CellTables, summary};
pub(super) use summary::{Form, NumberColumn, risk, shown_short, summary_as, summary_numbers};
pub use term_structure::term_structure;

/// A table ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingTable {
    /// Name for references, such as `summary`.
    pub name: &'static str,
    /// What it shows.
    pub caption: String,
    /// Headings from the left.
    pub columns: Vec<Heading>,
    /// Rows of as many fields.
    pub rows: Vec<Vec<String>>,
    /// The cell of each row; empty where rows are of none.
    pub cells: Vec<usize>,
    /// What must be known to read it.
    pub note: String,
}

/// Heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// Numbers stand to the right, words to the left.
    pub numeric: bool,
}

impl Heading {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), numeric: false }
    }

    pub(super) fn numbers(text: impl Into<String>) -> Self {
        Self { text: text.into(), numeric: true }
    }
}

/// All tables for people, in the order of a report.
///
/// # Errors
/// A column is missing.
pub fn tables(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let labels = &results.labels;
    let mut tables = vec![summary(CellTables::of(results)?, language)?];
    if labels.len() > 1 {
        tables.push(comparisons(results, language)?);
    }
    tables.extend(segments(results, language)?);
    tables.push(term_structure(results, language)?);
    tables.extend(convergence(results, language)?);
    tables.push(losses(results.table(&SUMMARY)?, labels, language)?);
    Ok(tables)
}

/// Headings and fields that name the cells: scenario, then swept keys; in a study of one cell, nothing.
pub(super) struct CellNames<'a> {
    labels: &'a [CellLabel],
    keys: Vec<&'a str>,
    scenarios: bool,
    language: Language,
}

impl<'a> CellNames<'a> {
    pub(super) fn new(labels: &'a [CellLabel], language: Language) -> Self {
        let scenarios = labels.iter().any(|label| label.scenario.is_some());
        Self { labels, keys: CellLabel::keys(labels), scenarios, language }
    }

    pub(super) fn headings(&self) -> Vec<Heading> {
        let scenario = self.scenarios.then(|| Heading::words(self.language.texts().scenario));
        let keys = self.keys.iter().map(|key| Heading::numbers(self.key(key)));
        scenario.into_iter().chain(keys).collect()
    }

    pub(super) fn fields(&self, cell: usize) -> Vec<String> {
        let Some(label) = self.labels.get(cell) else { return Vec::new() };
        let scenario = self.scenarios.then(|| self.scenario_of(label).unwrap_or_else(|| NOTHING.to_owned()));
        let values = self.keys.iter().map(|key| self.value(label, key));
        scenario.into_iter().chain(values).collect()
    }

    /// The cell in one line.
    pub(super) fn line(&self, cell: usize) -> String {
        let Some(label) = self.labels.get(cell) else { return String::new() };
        let texts = self.language.texts();
        let swept = self.keys.iter().filter(|key| label.value(key).is_some());
        let swept = swept.map(|key| (texts.key_is)(&self.key(key), &self.value(label, key)));
        let parts: Vec<String> = self.scenario_of(label).into_iter().chain(swept).collect();
        if parts.is_empty() { texts.only_cell.to_owned() } else { parts.join(texts.between_names) }
    }

    /// Of a cell's name what sets it apart from another cell.
    pub(super) fn line_apart(&self, cell: usize, other: usize) -> String {
        let (Some(own), Some(other)) = (self.labels.get(cell), self.labels.get(other)) else { return String::new() };
        let told = self.line_of(cell, own.scenario != other.scenario, |key| own.value(key) != other.value(key));
        // A cell that leaves alone what the other changes has no name for that.
        if told.is_empty() { self.line(cell) } else { told }
    }

    /// The cell in one line but for one key; empty where nothing else sets it apart.
    pub(super) fn line_without(&self, cell: usize, without: &str) -> String {
        self.line_of(cell, true, |key| key != without)
    }

    /// Of a cell's name the scenario, if it is asked for, and some of the keys.
    pub(super) fn line_of(&self, cell: usize, scenario: bool, wanted: impl Fn(&str) -> bool) -> String {
        let Some(label) = self.labels.get(cell) else { return String::new() };
        let keys = self.keys.iter().filter(|key| wanted(key) && label.value(key).is_some());
        let keys = keys.map(|key| (self.language.texts().key_is)(&self.key(key), &self.value(label, key)));
        let scenario = if scenario { self.scenario_of(label) } else { None };
        scenario.into_iter().chain(keys).collect::<Vec<_>>().join(self.language.texts().between_names)
    }

    /// A value of a key as it is shown.
    pub(super) fn value_of(&self, cell: usize, key: &str) -> String {
        self.labels.get(cell).map_or_else(String::new, |label| self.value(label, key))
    }

    /// The swept keys' values alone, for a legend under one scenario.
    pub(super) fn values(&self, cell: usize) -> String {
        let Some(label) = self.labels.get(cell) else { return String::new() };
        let values: Vec<String> = match self.keys.as_slice() {
            [] => return self.scenario_of(label).unwrap_or_else(|| self.language.texts().only_cell.to_owned()),
            [key] => vec![self.value(label, key)],
            keys => {
                let texts = self.language.texts();
                keys.iter().map(|key| (texts.key_is)(&self.key(key), &self.value(label, key))).collect()
            }
        };
        values.join(self.language.texts().between_names)
    }

    /// What stands between two names.
    pub(super) fn between(&self) -> &'static str {
        self.language.texts().between_names
    }

    pub(super) fn keys(&self) -> &[&'a str] {
        &self.keys
    }

    /// A key's name, the whole key where two end in the same word.
    pub(super) fn key(&self, key: &str) -> String {
        if let Some(called) = self.called(key) {
            return called.to_owned();
        }
        let last = |key: &str| key.rsplit('.').next().map(str::to_owned);
        let same = self.keys.iter().filter(|other| last(other) == last(key)).count();
        if same > 1 { key.to_owned() } else { key_label(key, self.language) }
    }

    /// What a scenario is called.
    pub(super) fn scenario(&self, name: &str) -> String {
        self.called(name).unwrap_or(name).to_owned()
    }

    fn scenario_of(&self, label: &CellLabel) -> Option<String> {
        label.scenario.as_deref().map(|name| self.scenario(name))
    }

    /// What the study's author calls a scenario, a key or a word, where he says.
    fn called(&self, of: &str) -> Option<&str> {
        let named = self.labels.first()?.named.iter().find(|called| called.of == of)?;
        let own = if self.language == Language::Chinese { &named.chinese } else { &named.english };
        let called = if own.is_empty() { &named.english } else { own };
        (!called.is_empty()).then_some(called.as_str())
    }

    fn value(&self, label: &CellLabel, key: &str) -> String {
        if let Some(CellValue::Text(word)) = label.value(key)
            && let Some(called) = self.called(word)
        {
            return called.to_owned();
        }
        label.value(key).map_or_else(|| NOTHING.to_owned(), |value| number::swept(key, value, self.language))
    }
}
