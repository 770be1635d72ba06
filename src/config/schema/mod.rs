//! The JSON Schema of a config file, and the same schema as the checker reads it.

mod published;
mod tidy;

use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{
    key_path::{KeyPath, Step},
    mirror::{Config, Uncertainty},
};

pub use published::json_schema;
pub(super) use tidy::sorted;

/// The config schema without references, for the checker.
#[derive(Clone, Debug)]
pub(super) struct Schema(Value);

impl Schema {
    /// The schema of [`Config`] and of what else has values, made once.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Schema> = LazyLock::new(Schema::new);
        &SHARED
    }

    fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
        let mut generator = settings.into_generator();
        let uncertainty = Uncertainty::json_schema(&mut generator).to_value();
        let mut root = generator.into_root_schema_for::<Config>().to_value();
        root["properties"]["uncertainty"] = uncertainty;
        tidy::tidy(&mut root);
        Self(root)
    }

    /// The schema of the whole config.
    pub fn root(&self) -> &Value {
        &self.0
    }

    /// The keys that the table `name` has when its `kind` is `kind`; `None` if its keys do not
    /// depend on the kind.
    pub fn keys_of_kind(&self, name: &str, kind: &str) -> Option<Vec<&str>> {
        let kinds = alternatives(&self.0["properties"][name])?;
        let found = kinds.iter().find(|it| it["properties"]["kind"]["const"] == kind)?;
        Some(property_names(found))
    }

    /// The schema of the key at `path`, under whichever kind or distribution has it.
    pub fn find(&self, path: &KeyPath) -> Option<&Value> {
        path.steps().iter().try_fold(&self.0, |schema, step| match step {
            Step::Index(_) => schema.get("items"),
            Step::Key(name) => property(schema, name),
        })
    }

    /// Every dotted key of the config below its tables, distributions left out.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        collect(&self.0, "", &mut keys);
        keys.sort();
        keys.dedup();
        keys
    }
}

fn collect(schema: &Value, prefix: &str, keys: &mut Vec<String>) {
    if schema["x-distribution"] == true {
        return;
    }
    for variant in variants(schema) {
        for (name, property) in variant["properties"].as_object().into_iter().flatten() {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            keys.push(key.clone());
            collect(property, &key, keys);
            if property["items"].is_object() {
                collect(&property["items"], &format!("{key}[0]"), keys);
            }
        }
    }
}

/// A schema's alternatives, or the schema alone.
pub(super) fn variants(schema: &Value) -> Vec<&Value> {
    alternatives(schema).map_or_else(|| vec![schema], |them| them.iter().collect())
}

/// The alternatives of a tagged table, a distribution or a set of words.
pub(super) fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema["oneOf"].as_array()
}

/// The property `name`, in whichever alternative has it.
pub(super) fn property<'a>(schema: &'a Value, name: &str) -> Option<&'a Value> {
    variants(schema).into_iter().find_map(|variant| variant["properties"].get(name))
}

/// The names of a table's properties.
pub(super) fn property_names(schema: &Value) -> Vec<&str> {
    schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// The lists of keys of a table of which it has exactly one.
pub(super) fn one_of_keys(schema: &Value) -> impl Iterator<Item = Vec<&str>> {
    let lists = schema["x-alternatives"].as_array().into_iter().flatten();
    lists.map(|keys| keys.as_array().into_iter().flatten().filter_map(Value::as_str).collect())
}

/// The key, and the word of it, to which a property belongs.
pub(super) fn belongs_to(property: &Value) -> Option<(&str, &str)> {
    let (key, word) = property["x-with"].as_object()?.iter().next()?;
    Some((key, word.as_str()?))
}
