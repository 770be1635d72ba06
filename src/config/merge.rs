//! How one layer of a config is laid over another: `extends`, scenarios, `--set`, sweeps.
//!
//! Tables merge key by key and arrays are replaced whole, but those whose tables have names, which merge name by name. A table that gets another `kind` and a
//! table that holds a distribution are replaced whole. Of alternatives the overlay's choice removes the
//! base's.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    key_path::{KeyPath, Step},
    node::{Entry, Node, Table, Value},
    schema::{Schema, belongs_to, one_of_keys, property},
};
use crate::told::{Told, told};

/// Lays `overlay` over `base`, both whole documents of `schema`.
pub(super) fn merge(base: &mut Node, overlay: Node, schema: &Json) {
    match (&mut base.value, overlay.value) {
        (Value::Table(below), Value::Table(above)) if !replaces(below, &above, schema) => {
            remove_displaced(below, &above, schema);
            if below.is_empty() {
                base.origin = overlay.origin;
            }
            put_all(below, above, schema);
        }
        (Value::Array(below), Value::Array(above)) if schema["x-merged-by"].is_string() => {
            merge_named(Arc::make_mut(below), &above, schema);
            base.origin = overlay.origin;
        }
        (_, value) => *base = Node { value, origin: overlay.origin },
    }
}

/// Lays tables of a list over those of the same name; others follow.
fn merge_named(below: &mut Vec<Node>, above: &[Node], schema: &Json) {
    let name = |node: &Node| {
        let key = schema["x-merged-by"].as_str()?;
        node.as_table()?.get(key)?.as_str().map(str::to_owned)
    };
    for node in above {
        let named = name(node);
        match below.iter_mut().find(|known| named.is_some() && name(known) == named) {
            Some(known) => merge(known, node.clone(), &schema["items"]),
            None => below.push(node.clone()),
        }
    }
}

fn put_all(below: &mut Table, above: Table, schema: &Json) {
    for entry in above.into_entries() {
        match below.get_mut(&entry.key) {
            Some(old) => {
                let of_any_key = || schema.get("additionalProperties");
                merge(old, entry.node, property(schema, &entry.key).or_else(of_any_key).unwrap_or(&Json::Null));
            }
            None => below.put(entry),
        }
    }
}

/// Whether a table takes the place of another as a whole.
fn replaces(below: &Table, above: &Table, schema: &Json) -> bool {
    let kind = |table: &Table| table.get("kind").and_then(Node::as_str).map(str::to_owned);
    let other_kind = kind(above).is_some_and(|new| kind(below).is_some_and(|old| old != new));
    other_kind || schema["x-distribution"] == true
}

/// Takes from a table what a choice made in `above` rules out.
fn remove_displaced(below: &mut Table, above: &Table, schema: &Json) {
    // New words are not translated by the old ones; and a study of another name asks something else.
    let is_translated = |key: &str| key.strip_suffix("_zh").is_some_and(|key| above.has(key));
    let name = |table: &Table| table.get("name").and_then(Node::as_str).map(str::to_owned);
    let is_other = schema["properties"]["question"].is_object() && above.has("name") && name(above) != name(below);
    let is_asked = |key: &str| ["question", "note"].contains(&key.strip_suffix("_zh").unwrap_or(key));
    let ends = |key: &str| is_translated(key) || is_other && is_asked(key);
    below.retain(|key| !ends(key));
    for keys in one_of_keys(schema).filter(|keys| keys.iter().any(|key| above.has(key))) {
        below.retain(|key| !keys.contains(&key));
    }
    let dependent = || {
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties.filter_map(|(name, property)| Some((name, belongs_to(property)?)))
    };
    for (name, (other, word)) in dependent() {
        let other_word = above.get(other).and_then(Node::as_str).is_some_and(|chosen| chosen != word);
        // A key of another word says as much as the word.
        let other_key = dependent().any(|(key, (of, _))| of == other && key != name && above.has(key));
        if other_word || other_key {
            below.retain(|key| key != name);
        }
    }
}

/// Gives the single key `path` the value of `entry`, as `--set` and sweeps do; tables on the way
/// are made where they are missing. A new `kind` keeps the keys which that kind has too.
///
/// # Errors
/// Why there is no such place.
pub(super) fn assign(root: &mut Node, path: &KeyPath, entry: Entry, schema: &Schema) -> Result<(), Told> {
    let Some((last, parents)) = path.steps().split_last() else {
        return Err(told!("names no key", "没有写出任何参数"));
    };
    let (mut node, mut here) = (root, schema.root());
    for step in parents {
        node = descend(node, step, &entry)?;
        here = match step {
            Step::Key(name) => property(here, name).unwrap_or(&Json::Null),
            Step::Index(_) => &here["items"],
        };
    }
    let (Step::Key(name), Value::Table(table)) = (last, &mut node.value) else {
        return match (last, &mut node.value) {
            (Step::Index(index), Value::Array(items)) => {
                let length = items.len();
                let slot = Arc::make_mut(items).get_mut(*index).ok_or_else(|| beyond(*index, length))?;
                *slot = entry.node;
                Ok(())
            }
            (Step::Index(_), _) => Err(told!("is not reached: there is no list here", "无法到达：这里没有列表")),
            (Step::Key(_), _) => {
                Err(told!("is not reached: a single value is in its place", "无法到达：此处是一个单值"))
            }
        };
    };
    if name == "kind"
        && let (Some(table_name), Some(kind)) = (path.table(), entry.node.as_str())
        && let Some(keys) = schema.keys_of_kind(table_name, kind)
    {
        table.retain(|key| keys.contains(&key));
    }
    let entry = Entry { key: name.clone(), ..entry };
    let mut above = Table::default();
    above.put(entry);
    remove_displaced(table, &above, here);
    put_all(table, above, here);
    Ok(())
}

fn descend<'a>(node: &'a mut Node, step: &Step, entry: &Entry) -> Result<&'a mut Node, Told> {
    match (step, &mut node.value) {
        (Step::Key(name), Value::Table(table)) => {
            if !table.has(name) {
                let origin = entry.node.origin;
                table.put(Entry {
                    key: name.clone(),
                    key_origin: origin,
                    node: Node { value: Value::Table(Table::default()), origin },
                });
            }
            table.get_mut(name).ok_or_else(|| told!("is not reached", "无法到达"))
        }
        (Step::Index(index), Value::Array(items)) => {
            let length = items.len();
            Arc::make_mut(items).get_mut(*index).ok_or_else(|| beyond(*index, length))
        }
        (Step::Key(_), _) => Err(told!("is not reached: a single value is in its place", "无法到达：此处是一个单值")),
        (Step::Index(_), _) => Err(told!("is not reached: there is no list here", "无法到达：这里没有列表")),
    }
}

fn beyond(index: usize, length: usize) -> Told {
    told!(
        "is not reached: there is no element {index} in a list of {length}, counted from 0",
        "无法到达：列表有 {length} 个元素，从 0 数起，没有第 {index} 个"
    )
}
