//! A CSV file in memory, and the line of each of its records.

use std::path::{Path, PathBuf};

use super::{shown, suggest, text_file};
use crate::told::{Told, told};

/// Most bytes of a data file.
const MOST_BYTES: u64 = 1_000_000_000;

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

/// A CSV file: its text and header. Records are read from the text when a column is asked for.
#[derive(Clone, Debug)]
pub(super) struct CsvFile {
    /// How messages name it.
    pub label: String,
    text: String,
    header: Vec<String>,
    /// Whether it holds numbers; the content of what does not is no business of a message.
    has_numbers: bool,
}

/// Why a file or a column cannot be used: message, hint and, if known, the line.
#[derive(Clone, Debug)]
pub(super) struct Unusable {
    pub message: Told,
    pub hint: Option<Told>,
    pub line: Option<usize>,
}

impl Unusable {
    /// What is wrong in a line.
    pub fn in_line(line: usize, message: Told) -> Self {
        Self { message, hint: None, line: Some(line) }
    }
}

impl CsvFile {
    /// Reads the file at `path`, which the config calls `written`.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(path: &Path, written: &str) -> Result<(Self, FileRead), Unusable> {
        let unusable = |it: text_file::Unreadable| Unusable { message: it.message, hint: it.hint, line: None };
        let bytes = text_file::bytes(path, written, MOST_BYTES).map_err(unusable)?;
        let read = FileRead {
            written: written.to_owned(),
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
            blake3: blake3::hash(&bytes).to_hex().to_string(),
        };
        let text = text_file::decoded(bytes).map_err(unusable)?;
        let mut file = Self { label: path.display().to_string(), text, header: Vec::new(), has_numbers: false };
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let header = reader.headers().map_err(|error| broken(&error, &mut Lines::of(&file.text)))?;
        file.header = header.iter().map(|name| name.trim().to_owned()).collect();
        const LOOKED_AT: usize = 1000;
        let is_number = |cell: &str| cell.trim().parse::<f64>().is_ok();
        file.has_numbers = reader.records().take(LOOKED_AT).flatten().any(|record| record.iter().any(is_number));
        Ok((file, read))
    }

    /// The number of the column `name`.
    ///
    /// # Errors
    /// That there is none, with the columns there are, or that there are several.
    pub fn column(&self, name: &str) -> Result<usize, Unusable> {
        let mut found = self.header.iter().enumerate().filter(|(_, known)| *known == name).map(|(at, _)| at);
        let unusable = |message: Told, hint: Option<Told>| Unusable { message, hint, line: None };
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(first), Some(second)) => {
                let message = told!(
                    "is the name of columns {} and {} of {}",
                    "是 {2} 第 {0} 列与第 {1} 列的名称",
                    first + 1,
                    second + 1,
                    self.label
                );
                Err(unusable(message, Some(told!("rename one of them", "请改其中一个的名称"))))
            }
            (None, _) if !self.has_numbers => {
                let message = told!(
                    "is not a column of {}, which is no table of numbers",
                    "不是 {} 的列，该文件不是数表",
                    self.label
                );
                Err(unusable(message, self.separator_hint()))
            }
            (None, _) => {
                const SHOWN: usize = 12;
                let shown = self.header.iter().take(SHOWN);
                let shown: Vec<_> = shown.map(|name| shown::cut(name, 40)).collect();
                let (label, shown) = (&self.label, shown.join(", "));
                let message = match self.header.len().saturating_sub(SHOWN) {
                    0 => told!("is not a column of {label}, which has {shown}", "不是 {label} 的列，该文件有 {shown}"),
                    more => told!(
                        "is not a column of {label}, which has {shown} and {more} more",
                        "不是 {label} 的列，该文件有 {shown} 等另外 {more} 列"
                    ),
                };
                let known = self.header.iter().map(String::as_str);
                Err(unusable(message, self.separator_hint().or_else(|| suggest::did_you_mean(name, known))))
            }
        }
    }

    /// The columns after the first in which a number stands.
    pub fn number_columns(&self) -> Vec<&str> {
        let mut has_number = vec![false; self.header.len()];
        let read = self.records(|_, record| {
            for (has, cell) in has_number.iter_mut().zip(record) {
                *has |= cell.trim().parse::<f64>().is_ok();
            }
            true
        });
        // A record that is broken is told by whoever reads the column.
        drop(read);
        self.header.iter().zip(has_number).skip(1).filter(|(_, has)| *has).map(|(name, _)| name.as_str()).collect()
    }

    /// What helps a file whose cells are not parted by commas.
    pub fn separator_hint(&self) -> Option<Told> {
        let [only] = self.header.as_slice() else { return None };
        let name = if only.contains(';') {
            told!("semicolons", "分号")
        } else if only.contains('\t') {
            told!("tabulators", "制表符")
        } else {
            return None;
        };
        Some(
            told!("its cells are parted by {name}; save it with commas, and decimals with points", "其单元格以{name}分隔；请以逗号分隔保存，小数用点"; name),
        )
    }

    /// Hands the line of each record, and the record, to `take`, until that says `false`.
    ///
    /// # Errors
    /// The first record that is no CSV or has another number of cells than the header.
    pub fn records(&self, mut take: impl FnMut(usize, &csv::StringRecord) -> bool) -> Result<(), Unusable> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let mut lines = Lines::of(&self.text);
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| broken(&error, &mut lines))? {
            let line = lines.line_of(record.position());
            if !take(line, &record) {
                break;
            }
        }
        Ok(())
    }
}

/// Why a record is no record.
fn broken(error: &csv::Error, lines: &mut Lines<'_>) -> Unusable {
    let line = error.position().map(|position| lines.line_of(Some(position)));
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            told!(
                "has {len} cells where the header has {expected_len}",
                "有 {len} 个单元格，而表头有 {expected_len} 个"
            )
        }
        _ => told!("is not CSV: {error}", "不是 CSV：{error}"),
    };
    Unusable { message, hint: None, line }
}

/// The lines of a text, asked for in increasing order. The reader's own count stands still before the blank lines, and
/// before the second half of a line's end, that it skips only when it reads on.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of what follows `position`, blank lines skipped.
    fn line_of(&mut self, position: Option<&csv::Position>) -> usize {
        let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
        while let Some(byte) = self.bytes.get(self.at) {
            let is_break = matches!(byte, b'\n' | b'\r');
            if self.at >= start && !is_break {
                break;
            }
            // A line ends with \n, \r\n or, in old files, \r.
            let ends = *byte == b'\n' || (*byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n'));
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}
