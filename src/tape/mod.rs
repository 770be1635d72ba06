//! A loan tape: existing loans, a row each, from CSV or Parquet. Its columns are declared once, in `columns.rs`.

mod cell;
pub mod columns;
mod csv_rows;
mod draft;
pub mod example;
mod fault;
mod header;
mod key;
mod parquet_rows;
mod read;
mod row;
pub mod summary;

pub use columns::{COLUMNS, Column, Need, Takes};
pub use fault::TapeFault;
pub use header::OwnNames;
pub use key::key;
pub use read::{Asked, Reading, read};
pub use row::Row;
pub use summary::{Band, Summary};

/// A loan of a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loan {
    /// What its draws hang on.
    pub key: u64,
    /// Number of its row in the tape.
    pub row: u32,
}

/// A tape without faults.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape {
    /// Rows, in an order that does not hang on that of the file.
    rows: Vec<Row>,
    /// Loans in the order of their keys: a row that stands for several has as many.
    loans: Vec<Loan>,
    /// Texts of labels; the first is that of none.
    texts: Vec<String>,
}

impl Tape {
    fn new((rows, loans): (Vec<Row>, Vec<Loan>), texts: Vec<String>) -> Self {
        Self { rows, loans, texts }
    }

    /// So many loans of one row, the key of each its number: what a cohort draws alike, for tests.
    pub fn alike(row: Row, loans: u32) -> Self {
        let loans = (0..loans).map(|number| Loan { key: number.into(), row: 0 }).collect();
        Self { rows: vec![row], loans, texts: vec![String::new()] }
    }

    /// Number of loans.
    pub fn len(&self) -> usize {
        self.loans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.loans.is_empty()
    }

    /// A loan, by its number in the order of keys.
    pub fn loan(&self, number: usize) -> (u64, &Row) {
        let Loan { key, row } = self.loans[number];
        (key, &self.rows[row as usize])
    }

    /// The number of the loan of that id, of a row that stands for several the first.
    pub fn number_of(&self, id: &str) -> Option<usize> {
        let key = key(id, 0).draws;
        self.loans.binary_search_by_key(&key, |loan| loan.key).ok()
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The text of a label.
    pub fn text(&self, label: u32) -> &str {
        self.texts.get(label as usize).map_or("", String::as_str)
    }

    /// Whether the rate of a loan follows the policy rate by a spread of its own.
    pub fn floats(&self) -> bool {
        self.rows.iter().any(|row| row.spread_annual.is_some())
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Row>() + self.loans.capacity() * size_of::<Loan>()
    }
}
