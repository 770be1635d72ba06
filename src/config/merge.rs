//! How one layer of a config is laid over another: `extends`, scenarios, `--set`, sweeps.
//!
//! Tables merge key by key and arrays are replaced whole. A table that gets another `kind` and a
//! table that holds a law are replaced whole. Of alternatives the overlay's choice removes the
//! base's.

use std::sync::Arc;

use super::{
    key_path::{KeyPath, Step},
    node::{Entry, Node, Table, Value},
    schema::Schema,
};
use crate::random::distribution::NAMES;

/// Keys of a table of which a config chooses one.
pub(super) const ALTERNATIVES: [(&str, &[&str]); 3] = [
    ("loan", &["annual_rate", "spread_annual"]),
    ("household", &["price_to_income_years", "income_monthly"]),
    ("household", &["cash_months", "cash", "savings"]),
];

/// Cash modes and the key each one needs.
pub(super) const CASH_KEYS: [(&str, &str); 3] = [("months", "cash_months"), ("amount", "cash"), ("savings", "savings")];

/// Lays `overlay` over `base`, both whole documents.
pub(super) fn merge(base: &mut Node, overlay: Node) {
    merge_at(base, overlay, "");
}

fn merge_at(base: &mut Node, overlay: Node, name: &str) {
    match (&mut base.value, overlay.value) {
        (Value::Table(below), Value::Table(above)) if !replaces(below, &above) => {
            remove_displaced(below, &above, name);
            if below.is_empty() {
                base.origin = overlay.origin;
            }
            for entry in above.into_entries() {
                match below.get_mut(&entry.key) {
                    Some(old) => merge_at(old, entry.node, &entry.key),
                    None => below.put(entry),
                }
            }
        }
        (_, value) => *base = Node { value, origin: overlay.origin },
    }
}

/// Whether a table takes the place of another as a whole.
fn replaces(below: &Table, above: &Table) -> bool {
    let is_law = |table: &Table| table.iter().any(|e| NAMES.contains(&e.key.as_str()) || e.key == "logistic");
    let kind = |table: &Table| table.get("kind").and_then(Node::as_str).map(str::to_owned);
    let other_kind = kind(above).is_some_and(|new| kind(below).is_some_and(|old| old != new));
    other_kind || is_law(below) || is_law(above)
}

/// Takes from the table `name` what a choice made in `above` rules out.
fn remove_displaced(below: &mut Table, above: &Table, name: &str) {
    for (table, keys) in ALTERNATIVES {
        if table == name && keys.iter().any(|key| above.has(key)) {
            below.retain(|key| !keys.contains(&key));
        }
    }
    let choice = |key| above.get(key).and_then(Node::as_str);
    if name == "household"
        && let Some(mode) = choice("cash_mode")
    {
        below.retain(|key| CASH_KEYS.iter().all(|(m, cash_key)| *cash_key != key || *m == mode));
    }
    if name == "loan" && choice("method").is_some_and(|method| method != "hybrid") {
        below.retain(|key| key != "switch_month");
    }
}

/// Gives the single key `path` the value of `entry`, as `--set` and sweeps do; tables on the way
/// are made where they are missing. A new `kind` keeps the keys which that kind has too.
///
/// # Errors
/// Why there is no such place.
pub(super) fn assign(root: &mut Node, path: &KeyPath, entry: Entry, schema: &Schema) -> Result<(), String> {
    let Some((last, parents)) = path.steps().split_last() else {
        return Err("names no key".to_owned());
    };
    let mut node = root;
    for step in parents {
        node = descend(node, step, &entry)?;
    }
    let (Step::Key(name), Value::Table(table)) = (last, &mut node.value) else {
        return match (last, &mut node.value) {
            (Step::Index(index), Value::Array(items)) => {
                let length = items.len();
                let slot = Arc::make_mut(items).get_mut(*index).ok_or_else(|| beyond(*index, length))?;
                *slot = entry.node;
                Ok(())
            }
            (Step::Index(_), _) => Err("is not reached: there is no list here".to_owned()),
            (Step::Key(_), _) => Err("is not reached: a single value is in its place".to_owned()),
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
    remove_displaced(table, &above, path.table().filter(|_| parents.len() == 1).unwrap_or(""));
    for entry in above.into_entries() {
        match table.get_mut(&entry.key) {
            Some(old) => merge_at(old, entry.node, &entry.key),
            None => table.put(entry),
        }
    }
    Ok(())
}

fn descend<'a>(node: &'a mut Node, step: &Step, entry: &Entry) -> Result<&'a mut Node, String> {
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
            table.get_mut(name).ok_or_else(|| "is not reached".to_owned())
        }
        (Step::Index(index), Value::Array(items)) => {
            let length = items.len();
            Arc::make_mut(items).get_mut(*index).ok_or_else(|| beyond(*index, length))
        }
        (Step::Key(_), _) => Err("is not reached: a single value is in its place".to_owned()),
        (Step::Index(_), _) => Err("is not reached: there is no list here".to_owned()),
    }
}

fn beyond(index: usize, length: usize) -> String {
    format!("is not reached: there is no element {index} in a list of {length}, counted from 0")
}
