//! The data files a config names, each read once.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    csv_file::{CsvFile, FileRead, Unusable},
    document::Document,
    fault::Fault,
    mirror::{Empirical, SeriesRef},
    node::{Node, Table},
    origin::Place,
    series::{Series, from_csv, number},
};

/// The series and columns of a study, by the references that name them in a cell's config.
#[derive(Clone, Debug, Default)]
pub struct Data {
    files: BTreeMap<PathBuf, Result<CsvFile, Unusable>>,
    read: Vec<FileRead>,
    series: Vec<(SeriesRef, Series)>,
    columns: Vec<(Empirical, Vec<f64>)>,
}

impl Data {
    /// The series that `reference` names.
    pub fn series(&self, reference: &SeriesRef) -> Option<&Series> {
        self.series.iter().find(|(known, _)| known == reference).map(|(_, series)| series)
    }

    /// The values of an empirical law, in the order of the file.
    pub fn column(&self, reference: &Empirical) -> Option<&[f64]> {
        let found = self.columns.iter().find(|(known, _)| known == reference);
        found.map(|(_, values)| values.as_slice())
    }

    /// The files read, in the order of first use.
    pub fn files_read(&self) -> &[FileRead] {
        &self.read
    }

    /// Loads the series that the table at `key` names; `None` when it cannot be used.
    pub(super) fn load_series(&mut self, document: &Document, key: &str, faults: &mut Vec<Fault>) -> Option<Series> {
        let table = document.at(key)?.as_table()?;
        let reference = SeriesRef {
            file: joined(document, table)?,
            column: text(table, "column")?,
            time_column: match table.get("time_column") {
                Some(node) => Some(node.as_str()?.to_owned()),
                None => None,
            },
            scale: match table.get("scale") {
                Some(node) => node.as_f64()?,
                None => 1.0,
            },
        };
        if let Some(series) = self.series(&reference) {
            return Some(series.clone());
        }
        let file = self.file(document, table, key, faults)?;
        match from_csv(file, &reference) {
            Ok(series) => {
                self.series.push((reference, series.clone()));
                Some(series)
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
    ) -> Option<Vec<(Place, f64)>> {
        let table = document.at(key)?.as_table()?;
        let reference = Empirical { file: joined(document, table)?, column: text(table, "column")? };
        let file = self.file(document, table, key, faults)?;
        let label = file.label.clone();
        let mut placed = Vec::new();
        let mut errors = Vec::new();
        match file.column(&reference.column) {
            Err(error) => errors.push(error),
            Ok(column) => {
                for (_, line, cell) in file.cells(column) {
                    match number(cell, &reference.column) {
                        Ok(value) => placed.push((in_file(&label, line), value)),
                        Err(message) => {
                            errors.push(Unusable { message, hint: None, line: Some(line) });
                            break;
                        }
                    }
                }
                if placed.is_empty() && errors.is_empty() {
                    let message = format!("has no value in the column {:?}", reference.column);
                    errors.push(Unusable { message, hint: None, line: None });
                }
            }
        }
        if !errors.is_empty() {
            faults.extend(errors.into_iter().map(|error| blame(error, &label, document, key)));
            return None;
        }
        if self.column(&reference).is_none() {
            let values = placed.iter().map(|(_, value)| *value).collect();
            self.columns.push((reference, values));
        }
        Some(placed)
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
                    None => document.fault_at(&key, &error.message, error.hint.clone()),
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
            Fault { place: Some(in_file(label, line)), key: key.to_owned(), message: error.message, hint: error.hint }
        }
        None => document.fault_at(&format!("{key}.column"), &error.message, error.hint),
    }
}

fn in_file(label: &str, line: usize) -> Place {
    Place::File { file: label.to_owned(), line, column: 0 }
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Node::as_str).map(str::to_owned)
}

fn joined(document: &Document, table: &Table) -> Option<String> {
    let node = table.get("file")?;
    let path = document.sources().join(node.origin, node.as_str()?);
    Some(path.to_string_lossy().into_owned())
}
