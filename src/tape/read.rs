//! Reading a tape: every row looked at, every fault found, and the loans in an order that the order of rows does not change.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::cell::{Cell, put};
use super::columns::COLUMNS;
use super::csv_rows::{CsvRows, unreadable};
use super::draft::Draft;
use super::fault::{Found, TapeFault};
use super::header::{Header, OwnNames, nearest};
use super::key::{Key, key};
use super::parquet_rows::{MARK, ParquetRows};
use super::row::Row;
use super::summary::Summary;
use super::tape_of_loans::{Loan, Tape, TapeParts};
use crate::measure::YearMonth;
use crate::told::{Told, told};

/// How a tape is to be read.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The file's own names for columns.
    pub names: OwnNames,
    /// Month 0, where it is known.
    pub month: Option<YearMonth>,
    /// Names of regions of which each row is in one; empty: rows may be anywhere.
    pub regions: Vec<String>,
    /// Most faults that are told.
    pub most_faults: usize,
    /// Whether the tape keeps what its loans are called.
    pub keeps_ids: bool,
}

/// What was found in a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The tape; `None`: there are faults.
    pub tape: Option<Tape>,
    /// Faults, as many as are told, in the order of the file.
    pub faults: Vec<TapeFault>,
    /// How many there are.
    pub fault_count: u64,
    /// What the rows without faults are.
    pub summary: Summary,
    /// BLAKE3 of the file's bytes, in hexadecimal; empty where it could not be read.
    pub blake3: String,
}

/// Most loans of a tape, each copy of a row counted.
const MOST_LOANS: u64 = 200_000_000;

/// Reads a tape.
pub fn read(path: &Path, asked: &Asked) -> Reading {
    let mut found = Found::telling(asked.most_faults);
    let mut rows =
        Rows { asked, found: &mut found, summary: Summary::default(), texts: Texts::default(), loans: Vec::new() };
    let blake3 = match digest(path).and_then(|digest| rows.read(path).map(|()| digest)) {
        Ok(digest) => digest,
        Err(fault) => {
            rows.found.push(fault);
            String::new()
        }
    };
    let Rows { mut summary, texts, loans, .. } = rows;
    let parts = in_order(loans, asked, &mut found);
    let is_whole = found.count == 0;
    summary.name(&texts.names);
    let tape = is_whole.then(|| Tape::new(parts, texts.names));
    Reading { tape, fault_count: found.count, faults: found.told(), summary, blake3 }
}

fn digest(path: &Path) -> Result<String, TapeFault> {
    let kind = std::fs::metadata(path).map_err(|error| unreadable(&error))?.file_type();
    if kind.is_dir() {
        return Err(TapeFault::of_file(told!("is a folder, not a file", "是文件夹，不是文件")));
    }
    if !kind.is_file() {
        let hint = told!("save its content to a file and name that", "请将其内容存为文件再指定");
        let message = told!("is a pipe or a device, not a regular file", "是管道或设备，不是普通文件");
        return Err(TapeFault::of_file(message).hint(hint));
    }
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = vec![0; 1 << 16];
    loop {
        match file.read(&mut bytes).map_err(|error| unreadable(&error))? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            read => hasher.update(&bytes[..read]),
        };
    }
}

/// A loan whose place is not known yet.
struct Entry {
    key: Key,
    row: Row,
    /// What it is called, where the row stands for several or ids are kept.
    id: Option<Box<str>>,
}

/// The texts of labels, each once.
#[derive(Default)]
struct Texts {
    numbers: HashMap<String, u32>,
    /// The first is that of no text.
    names: Vec<String>,
}

impl Texts {
    fn number(&mut self, text: Option<&str>) -> u32 {
        if self.names.is_empty() {
            self.names.push(String::new());
        }
        let Some(text) = text else { return 0 };
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// Rows as they are read.
struct Rows<'a> {
    asked: &'a Asked,
    found: &'a mut Found,
    summary: Summary,
    texts: Texts,
    loans: Vec<Entry>,
}

impl Rows<'_> {
    fn read(&mut self, path: &Path) -> Result<(), TapeFault> {
        self.texts.number(None);
        let mut begins = Vec::new();
        let file = File::open(path).map_err(|error| unreadable(&error))?;
        file.take(MARK.len() as u64).read_to_end(&mut begins).map_err(|error| unreadable(&error))?;
        if begins == MARK {
            let file = ParquetRows::open(path)?;
            let header = self.header(&file.header);
            if self.found.count == 0 {
                let wanted: Vec<usize> = header.read.iter().map(|(place, _)| *place).collect();
                file.rows(&wanted, |line, cells| self.row(&header, line, cells));
            }
        } else if path.extension().is_some_and(|extension| extension == "parquet") {
            let message = told!("is no Parquet file: it does not begin as one", "不是 Parquet 文件：其开头不符");
            return Err(TapeFault::of_file(message));
        } else {
            let file = CsvRows::open(path)?;
            let header = self.header(&file.header);
            if self.found.count == 0 {
                file.rows(|line, cells| self.row(&header, line, cells));
            }
        }
        if self.loans.is_empty() && self.found.count == 0 {
            return Err(TapeFault::of_file(told!("has no rows", "没有数据行")));
        }
        Ok(())
    }

    fn header(&mut self, names: &[String]) -> Header {
        let header = Header::of(names, &self.asked.names, self.found);
        header.must_tell(REGION, &self.asked.regions, self.found);
        self.summary.columns = COLUMNS.iter().enumerate().map(|(at, _)| header.has(at)).collect();
        self.summary.not_read.clone_from(&header.not_read);
        header
    }

    /// Takes up a row, or tells what is wrong with it.
    fn row(&mut self, header: &Header, line: usize, cells: Result<&[Cell<'_>], TapeFault>) {
        self.summary.rows += 1;
        let before = self.found.count;
        let cells = match cells {
            Ok(cells) => cells,
            Err(fault) => {
                self.summary.faulty_rows += 1;
                return self.found.push(fault);
            }
        };
        let mut draft = Draft::default();
        for (place, at) in &header.read {
            if let Err((message, hint)) = put(&cells[*place], &COLUMNS[*at], &mut draft) {
                self.found.push(header.fault(line, *at, message, hint));
            }
        }
        for (at, column) in COLUMNS.iter().enumerate() {
            if let Some(message) = Draft::lacks(column, |other| is_empty(header, cells, other)) {
                self.found.push(header.fault(line, at, message, None));
            }
        }
        if header.tells(REGION)
            && let Some((at, message, hint)) = outside(draft.region.as_deref(), &self.asked.regions)
        {
            self.found.push(header.fault(line, at, message, hint));
        }
        let mut wrong = Vec::new();
        let row = if self.found.count == before { draft.row(self.asked.month, &mut wrong) } else { None };
        for (column, message) in wrong {
            let at = COLUMNS.iter().position(|known| known.name == column).unwrap_or(0);
            self.found.push(header.fault(line, at, message, None));
        }
        let (Some(mut row), Some(id)) = (row, draft.id) else {
            self.summary.faulty_rows += 1;
            return;
        };
        let year = row.origination_month.map(|month| month.year().to_string());
        let vintage = draft.vintage.or(year);
        row.labels = [draft.region, draft.segment, vintage].map(|label| self.texts.number(label.as_deref()));
        self.summary.add(&row);
        row.line = u32::try_from(line).unwrap_or(u32::MAX);
        let key = key(&id, 0);
        let id = (row.weight > 1 || self.asked.keeps_ids).then(|| id.into_boxed_str());
        self.loans.push(Entry { key, row, id });
    }
}

/// The column that says where a home is.
const REGION: &str = "region";

/// What is wrong with the region of a row that has to be in one of some: place of the column, the rest of the sentence, and what was
/// probably meant.
fn outside(given: Option<&str>, regions: &[String]) -> Option<(usize, Told, Option<Told>)> {
    if regions.is_empty() || given.is_some_and(|given| regions.iter().any(|known| known == given)) {
        return None;
    }
    let at = COLUMNS.iter().position(|column| column.name == REGION)?;
    let allowed = quoted(regions);
    let message = match given {
        Some(given) => told!(
            "= {given:?} is no [[region]] of the study; there are {allowed}",
            "= {given:?} 不是研究中的 [[region]]；现有 {allowed}"
        ),
        None => told!(
            "is empty, and the study has an index for each region: {allowed}",
            "为空，而研究对每个地区各有指数：{allowed}"
        ),
    };
    Some((at, message, given.and_then(|given| nearest(given, regions.iter().map(String::as_str)))))
}

/// Names for a message.
fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

/// Whether a cell of a row is empty, or its column missing.
fn is_empty(header: &Header, cells: &[Cell<'_>], name: &str) -> bool {
    let place = header.read.iter().find(|(_, at)| COLUMNS[*at].name == name);
    place.is_none_or(|(place, _)| cells[*place] == Cell::Empty)
}

/// The loans in the order of their keys, each copy of a row by itself; ids that stand twice are told, and keys too.
fn in_order(mut entries: Vec<Entry>, asked: &Asked, found: &mut Found) -> TapeParts {
    // As the file calls them.
    let own = |column: &str| asked.names.get(column).map_or(column, String::as_str).to_owned();
    entries.sort_unstable_by_key(|entry| (entry.key, entry.row.line));
    let mut first = 0;
    for at in 1..entries.len() {
        if entries[at].key != entries[first].key {
            first = at;
            continue;
        }
        let before = entries[first].row.line;
        let message = told!(
            "stands in line {before} already; every loan has an id of its own",
            "在第 {before} 行已出现；每笔贷款须有自己的 id"
        );
        found.push(TapeFault { line: entries[at].row.line as usize, column: own("id"), ..TapeFault::of_file(message) });
    }
    let count: u64 = entries.iter().map(|entry| u64::from(entry.row.weight)).sum();
    if count > MOST_LOANS {
        let message = told!(
            "stands for {count} loans, more than {MOST_LOANS}: divide the weights by a common number",
            "代表 {count} 笔贷款，多于 {MOST_LOANS}：请将各权重除以同一个数"
        );
        found.push(TapeFault { column: own("weight"), ..TapeFault::of_file(message) });
        return TapeParts::default();
    }
    let mut loans = Vec::with_capacity(count as usize);
    for (number, Entry { key: of_first, row, id, .. }) in entries.iter().enumerate() {
        let number = number as u32;
        loans.push(Loan { key: of_first.draws, row: number });
        let id = id.as_deref().unwrap_or_default();
        loans.extend((1..row.weight).map(|copy| Loan { key: key(id, copy).draws, row: number }));
    }
    if found.count > 0 {
        return TapeParts::default();
    }
    loans.sort_unstable();
    for pair in loans.windows(2) {
        if pair[0].key == pair[1].key {
            let [one, other] = [pair[0], pair[1]].map(|loan| entries[loan.row as usize].row.line);
            let message = told!(
                "makes the same 64-bit key as that of line {one}, and so the two would live the same lives: change one of them by a letter",
                "与第 {one} 行的 id 产生相同的 64 位键，两者的经历将完全相同：请将其一改动一个字母"
            );
            let line = other as usize;
            found.push(TapeFault { line, column: own("id"), ..TapeFault::of_file(message) });
        }
    }
    let ids =
        if asked.keeps_ids { entries.iter_mut().filter_map(|entry| entry.id.take()).collect() } else { Vec::new() };
    TapeParts { rows: entries.into_iter().map(|entry| entry.row).collect(), loans, ids }
}
