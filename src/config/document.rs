//! A config as it was written, over however many files, with the place of every value.

use std::sync::Arc;

use serde_json::{Map, Number, Value as Json};

use super::{
    fault::Fault,
    key_path::KeyPath,
    lists::Lists,
    node::{Node, Value},
    origin::{Origin, Place, Sources},
};
use crate::told::{Told, told};

/// A merged config whose every value knows where it was written.
#[derive(Clone, Debug)]
pub struct Document {
    root: Node,
    sources: Arc<Sources>,
}

impl Document {
    /// The tree `root` whose values were read from `sources`.
    pub(super) fn new(root: Node, sources: Arc<Sources>) -> Self {
        Self { root, sources }
    }

    /// The same sources, another tree.
    pub(super) fn with_root(&self, root: Node) -> Self {
        Self { root, sources: Arc::clone(&self.sources) }
    }

    /// The same tree, its values found in `sources`, which go on from its own.
    pub(super) fn of_sources(&self, sources: Arc<Sources>) -> Self {
        Self { root: self.root.clone(), sources }
    }

    /// The whole tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Where the values were read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The value of a dotted key, such as `loan.term_months`.
    pub fn at(&self, key: &str) -> Option<&Node> {
        self.root.get(&KeyPath::parse(key)?)
    }

    /// The place of `origin` for people.
    pub fn place(&self, origin: Origin) -> Place {
        self.sources.place(origin)
    }

    /// A fault of the dotted key `key`: `key = value message`, at the value's place. If the key is
    /// absent the fault reads `key is missing: message`, at the place of the nearest table.
    pub fn fault_at(&self, key: &str, message: Told, hint: Option<Told>) -> Fault {
        let path = KeyPath::parse(key).unwrap_or_default();
        let (message, origin) = match self.root.get(&path) {
            Some(node) => (self.about(node, message), node.origin),
            None => (told!("is missing: {message}", "缺失：{message}"; message), self.nearest(&path).origin),
        };
        Fault { place: Some(self.place(origin)), key: path.to_string(), message, hint }
    }

    /// The fault that the dotted key `key` is missing.
    pub(super) fn missing(&self, key: &str, hint: impl Into<Option<Told>>) -> Fault {
        let path = KeyPath::parse(key).unwrap_or_default();
        let origin = self.nearest(&path).origin;
        Fault {
            place: Some(self.place(origin)),
            key: path.to_string(),
            message: told!("is missing", "缺失"),
            hint: hint.into(),
        }
    }

    /// `= value message` for a single value; a table or list is not written out.
    pub(super) fn about(&self, node: &Node, message: Told) -> Told {
        match node.value {
            Value::Table(_) | Value::Array(_) => message,
            _ => {
                const SHOWN: usize = 60;
                let written = self.sources.written(node.origin);
                let line = written.lines().next().unwrap_or_default();
                let shown: String = line.chars().take(SHOWN).collect();
                let more = if shown.len() < written.len() { "..." } else { "" };
                message.map(|message| format!("= {shown}{more} {message}"))
            }
        }
    }

    fn nearest(&self, path: &KeyPath) -> &Node {
        let mut node = &self.root;
        for step in path.steps() {
            match node.step(step) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// `node` as JSON; `Files` says how file names are written.
    pub(super) fn json(&self, node: &Node, files: Files<'_>) -> Json {
        if let Files::Read(lists) = files
            && let Some(number) = lists.number(node)
        {
            return number.into();
        }
        match &node.value {
            Value::Table(table) => {
                let mut entries: Vec<_> = table.iter().collect();
                entries.sort_by(|a, b| a.key.cmp(&b.key));
                let mut map = Map::new();
                for entry in entries {
                    let value = match (entry.key.as_str(), files, entry.node.as_str()) {
                        ("file", Files::Joined | Files::Read(_), Some(file)) => {
                            let joined = self.sources.join(entry.node.origin, file);
                            joined.to_string_lossy().into_owned().into()
                        }
                        _ => self.json(&entry.node, files),
                    };
                    map.insert(entry.key.clone(), value);
                }
                Json::Object(map)
            }
            Value::Array(items) => items.iter().map(|item| self.json(item, files)).collect(),
            Value::String(text) => text.as_str().into(),
            Value::Integer(value) => Number::from_i128(*value).map_or(Json::Null, Json::Number),
            Value::Float(value) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
            Value::Boolean(value) => (*value).into(),
            Value::Datetime => Json::Null,
        }
    }
}

/// How the file names in a document, and its lists, are written out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Files<'a> {
    /// As in the config.
    AsWritten,
    /// Joined to the folder of the config file that names them.
    Joined,
    /// Joined, and lists that were read by their numbers, as the models read a config.
    Read(&'a Lists),
}
