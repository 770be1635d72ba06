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
use crate::told::told;

impl Walker<'_> {
    /// Whether the choices of a table were made, each once.
    pub fn choices(&mut self, schema: &Json, table: &Table, node: &Node, path: &KeyPath) {
        for keys in one_of_keys(schema) {
            let given: Vec<_> = table.iter().filter(|entry| keys.contains(&entry.key.as_str())).collect();
            let faults: Vec<_> = match given.as_slice() {
                [] => {
                    let needed = suggest::one_of(&keys);
                    let mut fault = self.at(node.origin, path, told!("needs {needed}", "需要 {needed}"; needed));
                    fault.key = format!("[{path}]");
                    vec![fault]
                }
                [first, others @ ..] => {
                    let message = told!("stands beside {}; keep one", "与 {} 并存；只留一个", path.key(&first.key));
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
                    let fault = self.at(node.origin, &path.key(name), told!("is missing", "缺失"));
                    let meaning = property["description"].as_str().unwrap_or_default();
                    let meaning = in_mid_sentence(meaning.split(';').next().unwrap_or_default());
                    self.found.relations.push(
                        fault.hint(told!(
                            "{other} = {word:?} needs it: {meaning}",
                            "{other} = {word:?} 需要它：{meaning}"
                        )),
                    );
                }
                Some(given) if chosen != word => {
                    let message = told!(
                        "belongs to {other} = {word:?}, not {chosen:?}",
                        "属于 {other} = {word:?}，而不是 {chosen:?}"
                    );
                    let fault = self.about(given, &path.key(name), message);
                    self.found.relations.push(fault);
                }
                _ => {}
            }
        }
    }
}
