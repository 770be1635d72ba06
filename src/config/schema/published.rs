//! The JSON Schema of a whole file: the tables, `extends`, sweep, scenarios and uncertainty.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::tidy::{sorted, tidy};
use crate::config::mirror::{Config, Sweep, Uncertainty};

/// The JSON Schema (2020-12) of a config file, keys sorted.
pub fn json_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut sweep = generator.subschema_for::<Sweep>().to_value();
    sweep["description"] = "Swept keys and their values; they make the cells.".into();
    let uncertainty = Uncertainty::json_schema(&mut generator).to_value();
    let mut root = generator.into_root_schema_for::<Config>().to_value();
    tidy(&mut root);
    let definitions = root["$defs"].clone();
    // What one file leaves out may stand in the file it extends, or in a scenario.
    let mut properties = Map::new();
    for (name, table) in root["properties"].as_object().into_iter().flatten() {
        properties.insert(name.clone(), relaxed(table, &definitions));
    }
    let scenarios = scenarios_schema(&properties);
    properties.insert("extends".into(), extends_schema());
    properties.insert("sweep".into(), sweep);
    properties.insert("scenario".into(), scenarios);
    properties.insert("uncertainty".into(), uncertainty);
    root["properties"] = Value::Object(properties);
    root["title"] = "underwater config".into();
    root["description"] =
        "A study of household mortgage default, or a part of one: what is missing here may come from \
        the file named by `extends`."
            .into();
    if let Some(root) = root.as_object_mut() {
        root.remove("required");
    }
    without_choices(&mut root);
    sorted(root)
}

/// Takes out what only the checker reads.
fn without_choices(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_choices),
        Value::Object(map) => {
            map.remove("x-alternatives");
            map.remove("x-with");
            map.remove("x-merged-by");
            map.values_mut().for_each(without_choices);
        }
        _ => {}
    }
}

fn extends_schema() -> Value {
    json!({
        "description": "Config file, relative to this one, over which this one is laid.",
        "type": "string",
    })
}

fn scenarios_schema(tables: &Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for (name, table) in tables.iter().filter(|(name, _)| *name != "study") {
        let same = json!({ "$ref": format!("#/properties/{name}"), "description": table["description"] });
        properties.insert(name.clone(), same);
    }
    properties.insert(
        "name".into(),
        json!({ "description": "Name of the scenario, unique.", "type": "string", "minLength": 1 }),
    );
    properties.insert(
        "probability".into(),
        json!({
            "description": "Weight of the scenario where expected credit losses are averaged over scenarios (IFRS 9, 5.5.17); all scenarios have one, and they add up to 1, or none has.",
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 1,
        }),
    );
    json!({
        "description": "Named changes to the config; each makes a cell of every swept cell.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": ["name"],
            "additionalProperties": false,
        },
    })
}

/// A table of which every key may be absent, or a list of such tables that merge by name; distributions and other lists stay whole.
fn relaxed(schema: &Value, definitions: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
        let target = &definitions[name];
        let is_table = target["x-distribution"].is_null()
            && (target["type"] == "object" || target["oneOf"][0]["type"] == "object");
        if !is_table {
            return schema.clone();
        }
        let mut table = relaxed(target, definitions);
        if let Some(description) = schema.get("description") {
            table["description"] = description.clone();
        }
        return table;
    }
    let mut relaxed_schema = schema.clone();
    if schema["x-merged-by"].is_string() {
        relaxed_schema["items"] = relaxed(&schema["items"], definitions);
        return relaxed_schema;
    }
    if let Some(table) = relaxed_schema.as_object_mut() {
        table.remove("required");
        if let Some(kinds) = table.remove("oneOf") {
            let kinds = kinds.as_array().cloned().unwrap_or_default();
            table.insert("anyOf".into(), kinds.iter().map(|k| relaxed(k, definitions)).collect());
        }
        if let Some(properties) = table.get_mut("properties").and_then(Value::as_object_mut) {
            for property in properties.values_mut() {
                if !property["$ref"].is_null() {
                    *property = relaxed(property, definitions);
                }
            }
        }
    }
    relaxed_schema
}
