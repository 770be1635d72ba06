//! TOML text to a tree of placed values.

use std::sync::Arc;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::Fault,
    node::{Entry, Node, Table, Value},
    origin::{Origin, Place, Sources},
    slips,
};
use crate::told::told;

/// Bytes of the longest line in which a slip is looked for.
const LONGEST_LINE: usize = 400;

/// Reads a whole file, source number `source`; the first syntax fault of each line goes to `faults`.
pub(super) fn document(text: &str, source: usize, sources: &Sources, faults: &mut Vec<Fault>) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut last_line = 0;
    for error in &errors {
        let place = sources.place(Origin::new(source, error.span().unwrap_or(0..0)));
        // What follows on the same line is most often a consequence.
        if let Place::File { line, .. } = place
            && line != last_line
        {
            last_line = line;
            let line = error.span().and_then(|span| sources.line_of(Origin::new(source, span)));
            let slip = line.filter(|line| line.len() < LONGEST_LINE).and_then(slips::hint);
            // Where it is known what was meant, the parser's own words only stand in the way.
            let message = match &slip {
                Some(_) => told!("is not how TOML writes it", "不是 TOML 的写法"),
                None => {
                    let why = error.message();
                    told!("{why}", "不是有效的 TOML：{why}")
                }
            };
            faults.push(Fault::of_file(place, message).hint(slip));
        }
    }
    errors
        .is_empty()
        .then(|| Node { value: Value::Table(from_table(table.get_ref(), source)), origin: Origin::new(source, 0..0) })
}

/// Reads one value, the whole text of source number `source`; a bare word is a string.
pub(super) fn value(text: &str, source: usize) -> Node {
    let origin = Origin::new(source, 0..text.len());
    let value = match DeValue::parse(text) {
        Ok(value) => from_value(value.get_ref(), source),
        Err(_) => Value::String(text.trim().to_owned()),
    };
    Node { value, origin }
}

fn from_table(table: &DeTable<'_>, source: usize) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_origin: Origin::new(source, key.span()),
            node: node(value, source),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_origin.order());
    let mut ordered = Table::default();
    for entry in entries {
        ordered.put(entry);
    }
    ordered
}

fn node(value: &Spanned<DeValue<'_>>, source: usize) -> Node {
    Node { value: from_value(value.get_ref(), source), origin: Origin::new(source, value.span()) }
}

fn from_value(value: &DeValue<'_>, source: usize) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => {
            i128::from_str_radix(integer.as_str(), integer.radix()).map_or_else(
                // More digits than any key takes: infinite, so that the range check refuses it.
                |_| Value::Float(f64::INFINITY),
                Value::Integer,
            )
        }
        DeValue::Float(float) => Value::Float(float.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(_) => Value::Datetime,
        DeValue::Array(items) => Value::Array(Arc::new(items.iter().map(|item| node(item, source)).collect())),
        DeValue::Table(table) => Value::Table(from_table(table, source)),
    }
}
