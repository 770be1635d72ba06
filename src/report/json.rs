//! JSON: every table of aggregates with the dictionary, in one file for programs. It holds no times.

use std::io::Write;

use polars::prelude::{AnyValue, DataFrame};
use serde_json::{Map, Value, json};

use super::ReportError;
use super::dictionary::entries_of;
use super::format::{Format, always};
use super::question::Question;
use super::results::Results;
use crate::told::Words;

const FILE: &str = "results.json";

/// All tables with the dictionary in one file for programs.
pub const JSON: Format = Format {
    name: "json",
    holds: Words::new("All tables in one JSON file", "一个 JSON 文件，含所有的表"),
    has_words: false,
    files: |_, _| vec![FILE.to_owned()],
    ready: always,
    write: |question, results, _, folder| {
        folder.write(FILE, |file| write_json(question, results, file))?;
        Ok(vec![FILE.to_owned()])
    },
    bytes: |extent| 75_000.0 + extent.cells * (85_000.0 + 1_226.0 * extent.months),
};

/// Writes the tables as lists of records, an absent value as null.
///
/// # Errors
/// A table has a column of an unknown type, or the writer fails.
pub fn write_json(question: &Question, results: &Results, mut into: impl Write) -> Result<(), ReportError> {
    let manifest = &results.manifest;
    let mut tables = Map::new();
    for (table, rows) in results.tables() {
        tables.insert(table.name.to_owned(), records(rows)?);
    }
    let dictionary: Vec<Value> = entries_of(question, manifest)
        .iter()
        .map(|entry| {
            json!({
                "table": entry.table,
                "column": entry.column,
                "unit": entry.unit.words().english,
                "meaning": entry.english,
                "name_zh": entry.chinese_name,
                "meaning_zh": entry.chinese,
            })
        })
        .collect();
    let mut whole = json!({
        "program": manifest.program,
        "version": manifest.version,
        "schema_version": manifest.schema_version,
        "value_version": manifest.value_version,
        "study": manifest.study,
        "hash": manifest.hash,
        "seed": manifest.seed,
        "cells": manifest.cells,
        "tables": tables,
        "dictionary": dictionary,
    });
    if let (Some(partial), Some(whole)) = (&manifest.partial, whole.as_object_mut()) {
        whole.insert("partial".to_owned(), json!(partial));
    }
    serde_json::to_writer_pretty(&mut into, &whole)?;
    into.write_all(b"\n").map_err(serde_json::Error::io)?;
    Ok(())
}

fn records(table: &DataFrame) -> Result<Value, ReportError> {
    let mut rows = vec![Map::new(); table.height()];
    for column in table.columns() {
        for (place, row) in rows.iter_mut().enumerate() {
            row.insert(column.name().to_string(), value(&column.get(place)?));
        }
    }
    Ok(rows.into_iter().map(Value::Object).collect())
}

fn value(value: &AnyValue<'_>) -> Value {
    match value {
        AnyValue::Null => Value::Null,
        AnyValue::Boolean(value) => (*value).into(),
        AnyValue::Int64(value) => (*value).into(),
        AnyValue::UInt64(value) => (*value).into(),
        AnyValue::Float64(value) => (*value).into(),
        AnyValue::String(value) => (*value).into(),
        AnyValue::StringOwned(value) => value.as_str().into(),
        other => other.to_string().into(),
    }
}
