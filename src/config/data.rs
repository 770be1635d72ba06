//! The data files a config names, each read once.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use serde::Deserialize;

use super::{
    check::Range,
    csv_file::{CsvFile, FileRead, Unusable},
    document::{Document, Files},
    fault::Fault,
    lists::Lists,
    node::{Node, Table},
    origin::Place,
    series::{from_csv, number},
    series_read::{Meaning, SeriesRead},
};
use crate::random::columns::{ColumnRef, Columns, with_columns};
use crate::random::parameters::with_lists;
use crate::told::told;
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
}

/// The values of a column in the order of the file, blank cells left out.
#[derive(Clone, Debug)]
pub(super) struct Column {
    values: Arc<[f64]>,
    lines: Vec<usize>,
    file: String,
    least: f64,
    most: f64,
}

impl Column {
    /// The first value outside `range`, and its place.
    pub fn first_outside(&self, range: &Range) -> Option<(Place, f64)> {
        if range.contains(self.least) && range.contains(self.most) {
            return None;
        }
        let (at, value) = self.values.iter().enumerate().find(|(_, value)| !range.contains(**value))?;
        Some((in_file(&self.file, self.lines.get(at).copied().unwrap_or(0)), *value))
    }
}

impl Data {
    /// What `work` makes of a config that names what was read.
    pub(super) fn with<T>(&self, work: impl FnOnce() -> T) -> T {
        let columns: Columns =
            self.columns.iter().map(|(named, column)| (named.clone(), Arc::clone(&column.values))).collect();
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
                faults.extend(errors.into_iter().map(|error| blame(error, &label, document, key)));
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
        match column(file, &reference.column) {
            Ok(column) => {
                let column = Arc::new(column);
                self.columns.push((reference, Arc::clone(&column)));
                Some(column)
            }
            Err(error) => {
                faults.push(blame(error, &file.label.clone(), document, key));
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

/// The column `name` of `file`.
fn column(file: &CsvFile, name: &str) -> Result<Column, Unusable> {
    let at = file.column(name)?;
    let (mut values, mut lines, mut wrong) = (Vec::new(), Vec::new(), None);
    file.records(|line, record| {
        let cell = record.get(at).unwrap_or_default().trim();
        if cell.is_empty() {
            return true;
        }
        match number(cell, name) {
            Ok(value) => {
                values.push(value);
                lines.push(line);
            }
            Err(message) => wrong = Some(Unusable::in_line(line, message)),
        }
        wrong.is_none()
    })?;
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    if values.is_empty() {
        let message = told!("has no value in the column {name:?}", "在列 {name:?} 中没有值");
        return Err(Unusable { message, hint: None, line: None });
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Ok(Column { values: values.into(), lines, file: file.label.clone(), least, most })
}

/// A fault of the data file `label`, at its line if there is one, else where the config names it.
fn blame(error: Unusable, label: &str, document: &Document, key: &str) -> Fault {
    match error.line {
        Some(line) => {
            Fault { place: Some(in_file(label, line)), key: key.to_owned(), message: error.message, hint: error.hint }
        }
        None => document.fault_at(&format!("{key}.column"), error.message, error.hint),
    }
}

fn in_file(label: &str, line: usize) -> Place {
    Place::File { file: label.to_owned(), line, column: 0 }
}
