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
    let at = |entry: &Entry, key: &str, message: &str| Fault {
        place: Some(document.place(entry.key_origin)),
        key: key.to_owned(),
        message: message.to_owned(),
        hint: None,
    };
    let Some(table) = entry.node.as_table() else {
        faults.push(at(entry, "uncertainty", "is not a table of keys with distributions"));
        return Vec::new();
    };
    if table.is_empty() {
        faults.push(at(entry, "uncertainty", "names no key"));
    }
    let (mut found, mut paths): (Vec<Uncertain>, Vec<KeyPath>) = (Vec::new(), Vec::new());
    for entry in table.iter() {
        match path_of(entry, document, schema, known_keys) {
            Ok(path) => {
                let overlaps = |other: &&KeyPath| {
                    other.steps().starts_with(path.steps()) || path.steps().starts_with(other.steps())
                };
                if let Some(other) = paths.iter().find(overlaps) {
                    let same = if *other == path { "is listed twice" } else { "is listed with a part of it" };
                    let hint = (*other != path).then(|| format!("{other} is the other"));
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
            let message = format!("takes {}, not a number", other.takes);
            let hint = unquoted.then(|| "a dotted key is written in quotes: \"loan.annual_rate\"".to_owned());
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
    let fault = |message: &str, hint: &str| Fault {
        place: Some(document.place(entry.node.origin)),
        key: here.to_string(),
        message: document.about(&entry.node, message),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
    };
    if entry.node.as_f64().is_some() {
        return Err(vec![fault("is a number, of which there is no doubt", "{ uniform = { min = ..., max = ... } }")]);
    }
    let names = entry.node.as_table().into_iter().flat_map(Table::iter).filter_map(|entry| Family::named(&entry.key));
    if let Some(other) = names.into_iter().find(|family| !Uncertainty::FAMILIES.contains(family)) {
        let hint = match other {
            Family::Empirical => "list its values as `discrete`",
            _ => "`triangular` or `normal` has one",
        };
        return Err(vec![fault("is of a distribution without an inverse to spread points by", hint)]);
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
    Distribution::deserialize(written).map_err(|error| vec![fault(&error.to_string(), "")])
}
