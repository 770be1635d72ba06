//! Every default of a config, in one list: a changed one is seen in review.

use serde_json::Value;
use underwater::config::json_schema;

/// Lines `key = default` of a schema, its references followed.
fn defaults(schema: &Value, definitions: &Value, key: &str, lines: &mut Vec<String>) {
    if let Some(default) = schema.get("default").filter(|default| !default.is_object()) {
        lines.push(format!("{key} = {default}"));
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
        defaults(&definitions[name], definitions, key, lines);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let below = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
        defaults(property, definitions, &below, lines);
    }
    for variant in ["oneOf", "anyOf"].into_iter().flat_map(|group| schema[group].as_array()).flatten() {
        let kind = variant["properties"]["kind"]["const"].as_str();
        let key = kind.map_or(key.to_owned(), |kind| format!("{key}({kind})"));
        defaults(variant, definitions, &key, lines);
    }
    if schema["items"].is_object() {
        defaults(&schema["items"], definitions, &format!("{key}[]"), lines);
    }
}

pub const FILE: &str = "tests/data/defaults.txt";

/// The list.
pub fn list() -> String {
    let mut schema = json_schema();
    // A scenario has the tables of the config again.
    schema["properties"].as_object_mut().expect("tables").remove("scenario");
    let mut lines = Vec::new();
    defaults(&schema, &schema["$defs"], "", &mut lines);
    lines.sort();
    lines.dedup();
    assert!(lines.len() > 60, "{}", lines.len());
    lines.join("\n") + "\n"
}
