//! The merged config in one canonical form: keys sorted, defaults written out.

use serde_json::{Map, Value};

use super::schema::{alternatives, sorted};

/// `config` with the defaults of `schema` written out and numbers in one notation, so that two
/// configs that mean the same read the same.
pub(super) fn canonical(config: Value, schema: &Value) -> Value {
    let mut config = config;
    fill(&mut config, schema);
    sorted(config)
}

fn fill(value: &mut Value, schema: &Value) {
    match value {
        Value::Object(table) => {
            let Some(chosen) = chosen(table, schema) else {
                return;
            };
            let of_any_key = chosen["additionalProperties"].is_object().then(|| &chosen["additionalProperties"]);
            for given in
                of_any_key.map(|schema| table.values_mut().map(move |given| (given, schema))).into_iter().flatten()
            {
                fill(given.0, given.1);
            }
            for (name, property) in chosen["properties"].as_object().into_iter().flatten() {
                match table.get_mut(name) {
                    Some(given) => fill(given, property),
                    None => {
                        if let Some(default) = property.get("default") {
                            table.insert(name.clone(), default.clone());
                        }
                    }
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, &schema["items"])),
        Value::Number(number) => {
            let is_float = schema["type"] == "number" || schema["x-distribution"] == true;
            if let (true, Some(float)) = (is_float, number.as_f64()) {
                *value = float.into();
            }
        }
        _ => {}
    }
}

/// The alternative of `schema` that a table takes: the one of its kind or distribution.
fn chosen<'a>(table: &Map<String, Value>, schema: &'a Value) -> Option<&'a Value> {
    let Some(kinds) = alternatives(schema) else {
        return Some(schema);
    };
    kinds.iter().find(|kind| match kind["properties"].get("kind") {
        Some(tag) => table.get("kind") == tag.get("const"),
        None => kind["properties"].as_object().is_some_and(|named| named.keys().any(|name| table.contains_key(name))),
    })
}
