//! The data files a config names, each read once.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use serde::Deserialize;

use super::{
    column::{Blanks, Column, column_of, in_file},
    csv_file::{CsvFile, FileRead, Unusable},
    document::{Document, Files},
    fault::Fault,
    lists::Lists,
    node::{Node, Table},
    series::from_csv,
    series_read::{Meaning, SeriesRead},
    survey::{Asked, SURVEY, Surveys},
};
use crate::random::columns::{ColumnRef, Columns, with_columns};
use crate::random::parameters::with_lists;
use crate::random::survey::with_survey;
use crate::world::SeriesRef;
use crate::world::series::{Series, with_series};

/// The series and columns of a study, by the references that name them in a cell's config.
#[derive(Clone, Debug, Default)]
pub struct Data {
    files: BTreeMap<PathBuf, Result<CsvFile, Unusable>>,
    read: Vec<FileRead>,
    series: Vec<(SeriesRef, Arc<Series>)>,
    columns: Vec<(ColumnRef, Arc<Column>)>,
    series_read: Vec<SeriesRead>,
    lists: Lists,
    surveys: Surveys,
}

impl Data {
    /// What `work` makes of the config of a cell that names what was read.
    pub(super) fn with<T>(&self, document: &Document, work: impl FnOnce() -> T) -> T {
        let columns: Columns = self.columns.iter().map(|(named, column)| (named.clone(), column.shared())).collect();
        let (rows, of_survey) = self.surveys.in_scope(document);
        let work = || with_survey(rows, of_survey, work);
        with_series(self.series.clone(), || with_columns(columns, || with_lists(self.lists.by_number(), work)))
    }

    /// The lists that were read.
    pub(super) fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Reads the list of values and weights at `node`.
    pub(super) fn load_list(&mut self, document: &Document, node: &Node) {
        self.lists.read(node, || document.json(node, Files::AsWritten));
    }

    fn known_series(&self, reference: &SeriesRef) -> Option<&Arc<Series>> {
        self.series.iter().find(|(known, _)| known == reference).map(|(_, series)| series)
    }

    fn known_column(&self, reference: &ColumnRef) -> Option<&Arc<Column>> {
        self.columns.iter().find(|(known, _)| known == reference).map(|(_, column)| column)
    }

    /// The files read, in the order of first use.
    pub fn files_read(&self) -> &[FileRead] {
        &self.read
    }

    /// The series in the order of first use, as they were read.
    pub fn series_read(&self) -> &[SeriesRead] {
        &self.series_read
    }

    /// Lets go of the files' text; what was read from it stays.
    pub(super) fn close(&mut self) {
        self.files.clear();
    }

    /// Loads the series that the table at `key` names; `None` when it cannot be used.
    pub(super) fn load_series(
        &mut self,
        document: &Document,
        key: &str,
        meaning: Meaning,
        faults: &mut Vec<Fault>,
    ) -> Option<Arc<Series>> {
        let (reference, series) = self.known_or_read(document, key, faults)?;
        if !self.series_read.iter().any(|read| read.is_of(key, &reference)) {
            self.series_read.push(SeriesRead::new(key, meaning, &reference, &series));
        }
        Some(series)
    }

    fn known_or_read(
        &mut self,
        document: &Document,
        key: &str,
        faults: &mut Vec<Fault>,
    ) -> Option<(SeriesRef, Arc<Series>)> {
        let table = document.at(key)?.as_table()?;
        let reference = SeriesRef::deserialize(document.json(document.at(key)?, Files::Joined)).ok()?;
        if let Some(series) = self.known_series(&reference) {
            let series = Arc::clone(series);
            return Some((reference, series));
        }
        let file = self.file(document, table, key, faults)?;
        match from_csv(file, &reference) {
            Ok(series) => {
                let series = Arc::new(series);
                self.series.push((reference.clone(), Arc::clone(&series)));
                Some((reference, series))
            }
            Err(errors) => {
                let label = file.label.clone();
                let at = format!("{key}.column");
                faults.extend(errors.into_iter().map(|error| blame(error, &label, document, &at)));
                None
            }
        }
    }

    /// Loads the column that the `empirical` table at `key` names, with the lines of its values.
    pub(super) fn load_column(
        &mut self,
        document: &Document,
        key: &str,
        faults: &mut Vec<Fault>,
    ) -> Option<Arc<Column>> {
        let table = document.at(key)?.as_table()?;
        let reference = ColumnRef::deserialize(document.json(document.at(key)?, Files::Joined)).ok()?;
        if let Some(column) = self.known_column(&reference) {
            return Some(Arc::clone(column));
        }
        let file = self.file(document, table, key, faults)?;
        match column_of(file, &reference.column, Blanks::AreSkipped) {
            Ok(column) => {
                let column = Arc::new(column);
                self.columns.push((reference, Arc::clone(&column)));
                Some(column)
            }
            Err(error) => {
                faults.push(blame(error, &file.label.clone(), document, &format!("{key}.column")));
                None
            }
        }
    }

    /// Loads the column of the cell's survey that is named at `key`, with the lines of its values.
    pub(super) fn load_surveyed(
        &mut self,
        document: &Document,
        key: &str,
        faults: &mut Vec<Fault>,
    ) -> Option<Arc<Column>> {
        let (asked, name) = (Asked::of(document)?, document.at(key)?.as_str()?);
        if let Some(column) = self.surveys.column(&asked, name) {
            return Some(column);
        }
        let has_rows = self.surveys.has(&asked);
        let file = self.file(document, document.at(SURVEY)?.as_table()?, SURVEY, faults)?;
        let label = file.label.clone();
        let rows = if has_rows { Ok(None) } else { asked.rows(file).map(Some) };
        let column = column_of(file, name, Blanks::AreFaults);
        match rows {
            Ok(rows) => rows.into_iter().for_each(|rows| self.surveys.add(asked.clone(), rows)),
            Err(error) => {
                let at = if asked.weight().is_some() { "weight" } else { "file" };
                faults.push(blame(error, &label, document, &format!("{SURVEY}.{at}")));
                return None;
            }
        }
        match column {
            Ok(column) => {
                let column = Arc::new(column);
                self.surveys.add_column(&asked, name, Arc::clone(&column));
                Some(column)
            }
            Err(error) => {
                faults.push(blame(error, &label, document, key));
                None
            }
        }
    }

    fn file(&mut self, document: &Document, table: &Table, key: &str, faults: &mut Vec<Fault>) -> Option<&CsvFile> {
        let node = table.get("file")?;
        let written = node.as_str()?;
        let path = document.sources().join(node.origin, written);
        let read = &mut self.read;
        let file = self.files.entry(path.clone()).or_insert_with(|| {
            let (file, record) = CsvFile::read(&path, written)?;
            read.push(record);
            Ok(file)
        });
        match file {
            Ok(file) => Some(file),
            Err(error) => {
                let label = path.display().to_string();
                let place = error.line.map(|line| in_file(&label, line));
                let key = format!("{key}.file");
                faults.push(match place {
                    Some(_) => Fault { place, key, message: error.message.clone(), hint: None },
                    None => document.fault_at(&key, error.message.clone(), error.hint.clone()),
                });
                None
            }
        }
    }
}

/// A fault of the data file `label`, at its line if there is one, else where the config names it.
fn blame(error: Unusable, label: &str, document: &Document, key: &str) -> Fault {
    match error.line {
        Some(line) => {
            let key = key.strip_suffix(".column").unwrap_or(key).to_owned();
            Fault { place: Some(in_file(label, line)), key, message: error.message, hint: error.hint }
        }
        None => document.fault_at(key, error.message, error.hint),
    }
}
