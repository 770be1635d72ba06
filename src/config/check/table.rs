//! Tables: required and unknown keys, and tables of a `kind`.

use serde_json::Value as Json;

use super::{unknown, walk::Walker};
use crate::config::{
    fault::Fault,
    key_path::KeyPath,
    node::{Node, Table},
    schema::property_names,
    suggest,
};
use crate::told::{Told, told};

/// Tables that are a place's law, and seldom written anew.
const LAW_OF_A_PLACE: [&str; 2] = ["foreclosure", "recourse"];

impl Walker<'_> {
    /// A table with the keys its schema knows.
    pub fn table(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        match node.as_table() {
            Some(table) => self.keys(schema, &[], table, node, path),
            None => self.wrong_type(node, path, told!("a table", "表"), None),
        }
    }

    /// A table whose keys depend on its `kind`.
    pub fn tagged_table(&mut self, kinds: &[Json], node: &Node, path: &KeyPath) {
        let Some(table) = node.as_table() else {
            return self.wrong_type(node, path, told!("a table", "表"), None);
        };
        let names: Vec<&str> = kinds.iter().filter_map(|kind| kind["properties"]["kind"]["const"].as_str()).collect();
        let kind_path = path.key("kind");
        let Some(kind) = table.get("kind") else {
            let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            let hint = suggest::it_is(&quoted);
            let fault = self.at(node.origin, &kind_path, told!("is missing", "缺失")).hint(hint);
            return self.found.relations.push(fault);
        };
        let chosen = kind.as_str().and_then(|kind| names.iter().position(|name| *name == kind));
        match chosen.and_then(|index| kinds.get(index)) {
            Some(schema) => self.keys(schema, kinds, table, node, path),
            None => self.word(&names, kind, &kind_path),
        }
    }

    /// The keys of a table; `kinds` are the table's alternatives, if it has any.
    fn keys(&mut self, schema: &Json, kinds: &[Json], table: &Table, node: &Node, path: &KeyPath) {
        let names = property_names(schema);
        let mut meant = Vec::new();
        for entry in table.iter() {
            let key_path = path.key(&entry.key);
            match schema["properties"].get(&entry.key) {
                Some(property) if property["const"].is_null() => {
                    self.value(property, &entry.node, &key_path);
                }
                Some(_) => {}
                // Names that the user chooses.
                None if schema["additionalProperties"].is_object() => {
                    self.value(&schema["additionalProperties"], &entry.node, &key_path);
                }
                None => {
                    let guess = unknown::guess(&entry.key, path, &names, kinds, self.known_keys);
                    meant.extend(guess.sibling);
                    let what = if path.steps().is_empty() {
                        told!("is not a table", "不是表")
                    } else {
                        told!("is not a key", "不是已知的参数")
                    };
                    let fault = self.at(entry.key_origin, &key_path, what.to_owned());
                    self.found.values.push(fault.hint(guess.hint));
                }
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            // A misspelt key is one fault, not two.
            if !table.has(name) && !meant.iter().any(|key| key == name) {
                let fault = self.absent(name, schema, node, path);
                self.found.relations.push(fault);
            }
        }
        self.choices(schema, table, node, path);
    }

    fn absent(&self, name: &str, schema: &Json, node: &Node, path: &KeyPath) -> Fault {
        let fault = self.at(node.origin, &path.key(name), told!("is missing", "缺失"));
        let description = schema["properties"][name]["description"].as_str();
        let mut hint = description.map(in_mid_sentence).map(Told::only_english);
        let has_law =
            node.as_table().is_some_and(|table| LAW_OF_A_PLACE.iter().any(|law| *law != name && table.has(law)));
        if path.steps().is_empty() && LAW_OF_A_PLACE.contains(&name) && (name == LAW_OF_A_PLACE[0] || has_law) {
            let extends = told!(
                "`extends` brings a place's law whole: extends = \"regimes/mainland_china.toml\" in configs/",
                "`extends` 可整体引入一地的法律：在 configs/ 里写 extends = \"regimes/mainland_china.toml\""
            );
            hint = Some(and_then(hint, extends));
        }
        fault.hint(hint)
    }
}

/// A hint after another.
fn and_then(before: Option<Told>, after: Told) -> Told {
    match before {
        Some(before) => told!("{before}; {after}", "{before}；{after}"; before, after),
        None => after,
    }
}

/// A description as it goes on after a semicolon: one line, no capital, no full stop.
pub(super) fn in_mid_sentence(description: &str) -> String {
    let line = description.lines().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    let mut letters = line.chars();
    match (letters.next(), letters.clone().next()) {
        // Not an abbreviation such as CSV.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => line.to_owned(),
    }
}
