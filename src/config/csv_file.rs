//! A CSV file in memory, with the line of every record.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{read::unreadable, suggest};

/// A data file that was read, for the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// The file as the config names it.
    pub written: String,
    /// Its absolute path.
    pub path: PathBuf,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
}

/// A CSV file: header and records.
#[derive(Clone, Debug)]
pub(super) struct CsvFile {
    /// How messages name it.
    pub label: String,
    header: Vec<String>,
    records: Vec<(usize, Vec<String>)>,
}

/// Why a file or a column cannot be used: message, hint and, if known, the line.
#[derive(Clone, Debug)]
pub(super) struct Unusable {
    pub message: String,
    pub hint: Option<String>,
    pub line: Option<usize>,
}

impl CsvFile {
    /// Reads the file at `path`, which the config calls `written`.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(path: &Path, written: &str) -> Result<(Self, FileRead), Unusable> {
        let bytes = fs::read(path).map_err(|error| Unusable {
            message: unreadable(&error),
            hint: suggest::file(path),
            line: None,
        })?;
        let read = FileRead {
            written: written.to_owned(),
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
            blake3: blake3::hash(&bytes).to_hex().to_string(),
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            let error = io::Error::from(io::ErrorKind::InvalidData);
            Unusable { message: unreadable(&error), hint: None, line: None }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (header, records) = parse(text)?;
        Ok((Self { label: path.display().to_string(), header, records }, read))
    }

    /// The number of the column `name`.
    ///
    /// # Errors
    /// That there is none, with the columns there are.
    pub fn column(&self, name: &str) -> Result<usize, Unusable> {
        self.header.iter().position(|known| known == name).ok_or_else(|| {
            const SHOWN: usize = 12;
            let shown: Vec<&str> = self.header.iter().take(SHOWN).map(String::as_str).collect();
            let more = match self.header.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let known = self.header.iter().map(String::as_str);
            Unusable {
                message: format!("is not a column of {}, which has {}{more}", self.label, shown.join(", ")),
                hint: suggest::did_you_mean(name, known),
                line: None,
            }
        })
    }

    /// The cells of a column with their lines, leading and trailing blanks left out.
    pub fn cells(&self, column: usize) -> Vec<(usize, usize, &str)> {
        let cells: Vec<_> = self
            .records
            .iter()
            .enumerate()
            .map(|(row, (line, cells))| (row, *line, cells.get(column).map_or("", |it| it.trim())))
            .collect();
        let is_filled = |cell: &(usize, usize, &str)| !cell.2.is_empty();
        let first = cells.iter().position(is_filled).unwrap_or(cells.len());
        let end = cells.iter().rposition(is_filled).map_or(first, |last| last + 1);
        cells.get(first..end).unwrap_or_default().to_vec()
    }

    /// The cell in `row` of `column`.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.records.get(row).and_then(|(_, cells)| cells.get(column)).map_or("", |it| it.trim())
    }
}

type Parsed = (Vec<String>, Vec<(usize, Vec<String>)>);

fn parse(text: &str) -> Result<Parsed, Unusable> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().and_then(|it| usize::try_from(it.line()).ok());
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("has {len} cells where the header has {expected_len}")
            }
            _ => format!("is not CSV: {error}"),
        };
        Unusable { message, hint: None, line }
    };
    let header = reader.headers().map_err(broken)?;
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().and_then(|it| usize::try_from(it.line()).ok());
        records.push((line.unwrap_or(0), record.iter().map(str::to_owned).collect()));
    }
    Ok((header, records))
}
