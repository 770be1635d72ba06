//! A tape without faults: its rows, and the loans that they stand for.

use std::collections::BTreeMap;

use super::key::key;
use super::row::Row;

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
    /// What the loans of rows are called, in the same order; empty where nobody asked.
    ids: Vec<Box<str>>,
    /// Texts of labels; the first is that of none.
    texts: Vec<String>,
}

/// What a tape is made of, its texts apart.
#[derive(Debug, Default)]
pub(super) struct TapeParts {
    pub rows: Vec<Row>,
    pub loans: Vec<Loan>,
    pub ids: Vec<Box<str>>,
}

impl Tape {
    pub(super) fn new(parts: TapeParts, texts: Vec<String>) -> Self {
        let TapeParts { rows, loans, ids } = parts;
        Self { rows, loans, ids, texts }
    }

    /// So many loans of one row, the key of each its number: what a cohort draws alike, for tests.
    pub fn alike(row: Row, loans: u32) -> Self {
        let loans = (0..loans).map(|number| Loan { key: number.into(), row: 0 }).collect();
        Self { rows: vec![row], loans, ids: Vec::new(), texts: vec![String::new()] }
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

    /// The number of the row of a loan.
    pub fn row_of(&self, number: usize) -> usize {
        self.loans[number].row as usize
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What the loan of a row is called; empty where ids were not kept.
    pub fn id_of_row(&self, row: usize) -> &str {
        self.ids.get(row).map_or("", |id| id)
    }

    /// The text of a label.
    pub fn text(&self, label: u32) -> &str {
        self.texts.get(label as usize).map_or("", String::as_str)
    }

    /// The number of a text of a label; `None`: no row has it.
    pub fn number_of_text(&self, text: &str) -> Option<u32> {
        let at = self.texts.iter().position(|known| known == text)?;
        u32::try_from(at).ok()
    }

    /// Number of loans by the number of their region.
    pub fn loans_by_region(&self) -> BTreeMap<u32, usize> {
        let mut loans = BTreeMap::new();
        self.rows.iter().for_each(|row| *loans.entry(row.region()).or_default() += row.weight as usize);
        loans
    }

    /// Whether the rate of a loan follows the policy rate by a spread of its own.
    pub fn floats(&self) -> bool {
        self.rows.iter().any(|row| row.spread_annual.is_some())
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        let ids: usize = self.ids.iter().map(|id| size_of::<Box<str>>() + id.len()).sum();
        self.rows.capacity() * size_of::<Row>() + self.loans.capacity() * size_of::<Loan>() + ids
    }
}
