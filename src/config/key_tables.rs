//! The tables of a config, with what they are for and how many keys they have.

use serde_json::Value as Json;

use super::{
    key_facts::text,
    key_path::KeyPath,
    schema::{Schema, json_schema, variants},
};

/// A table of a config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTable {
    /// Its name, `household.second_earner`; of a list of tables with `[0]`.
    pub name: String,
    /// What it is for.
    pub meaning: String,
    /// Number of its own keys, those of the tables in it left out; each once, in however many kinds of it.
    pub keys: usize,
    /// The kinds it has, if any.
    pub kinds: Vec<String>,
}

/// Every table, parents before what stands in them; last what lays cells over the config, which has no table of the schema's
/// own: `extends`, `sweep` and `scenario`; and `uncertainty`.
///
/// ```
/// # use underwater::config::key_tables;
/// let tables = key_tables();
/// assert!(tables.iter().any(|table| table.name == "loan" && table.keys > 5));
/// assert!(tables.iter().any(|table| table.name == "foreclosure.rounds[0]"));
/// ```
pub fn key_tables() -> Vec<KeyTable> {
    let mut tables = Vec::new();
    collect(Schema::shared().root(), &KeyPath::root(), &mut tables);
    let published = json_schema();
    tables.extend(["extends", "sweep", "scenario", "uncertainty"].map(|name| {
        let schema = &published["properties"][name];
        let keys = if name == "sweep" { schema_keys(&published["$defs"]["Sweep"]) } else { 0 };
        KeyTable { name: name.to_owned(), meaning: text(&schema["description"]), keys, kinds: Vec::new() }
    }));
    tables
}

fn schema_keys(schema: &Json) -> usize {
    schema["properties"].as_object().map_or(0, serde_json::Map::len)
}

fn collect(schema: &Json, path: &KeyPath, tables: &mut Vec<KeyTable>) {
    let mut own: Vec<&str> = Vec::new();
    let mut inner: Vec<(KeyPath, &Json)> = Vec::new();
    for variant in variants(schema) {
        for (name, property) in variant["properties"].as_object().into_iter().flatten() {
            let below = path.key(name);
            if is_table(property) {
                inner.push((below, property));
            } else if property["items"].is_object() && is_table(&property["items"]) {
                inner.push((below.index(0), &property["items"]));
            } else if !own.contains(&name.as_str()) {
                own.push(name);
            }
        }
    }
    if *path != KeyPath::root() {
        let kind = |variant: &&Json| variant["properties"]["kind"]["const"].as_str().map(str::to_owned);
        let kinds = variants(schema).iter().filter_map(kind).collect();
        let meaning = text(&schema["description"]);
        tables.push(KeyTable { name: path.to_string(), meaning, keys: own.len(), kinds });
    }
    for (below, property) in inner {
        let name = below.to_string();
        // A table that several kinds have is one.
        if !tables.iter().any(|table| table.name == name) {
            collect(property, &below, tables);
        }
    }
}

/// Whether a value of this schema is a table of keys; a distribution is a value.
fn is_table(schema: &Json) -> bool {
    schema["x-distribution"] != true && variants(schema).iter().any(|variant| variant["properties"].is_object())
}
