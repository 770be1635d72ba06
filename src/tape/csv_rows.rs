//! The rows of a CSV file, one at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::cell::Cell;
use super::fault::TapeFault;

/// A CSV file whose header has been read.
pub(super) struct CsvRows {
    reader: csv::Reader<WithoutMark<BufReader<File>>>,
    lines: LineFinder,
    /// Names of its columns.
    pub header: Vec<String>,
}

impl CsvRows {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, TapeFault> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| unreadable(&error))?);
        let begins = file.fill_buf().map_err(|error| unreadable(&error))?;
        let save = "save the table as CSV UTF-8, or as Parquet";
        for (mark, what) in [
            (&b"PK\x03\x04"[..], "is an Excel workbook or another archive, no CSV"),
            (&b"\xFF\xFE"[..], "is UTF-16, not UTF-8"),
            (&b"\xFE\xFF"[..], "is UTF-16, not UTF-8"),
        ] {
            if begins.starts_with(mark) {
                return Err(TapeFault::of_file(what).hint(save.to_owned()));
            }
        }
        if begins.contains(&0) {
            return Err(TapeFault::of_file("has zero bytes, as no CSV has").hint(save.to_owned()));
        }
        let mark = if begins.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(WithoutMark { inner: file, mark });
        let header = reader.byte_headers().map_err(|error| broken(&error))?;
        let header: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(TapeFault::of_file("is empty"));
        }
        if let [only] = header.as_slice()
            && let Some(by) = [(';', "semicolons"), ('\t', "tabulators")].iter().find(|(mark, _)| only.contains(*mark))
        {
            let hint = "save it with commas, and decimals with points".to_owned();
            return Err(TapeFault::of_file(format!("has cells that are parted by {}", by.1)).hint(hint));
        }
        let lines = LineFinder {
            reader: BufReader::new(File::open(path).map_err(|error| unreadable(&error))?),
            at: 0,
            line: 1,
            mark,
        };
        Ok(Self { reader, lines, header })
    }

    /// Hands each row's line and cells over; a row that is none is told as a fault, and the rest of the file too where it cannot be
    /// read on.
    pub fn rows(mut self, mut take: impl FnMut(usize, Result<&[Cell<'_>], TapeFault>)) {
        let mut record = csv::ByteRecord::new();
        let columns = self.header.len();
        loop {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {}
                Err(error) => {
                    let line = self.lines.line_of(error.position());
                    take(line, Err(TapeFault { line, ..broken(&error) }));
                    return;
                }
            }
            let line = self.lines.line_of(record.position());
            if record.len() != columns {
                let message = format!("has {} cells where the header has {columns}", record.len());
                take(line, Err(TapeFault { line, ..TapeFault::of_file(message) }));
                continue;
            }
            let cells: Vec<Cell<'_>> =
                record.iter().map(|cell| std::str::from_utf8(cell).map_or(Cell::NotText, Cell::of_text)).collect();
            take(line, Ok(&cells));
        }
    }
}

fn broken(error: &csv::Error) -> TapeFault {
    TapeFault::of_file(format!("is not CSV: {error}"))
}

pub(super) fn unreadable(error: &io::Error) -> TapeFault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => TapeFault::of_file("does not exist"),
        io::ErrorKind::PermissionDenied => TapeFault::of_file("may not be read by this user"),
        _ => TapeFault::of_file(format!("cannot be read: {error}")),
    }
}

/// A file without the mark of its encoding.
struct WithoutMark<R> {
    inner: R,
    /// Bytes of it.
    mark: usize,
}

impl<R: BufRead> Read for WithoutMark<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.consume(std::mem::take(&mut self.mark));
        self.inner.read(buffer)
    }
}

/// The lines of a file, asked for in increasing order: the reader of CSV leaves out blank ones, and counts from before them.
struct LineFinder {
    reader: BufReader<File>,
    at: u64,
    line: usize,
    mark: usize,
}

impl LineFinder {
    /// The line of what follows `position`, blank lines skipped.
    fn line_of(&mut self, position: Option<&csv::Position>) -> usize {
        let start = position.map_or(0, csv::Position::byte) + self.mark as u64;
        loop {
            // What cannot be read is told by whoever reads the rows.
            let Ok(bytes) = self.reader.fill_buf() else { return self.line };
            if bytes.is_empty() {
                return self.line;
            }
            let mut taken = 0;
            for byte in bytes {
                let is_break = matches!(byte, b'\n' | b'\r');
                if self.at >= start && !is_break {
                    self.reader.consume(taken);
                    return self.line;
                }
                self.line += usize::from(*byte == b'\n');
                self.at += 1;
                taken += 1;
            }
            self.reader.consume(taken);
        }
    }
}
