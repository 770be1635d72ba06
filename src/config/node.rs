//! A tree of TOML values that remember where they were written.
//!
//! Tables and arrays are shared until one of their holders changes them: ten thousand cells of a study hold its config
//! once, and each what is its own.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{
    key_path::{KeyPath, Step},
    origin::Origin,
};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it was written; of a table, its header.
    pub origin: Origin,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A table in the order of writing.
    Table(Table),
    /// An array.
    Array(Arc<Vec<Node>>),
    /// A string.
    String(String),
    /// A whole number.
    Integer(i128),
    /// A number.
    Float(f64),
    /// A switch.
    Boolean(bool),
    /// A date or time, which no key takes.
    Datetime,
}

/// A key with its place, and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key was written.
    pub key_origin: Origin,
    /// The value.
    pub node: Node,
}

/// A table in the order of writing.
#[derive(Clone, Debug, Default)]
pub struct Table(Arc<IndexMap<String, Entry>>);

impl Table {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value of `key`, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        Arc::make_mut(&mut self.0).get_mut(key).map(|entry| &mut entry.node)
    }

    /// The entry of `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.0.get(key)
    }

    /// Whether `key` is there.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Its entries in order.
    pub fn iter(&self) -> indexmap::map::Values<'_, String, Entry> {
        self.0.values()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts `entry` in, in place of one of the same key.
    pub fn put(&mut self, entry: Entry) {
        Arc::make_mut(&mut self.0).insert(entry.key.clone(), entry);
    }

    /// Takes the entry of `key` out.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        if !self.has(key) {
            return None;
        }
        Arc::make_mut(&mut self.0).shift_remove(key)
    }

    /// Its entries, the table consumed.
    pub fn into_entries(self) -> Vec<Entry> {
        Arc::unwrap_or_clone(self.0).into_values().collect()
    }

    /// Keeps only the keys for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        if self.0.keys().all(|key| keep(key)) {
            return;
        }
        Arc::make_mut(&mut self.0).retain(|key, _| keep(key));
    }
}

impl Node {
    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The array, if it is one.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items.as_slice()),
            _ => None,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The switch, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The number, whole or not.
    pub fn as_f64(&self) -> Option<f64> {
        match self.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_integer(&self) -> Option<i128> {
        match self.value {
            Value::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// What two values share if neither was changed since one was copied from the other; `None` for a single value.
    pub(super) fn identity(&self) -> Option<usize> {
        match &self.value {
            Value::Table(table) => Some(Arc::as_ptr(&table.0).addr()),
            Value::Array(items) => Some(Arc::as_ptr(items).addr()),
            _ => None,
        }
    }

    /// The value one step down.
    pub fn step(&self, step: &Step) -> Option<&Self> {
        match step {
            Step::Key(name) => self.as_table()?.get(name),
            Step::Index(index) => self.as_array()?.get(*index),
        }
    }

    /// The value at `path`.
    pub fn get(&self, path: &KeyPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, Self::step)
    }
}
