//! Keys of which a table needs exactly one, and keys that belong to one word of another: `x-alternatives` of a table and
//! `x-with` of a key, which stand on the types.

use serde_json::Value as Json;

use super::{
    table::in_mid_sentence,
    walk::{Walker, words},
};
use crate::config::{
    key_path::KeyPath,
    node::{Node, Table},
    schema::{belongs_to, one_of_keys},
    suggest,
};

impl Walker<'_> {
    /// Whether the choices of a table were made, each once.
    pub fn choices(&mut self, schema: &Json, table: &Table, node: &Node, path: &KeyPath) {
        for keys in one_of_keys(schema) {
            let given: Vec<_> = table.iter().filter(|entry| keys.contains(&entry.key.as_str())).collect();
            let faults: Vec<_> = match given.as_slice() {
                [] => {
                    let mut fault = self.at(node.origin, path, format!("needs {}", suggest::one_of(&keys)));
                    fault.key = format!("[{path}]");
                    vec![fault]
                }
                [first, others @ ..] => {
                    let message = format!("stands beside {}; keep one", path.key(&first.key));
                    let other = |key: &str, origin| self.at(origin, &path.key(key), message.clone());
                    others.iter().map(|entry| other(&entry.key, entry.key_origin)).collect()
                }
            };
            self.found.relations.extend(faults);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let Some((other, word)) = belongs_to(property) else { continue };
            let choice = &schema["properties"][other];
            let chosen = table.get(other).map_or(choice["default"].as_str(), Node::as_str);
            // A word that is none is a fault of its own.
            let Some(chosen) = chosen.filter(|chosen| words(choice).contains(chosen)) else { continue };
            match table.get(name) {
                None if chosen == word => {
                    let fault = self.at(node.origin, &path.key(name), "is missing".to_owned());
                    let meaning = property["description"].as_str().unwrap_or_default();
                    let meaning = in_mid_sentence(meaning.split(';').next().unwrap_or_default());
                    self.found.relations.push(fault.hint(format!("{other} = {word:?} needs it: {meaning}")));
                }
                Some(given) if chosen != word => {
                    let message = format!("belongs to {other} = {word:?}, not {chosen:?}");
                    let fault = self.about(given, &path.key(name), &message);
                    self.found.relations.push(fault);
                }
                _ => {}
            }
        }
    }
}
