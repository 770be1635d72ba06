//! Long lists of a config, read once for all cells that share them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::node::{Node, Value};
use crate::random::parameters::Discrete;

/// What was read of the lists of a study, by the identity of the tables that hold them; these are held, so that no other
/// takes their identity.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(HashMap<usize, (Node, Discrete)>);

impl Lists {
    /// Reads the list that `node` holds, as `json` writes it; what is none is left to its own faults.
    pub fn read(&mut self, node: &Node, json: impl FnOnce() -> Json) {
        let Some(identity) = node.identity().filter(|identity| !self.0.contains_key(identity)) else { return };
        if let Ok(list) = Discrete::deserialize(json()) {
            self.0.insert(identity, (node.clone(), list));
        }
    }

    /// The number of the list that `node` holds, if it was read.
    pub fn number(&self, node: &Node) -> Option<u64> {
        let identity = node.identity().filter(|identity| self.0.contains_key(identity))?;
        u64::try_from(identity).ok()
    }

    /// Every list by its number.
    pub fn by_number(&self) -> Vec<(u64, Discrete)> {
        self.0.values().filter_map(|(node, list)| Some((self.number(node)?, list.clone()))).collect()
    }

    /// How many single values `node` holds that are not those of a list.
    pub fn count_others(&self, node: &Node) -> usize {
        match &node.value {
            _ if self.number(node).is_some() => 1,
            Value::Table(table) => table.iter().map(|entry| self.count_others(&entry.node)).sum(),
            Value::Array(items) => items.iter().map(|item| self.count_others(item)).sum(),
            _ => 1,
        }
    }
}
