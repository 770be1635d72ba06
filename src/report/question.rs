//! What a folder of results answers, and so which tables, figures and sentences it has. Each question is declared in a
//! folder of `questions`, with the words that it needs.

use serde::Serialize;

use super::ReportError;
use super::figure::Figure;
use super::language::Language;
use super::reading::ReadingTable;
use super::results::Results;
use crate::aggregate::{PATHS, Table};
use crate::outcome::Column;

/// Makes a figure of results; `None` where they have nothing for it.
pub(super) type FigureMaker = fn(&Results, Language) -> Result<Option<Figure>, ReportError>;

/// A question and the forms of its answer.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The command that answers it, as the manifest names it.
    pub command: &'static str,
    /// Tables of its answer, in the order of reports; every format holds them.
    pub tables: &'static [&'static Table],
    /// Rows that the tables are made of, as far as they are kept: as Parquet alone.
    pub kept: &'static [&'static Table],
    /// Name of each figure, as in its file, and what makes it, in the order of a report.
    pub(super) figures: &'static [(&'static str, FigureMaker)],
    /// Tables for people, in the order of a report, the main one first.
    pub(super) readings: fn(&Results, Language) -> Result<Vec<ReadingTable>, ReportError>,
    /// Numbers set large in a report.
    pub(super) numbers: fn(&Results, Language) -> Result<Vec<LargeNumber>, ReportError>,
    /// Sentences that are the answer; what follows says why.
    pub(super) told_first: usize,
    /// The answer in a sentence or a few.
    pub(super) sentences: fn(&Results, Language) -> Result<Vec<String>, ReportError>,
    /// What limits the answer, a sentence or two each.
    pub(super) warnings: fn(&Results, Language) -> Result<Vec<String>, ReportError>,
    /// Columns that the page explains at its end.
    pub(super) explained: &'static [Column],
}

/// A number set large, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct LargeNumber {
    pub value: String,
    pub says: String,
}

/// For a question whose answer has none.
pub(super) fn no_numbers(_: &Results, _: Language) -> Result<Vec<LargeNumber>, ReportError> {
    Ok(Vec::new())
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.command == other.command
    }
}

impl Eq for Question {}

impl Question {
    /// Every table it has, those kept as Parquet alone last.
    pub fn all_tables(&self) -> impl Iterator<Item = &'static Table> {
        self.tables.iter().chain(self.kept).copied()
    }

    /// Files kept as Parquet alone that every answer has: all but those of single paths.
    pub fn needed_kept(&self) -> Vec<String> {
        self.kept.iter().filter(|table| table.name != PATHS.name).map(|table| table.file("parquet")).collect()
    }

    /// Files of its tables in a format of such an extension.
    pub(super) fn table_files(&self, extension: &str) -> impl Iterator<Item = String> {
        self.tables.iter().map(move |table| table.file(extension))
    }

    /// What limits the answer, in words.
    ///
    /// # Errors
    /// A column is missing.
    pub fn warnings(&self, results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
        Ok(partial(results, language).into_iter().chain((self.warnings)(results, language)?).collect())
    }

    /// Tables for people, the main one first.
    ///
    /// # Errors
    /// A column is missing.
    pub fn readings(&self, results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
        let mut tables = (self.readings)(results, language)?;
        if let Some(partial) = &results.manifest.partial {
            for table in &mut tables {
                table.caption = format!("{}: {}", partial.mark(language), table.caption);
                table.note = format!("{} {}", partial.sentence(language), table.note);
            }
        }
        Ok(tables)
    }

    /// The answer in a sentence or a few.
    ///
    /// # Errors
    /// A column is missing.
    pub fn sentences(&self, results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
        Ok(partial(results, language).into_iter().chain((self.sentences)(results, language)?).collect())
    }

    /// The answer, and what says why.
    ///
    /// # Errors
    /// A column is missing.
    pub(super) fn answer(
        &self,
        results: &Results,
        language: Language,
    ) -> Result<(Vec<String>, Vec<String>), ReportError> {
        let mut answer = self.sentences(results, language)?;
        // That worlds are missing comes before.
        let first = self.told_first.saturating_add(usize::from(results.manifest.partial.is_some()));
        let why = answer.split_off(first.min(answer.len()));
        Ok((answer, why))
    }

    /// Its figures, in the order of a report, as far as the results have something for them.
    pub(super) fn figures(&self, results: &Results, language: Language) -> Result<Vec<Figure>, ReportError> {
        let made = self.figures.iter().filter_map(|(_, make)| make(results, language).transpose());
        let mark = results.manifest.partial.as_ref().map(|partial| partial.mark(language));
        let marked = |figure: Figure| match &mark {
            Some(mark) => figure.marked(mark),
            None => figure,
        };
        let all = results.labels.len();
        let counted = |mut figure: Figure| {
            // Where not every cell could be shown, the caption says so.
            let shown = figure.cells().len();
            if shown > 0 && shown < all {
                figure.says = (language.texts().with_cells_shown)(&figure.says, (shown, all));
            }
            figure
        };
        made.map(|figure| figure.map(counted).map(marked)).collect()
    }
}

/// That results are of some worlds only, where they are.
fn partial(results: &Results, language: Language) -> Option<String> {
    results.manifest.partial.as_ref().map(|partial| partial.sentence(language))
}
