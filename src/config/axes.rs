//! A sweep without the axes of some keys, whose values come from elsewhere.

use std::{collections::HashSet, sync::Arc};

use super::{
    key_facts::of_path,
    key_path::{KeyPath, Step},
    merge::assign,
    node::{Entry, Node, Table, Value},
    schema::Schema,
};

/// Takes out of the sweep of `root` the axes that `keys` leave without effect, and the sweep where nothing is left of it; of
/// cells that become equal the first stays. A key that every cell has from the sweep alone keeps the first of its values.
/// Gives the keys that were axes.
pub(super) fn drop(root: &mut Node, keys: &[KeyPath], schema: &Schema) -> Vec<String> {
    let Value::Table(top) = &mut root.value else { return Vec::new() };
    if keys.is_empty() {
        return Vec::new();
    }
    let Some(mut sweep) = top.take("sweep") else { return Vec::new() };
    let mut dropped = Vec::new();
    if let Value::Table(ways) = &mut sweep.node.value {
        for axis in axes(ways).into_iter().filter(|axis| keys.iter().any(|key| displaces(key, axis, schema))) {
            let of_ways = WAYS.map(|way| take_axis(ways, way, &axis));
            dropped.push((axis, of_ways.into_iter().flatten().next().flatten()));
        }
        if !dropped.is_empty() {
            without_repetitions(ways);
            let over: Vec<String> = ways.iter().filter(|way| is_empty(&way.node)).map(|way| way.key.clone()).collect();
            ways.retain(|way| !over.iter().any(|over| over == way));
        }
    }
    let is_over = !dropped.is_empty() && sweep.node.as_table().is_some_and(Table::is_empty);
    if !is_over {
        top.put(sweep);
    }
    for (axis, first) in &dropped {
        let is_given = alternatives(axis, schema).iter().any(|key| root.get(key).is_some());
        if let (false, Some(value)) = (is_given, first) {
            // Where there is no place for it, its absence is told as in any config.
            let _ = assign(root, axis, value.clone(), schema);
        }
    }
    dropped.into_iter().map(|(axis, _)| axis.to_string()).collect()
}

const WAYS: [&str; 3] = ["grid", "points", "one_at_a_time"];

/// The keys that the ways of sweeping name, each once.
fn axes(ways: &Table) -> Vec<KeyPath> {
    let mut axes = Vec::new();
    for way in WAYS.iter().filter_map(|way| ways.get(way)) {
        let tables = std::iter::once(way).chain(way.as_array().into_iter().flatten()).filter_map(Node::as_table);
        for path in tables.flat_map(Table::iter).filter_map(|entry| KeyPath::parse(&entry.key)) {
            if !axes.contains(&path) {
                axes.push(path);
            }
        }
    }
    axes
}

/// Whether nothing is left of what `axis` sets where `key` has a value: it is the key, a part of it, or stands in its place.
fn displaces(key: &KeyPath, axis: &KeyPath, schema: &Schema) -> bool {
    alternatives(key, schema).iter().any(|key| axis.steps().starts_with(key.steps()))
}

/// The key itself and those of its table of which there is exactly one.
fn alternatives(key: &KeyPath, schema: &Schema) -> Vec<KeyPath> {
    let Some((Step::Key(name), parents)) = key.steps().split_last() else { return vec![key.clone()] };
    let others = of_path(key, schema).into_iter().flat_map(|facts| facts.instead_of);
    let sibling = |name: String| KeyPath::of(parents).key(&name);
    std::iter::once(name.clone()).chain(others).map(sibling).collect()
}

/// Takes the axis of `path` out of one way of sweeping; its first value, where every cell has one.
fn take_axis(ways: &mut Table, way: &str, path: &KeyPath) -> Option<Option<Entry>> {
    if !ways.has(way) {
        return None;
    }
    match &mut ways.get_mut(way)?.value {
        Value::Table(axes) => {
            let entry = take_key(axes, path)?;
            let first = entry.node.as_array().and_then(<[Node]>::first).cloned();
            Some(first.filter(|_| way == "grid").map(|node| Entry { node, ..entry }))
        }
        Value::Array(points) => {
            let points = Arc::make_mut(points).iter_mut();
            let taken: Vec<Option<Entry>> = points.map(|point| take_key(as_table_mut(point)?, path)).collect();
            let everywhere = taken.iter().all(Option::is_some);
            let first = taken.into_iter().flatten().next()?;
            Some(everywhere.then_some(first))
        }
        _ => None,
    }
}

fn as_table_mut(node: &mut Node) -> Option<&mut Table> {
    if let Value::Table(table) = &mut node.value { Some(table) } else { None }
}

/// The entry whose key is `path`, however its indices are written.
fn take_key(table: &mut Table, path: &KeyPath) -> Option<Entry> {
    let is_it = |entry: &&Entry| KeyPath::parse(&entry.key).as_ref() == Some(path);
    let key = table.iter().find(is_it).map(|entry| entry.key.clone())?;
    table.take(&key)
}

/// Keeps the first of listed cells that are the same.
fn without_repetitions(ways: &mut Table) {
    if let Some(Value::Array(points)) =
        ways.has("points").then(|| ways.get_mut("points")).flatten().map(|it| &mut it.value)
    {
        let mut known = HashSet::new();
        Arc::make_mut(points).retain(|point| known.insert(identity(point)));
    }
}

/// Keys and values of a listed cell; 240 and 240.0 are one number.
fn identity(point: &Node) -> Vec<(String, String)> {
    let value = |node: &Node| node.as_f64().map_or_else(|| format!("{:?}", node.value), |number| format!("{number:?}"));
    let entries = point.as_table().into_iter().flat_map(Table::iter);
    entries.map(|entry| (entry.key.clone(), value(&entry.node))).collect()
}

/// Whether a way of sweeping makes no other cell than the config by itself.
fn is_empty(way: &Node) -> bool {
    match &way.value {
        Value::Table(axes) => axes.is_empty(),
        Value::Array(points) => points.iter().all(|point| point.as_table().is_some_and(Table::is_empty)),
        _ => false,
    }
}
