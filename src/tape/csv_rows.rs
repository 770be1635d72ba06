//! The rows of a CSV file, one at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::cell::Cell;
use super::fault::TapeFault;
use crate::told::{Told, Words, told};

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
        let save = || told!("save the table as CSV UTF-8, or as Parquet", "请将表存为 CSV UTF-8 或 Parquet");
        let utf_16 = || told!("is UTF-16, not UTF-8", "是 UTF-16，不是 UTF-8");
        let archive =
            || told!("is an Excel workbook or another archive, no CSV", "是 Excel 工作簿或其他压缩文件，不是 CSV");
        for (mark, what) in
            [(&b"PK\x03\x04"[..], archive as fn() -> Told), (&b"\xFF\xFE"[..], utf_16), (&b"\xFE\xFF"[..], utf_16)]
        {
            if begins.starts_with(mark) {
                return Err(TapeFault::of_file(what()).hint(save()));
            }
        }
        if begins.contains(&0) {
            return Err(
                TapeFault::of_file(told!("has zero bytes, as no CSV has", "含有零字节，CSV 中不会有")).hint(save())
            );
        }
        let mark = if begins.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(WithoutMark { inner: file, mark });
        let header = reader.byte_headers().map_err(|error| broken(&error))?;
        let header: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(TapeFault::of_file(told!("is empty", "为空")));
        }
        if let [only] = header.as_slice()
            && let Some(by) = [(';', Words::new("semicolons", "分号")), ('\t', Words::new("tabulators", "制表符"))]
                .iter()
                .find(|(mark, _)| only.contains(*mark))
        {
            let by = by.1.told();
            let hint = told!("save it with commas, and decimals with points", "请用逗号分隔，小数用点");
            return Err(TapeFault::of_file(told!("has cells that are parted by {by}", "各格以{by}分隔"; by)).hint(hint));
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
                let cells = record.len();
                let message =
                    told!("has {cells} cells where the header has {columns}", "有 {cells} 格，而表头有 {columns} 格");
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
    TapeFault::of_file(told!("is not CSV: {error}", "不是 CSV：{error}"))
}

pub(super) fn unreadable(error: &io::Error) -> TapeFault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => TapeFault::of_file(told!("does not exist", "不存在")),
        io::ErrorKind::PermissionDenied => TapeFault::of_file(told!("may not be read by this user", "本用户无权读取")),
        _ => TapeFault::of_file(told!("cannot be read: {error}", "无法读取：{error}")),
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
