//! A column of numbers of a data file, with the lines of its values.

use std::sync::Arc;

use super::{
    check::Range,
    csv_file::{CsvFile, Unusable},
    origin::Place,
    series::number,
};
use crate::told::told;

/// What a blank cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// No value.
    AreSkipped,
    /// Something that is not known and has to be.
    AreFaults,
}

/// The values of a column in the order of the file, blank cells left out where they are no value.
#[derive(Clone, Debug)]
pub(super) struct Column {
    values: Arc<[f64]>,
    lines: Vec<usize>,
    file: String,
    least: f64,
    most: f64,
}

impl Column {
    /// The values.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The values, to be held by whoever draws from them.
    pub fn shared(&self) -> Arc<[f64]> {
        Arc::clone(&self.values)
    }

    /// The first value of which something is true, and its line.
    pub fn first(&self, is: impl Fn(f64) -> bool) -> Option<(usize, f64)> {
        let (at, value) = self.values.iter().enumerate().find(|(_, value)| is(**value))?;
        Some((self.lines.get(at).copied().unwrap_or(0), *value))
    }

    /// The first value outside `range`, and its place.
    pub fn first_outside(&self, range: &Range) -> Option<(Place, f64)> {
        if range.contains(self.least) && range.contains(self.most) {
            return None;
        }
        let (line, value) = self.first(|value| !range.contains(value))?;
        Some((in_file(&self.file, line), value))
    }
}

/// The column `name` of `file`.
pub(super) fn column_of(file: &CsvFile, name: &str, blanks: Blanks) -> Result<Column, Unusable> {
    let at = file.column(name)?;
    let (mut values, mut lines, mut wrong) = (Vec::new(), Vec::new(), None);
    file.records(|line, record| {
        let cell = record.get(at).unwrap_or_default().trim();
        if cell.is_empty() && blanks == Blanks::AreSkipped {
            return true;
        }
        if cell.is_empty() {
            let message = told!(
                "has nothing in {name:?}: of a surveyed household all is told that keys draw from its row",
                "在列 {name:?} 中为空：受访家庭的每一行都要写明各参数所取的值"
            );
            wrong = Some(Unusable::in_line(line, message));
            return false;
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

/// A place in a data file.
pub(super) fn in_file(label: &str, line: usize) -> Place {
    Place::File { file: label.to_owned(), line, column: 0 }
}
