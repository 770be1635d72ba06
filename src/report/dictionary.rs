//! The data dictionary: every column of every table, from where the columns are declared.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::language::Language;
use super::partial::PARTIAL_MISSING_WORLDS;
use super::question::Question;
use super::{Manifest, ReportError};
use crate::aggregate::{ColumnKind, Table, TableColumn};
use crate::outcome::Unit;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Table, as its file is named.
    pub table: &'static str,
    /// Column, as in the header.
    pub column: String,
    /// What it is for; an error is [`ColumnKind::Plain`].
    pub kind: ColumnKind,
    /// Unit.
    pub unit: Unit,
    /// Meaning in English.
    pub english: String,
    /// What it is called in Chinese.
    pub chinese_name: String,
    /// Meaning in Chinese.
    pub chinese: String,
}

/// Every column of some tables, in file order.
pub fn entries(tables: impl Iterator<Item = &'static Table>) -> Vec<Entry> {
    tables.flat_map(|table| (table.columns)().into_iter().flat_map(|column| of_column(table, column))).collect()
}

/// Every column of the tables of some results, in file order.
pub fn entries_of(question: &Question, manifest: &Manifest) -> Vec<Entry> {
    let mut all = Vec::new();
    for table in question.all_tables() {
        let marks = TableColumn { column: PARTIAL_MISSING_WORLDS, kind: ColumnKind::Label };
        all.extend(manifest.partial.iter().flat_map(|_| of_column(table, marks)));
        all.extend(entries(std::iter::once(table)));
    }
    all
}

/// A column and, where it has one, its error.
fn of_column(table: &Table, TableColumn { column, kind }: TableColumn) -> Vec<Entry> {
    let own = Entry {
        table: table.name,
        column: column.header(),
        kind,
        unit: column.unit,
        english: column.meaning.english.to_owned(),
        chinese_name: column.chinese_name.to_owned(),
        chinese: column.meaning.chinese.to_owned(),
    };
    let error = (kind == ColumnKind::WithError).then(|| Entry {
        column: column.error_header(),
        kind: ColumnKind::Plain,
        english: (Language::English.texts().standard_error_of)(column.name),
        chinese_name: format!("{}标准误", column.chinese_name),
        chinese: (Language::Chinese.texts().standard_error_of)(column.chinese_name),
        ..own.clone()
    });
    std::iter::once(own).chain(error).collect()
}

/// The dictionary as a table, for the files.
///
/// # Errors
/// Polars refuses.
pub fn dictionary(entries: &[Entry]) -> Result<DataFrame, ReportError> {
    let column = |name: &str, of: &dyn Fn(&Entry) -> String| -> Column {
        Series::new(name.into(), entries.iter().map(of).collect::<Vec<_>>()).into()
    };
    let columns = vec![
        column("table", &|entry| entry.table.to_owned()),
        column("column", &|entry| entry.column.clone()),
        column("unit", &|entry| entry.unit.words().english.to_owned()),
        column("meaning", &|entry| entry.english.clone()),
        column("name_zh", &|entry| entry.chinese_name.clone()),
        column("unit_zh", &|entry| entry.unit.words().chinese.to_owned()),
        column("meaning_zh", &|entry| entry.chinese.clone()),
    ];
    Ok(DataFrame::new(entries.len(), columns)?)
}
