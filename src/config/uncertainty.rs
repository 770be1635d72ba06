//! `[uncertainty]`: which keys are in doubt, and what each may be.

use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    check,
    document::{Document, Files},
    fault::Fault,
    key_facts::{of_path, path_that_varies},
    key_path::KeyPath,
    mirror::Uncertainty,
    node::{Entry, Table},
    schema::Schema,
};
use crate::random::{Distribution, distribution::Family};
use crate::told::{Told, told};

/// A key in doubt.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// Its dotted key.
    pub key: String,
    /// What it may be.
    pub distribution: Distribution,
}

/// The keys of the table in the order of writing; what is wrong with them goes to `faults`.
pub(super) fn read(
    entry: &Entry,
    document: &Document,
    schema: &Schema,
    known_keys: &[String],
    faults: &mut Vec<Fault>,
) -> Vec<Uncertain> {
    let at = |entry: &Entry, key: &str, message: Told| Fault {
        place: Some(document.place(entry.key_origin)),
        key: key.to_owned(),
        message,
        hint: None,
    };
    let Some(table) = entry.node.as_table() else {
        faults.push(at(
            entry,
            "uncertainty",
            told!("is not a table of keys with distributions", "不是“参数 = 分布”的表"),
        ));
        return Vec::new();
    };
    if table.is_empty() {
        faults.push(at(entry, "uncertainty", told!("names no key", "没有写出任何参数")));
    }
    let (mut found, mut paths): (Vec<Uncertain>, Vec<KeyPath>) = (Vec::new(), Vec::new());
    for entry in table.iter() {
        match path_of(entry, document, schema, known_keys) {
            Ok(path) => {
                let overlaps = |other: &&KeyPath| {
                    other.steps().starts_with(path.steps()) || path.steps().starts_with(other.steps())
                };
                if let Some(other) = paths.iter().find(overlaps) {
                    let same = if *other == path {
                        told!("is listed twice", "列了两次")
                    } else {
                        told!("is listed with a part of it", "与它的一部分同时列出")
                    };
                    let hint = (*other != path).then(|| told!("{other} is the other", "另一个是 {other}"));
                    faults.push(at(entry, &format!("uncertainty.{}", entry.key), same).hint(hint));
                    continue;
                }
                match distribution(entry, &path, document, schema) {
                    Ok(distribution) => found.push(Uncertain { key: path.to_string(), distribution }),
                    Err(wrong) => faults.extend(wrong),
                }
                paths.push(path);
            }
            Err(fault) => faults.push(fault),
        }
    }
    found
}

/// The key that an entry names, which takes a number.
fn path_of(entry: &Entry, document: &Document, schema: &Schema, known_keys: &[String]) -> Result<KeyPath, Fault> {
    let place = document.place(entry.key_origin);
    let named = |fault: Fault| Fault { key: format!("uncertainty.{}", entry.key), ..fault };
    let path = path_that_varies(&place, &entry.key, schema, known_keys).map_err(named)?;
    let facts = of_path(&path, schema);
    match facts.iter().find(|facts| !facts.is_number()) {
        None => Ok(path),
        Some(other) => {
            let inner = |table: &Table| table.iter().any(|entry| entry.node.as_table().is_some());
            let unquoted = entry.node.as_table().is_some_and(inner) && !entry.key.contains('.');
            let message = other.takes_no_number();
            let hint = unquoted.then(|| {
                told!(
                    "a dotted key is written in quotes: \"loan.annual_rate\"",
                    "带点的参数名要加引号：\"loan.annual_rate\""
                )
            });
            Err(named(Fault { place: Some(place), key: String::new(), message, hint }))
        }
    }
}

/// What a key may be: a distribution within the range of the key.
fn distribution(
    entry: &Entry,
    path: &KeyPath,
    document: &Document,
    schema: &Schema,
) -> Result<Distribution, Vec<Fault>> {
    let here = KeyPath::root().key("uncertainty").key(&path.to_string());
    let fault = |message: Told, hint: Option<Told>| Fault {
        place: Some(document.place(entry.node.origin)),
        key: here.to_string(),
        message: document.about(&entry.node, message),
        hint,
    };
    if entry.node.as_f64().is_some() {
        return Err(vec![fault(
            told!("is a number, of which there is no doubt", "是确定的数，没有不确定性"),
            Some(Told::same("{ uniform = { min = ..., max = ... } }")),
        )]);
    }
    let names = entry.node.as_table().into_iter().flat_map(Table::iter).filter_map(|entry| Family::named(&entry.key));
    if let Some(other) = names.into_iter().find(|family| !Uncertainty::FAMILIES.contains(family)) {
        let hint = match other {
            Family::Empirical | Family::Survey => told!("list its values as `discrete`", "请以 `discrete` 列出其取值"),
            _ => told!("`triangular` or `normal` has one", "`triangular` 或 `normal` 有反函数"),
        };
        return Err(vec![fault(
            told!("is of a distribution without an inverse to spread points by", "的分布没有可用来布点的反函数"),
            Some(hint),
        )]);
    }
    let mut own = schema.root()["properties"]["uncertainty"]["additionalProperties"].clone();
    if let (Some(own), Some(of_key)) = (own.as_object_mut(), schema.find(path)) {
        for end in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            own.extend(of_key.get(end).map(|bound| (end.to_owned(), bound.clone())));
        }
    }
    let wrong = check::value(document, &own, &entry.node, &here);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let written: Json = document.json(&entry.node, Files::AsWritten);
    // The checks leave nothing to find here; should they, the words are serde's.
    Distribution::deserialize(written).map_err(|error| vec![fault(Told::only_english(error.to_string()), None)])
}
