//! CSV as Excel opens it: marked as UTF-8, so that Chinese is read as such, and no text that a spreadsheet would compute.

use polars::prelude::{Column, CsvWriter, DataFrame, DataType, IntoColumn, NamedFrom, SerWriter, StringChunked};

use super::ReportError;
use super::csv::CSV;
use super::format::{Format, always};
use crate::told::Words;

/// A file a table.
pub const CSV_EXCEL: Format = Format {
    name: "csv-excel",
    holds: Words::new("Tables as CSV for Excel, no text a formula", "供 Excel 使用的 CSV 表，文字不会被当作公式"),
    has_words: false,
    files: |question, _| question.tables.iter().map(|table| file(table.name)).collect(),
    ready: always,
    write: |_, results, _, folder| {
        let mut names = Vec::new();
        for (table, rows) in results.tables() {
            let mut rows = without_formulas(rows)?;
            folder.write(&file(table.name), |file| {
                Ok(CsvWriter::new(file).include_bom(true).n_threads(1).finish(&mut rows)?)
            })?;
            names.push(file(table.name));
        }
        Ok(names)
    },
    bytes: |extent| (CSV.bytes)(extent),
};

fn file(table: &str) -> String {
    format!("{table}_excel.csv")
}

/// The same rows; before a text that a spreadsheet would take for a formula stands an apostrophe, so that it is text.
fn without_formulas(rows: &DataFrame) -> Result<DataFrame, ReportError> {
    let mut safe = rows.clone();
    for column in rows.columns().iter().filter(|column| column.dtype() == &DataType::String) {
        let texts: Vec<Option<String>> = column.str()?.iter().map(|text| text.map(safe_text)).collect();
        let texts: Column = StringChunked::new(column.name().clone(), texts).into_column();
        safe.with_column(texts)?;
    }
    Ok(safe)
}

fn safe_text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_computed() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx"] {
            assert_eq!(safe_text(text), format!("'{text}"));
        }
        assert_eq!(safe_text("持平"), "持平");
        assert_eq!(safe_text("a=b"), "a=b");
    }
}
