//! The JSON Schema agrees with the checker.

use serde_json::{Value, json};

use super::support::GOOD;
use underwater::config::json_schema;

fn as_json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).expect("TOML")).expect("JSON")
}

#[test]
fn it_is_a_valid_schema_and_always_the_same() {
    let schema = json_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema.to_string(), json_schema().to_string());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn every_key_is_described() {
    fn walk(schema: &Value, path: &str) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            // The parameters of a distribution are described where they are defined.
            let is_distribution = property["$ref"].is_string() && path.ends_with("/oneOf");
            let is_tag = !property["const"].is_null() || is_distribution;
            let path = format!("{path}/{name}");
            assert!(is_tag || property["description"].is_string(), "{path} has no description");
        }
        match schema {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                if key != "if" && key != "else" {
                    walk(value, &format!("{path}/{key}"));
                }
            }),
            Value::Array(items) => items.iter().for_each(|item| walk(item, path)),
            _ => {}
        }
    }
    walk(&json_schema(), "");
}

#[test]
fn good_configs_are_valid() {
    let validator = jsonschema::validator_for(&json_schema()).expect("a schema");
    let mut good = as_json(GOOD);
    let describe = |value: &Value| validator.iter_errors(value).map(|it| it.to_string()).collect::<Vec<_>>().join("\n");
    assert_eq!(describe(&good), "");
    good["sweep"] = json!({ "grid": { "loan.down_payment": [0.2, 0.3] } });
    good["scenario"] = json!([
        { "name": "crash", "price": { "drift_annual": -0.1 }, "loan": { "down_payment": 0.1 } },
        { "name": "path", "price": { "kind": "path", "knots": [{ "month": 0, "level": 1 }] } },
    ]);
    assert_eq!(describe(&good), "");
    assert_eq!(describe(&json!({ "extends": "a.toml", "study": good["study"] })), "");
}

#[test]
fn bad_configs_are_not() {
    let validator = jsonschema::validator_for(&json_schema()).expect("a schema");
    let good = as_json(GOOD);
    let bad = |pointer: &str, value: Value| {
        let mut config = good.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        config.pointer_mut(parent).expect("a table")[key] = value;
        assert!(!validator.is_valid(&config), "{pointer}");
    };
    bad("/loan/term_months", json!(0));
    bad("/loan/term_months", json!(1.5));
    bad("/loan/down_payment", json!(1));
    bad("/loan/down_payment", json!({ "unifrom": { "min": 0, "max": 1 } }));
    bad("/loan/method", json!("annuity"));
    bad("/loan/typo", json!(1));
    bad("/price/kind", json!("gmb"));
    bad("/price/series", json!({ "file": "a", "column": "b" }));
    bad("/foreclosure/rounds", json!([]));
    bad("/study/name", json!("a b"));
    bad("/sweep", json!({}));
    bad("/scenario", json!([{ "loan": {} }]));
    bad("/scenario", json!([{ "name": "a", "study": {} }]));
    bad("/distress", json!({ "default_dpd": 45 }));
}

#[test]
fn every_shipped_config_is_valid_whole_or_a_part() {
    let validator = jsonschema::validator_for(&json_schema()).expect("a schema");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let mut checked = 0;
    for folder in [folder.clone(), folder.join("regimes"), folder.join("cases")] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let config = as_json(&std::fs::read_to_string(&path).expect("a text"));
            let errors: Vec<String> = validator.iter_errors(&config).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{}: {}", path.display(), errors.join("\n"));
            checked += 1;
        }
    }
    assert!(checked >= 19, "{checked} configs");
}

#[test]
fn nothing_is_required_of_a_file() {
    fn required(schema: &Value, path: &str, found: &mut Vec<String>) {
        if schema["required"].is_array() && schema["x-distribution"].is_null() {
            found.push(path.to_owned());
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            required(property, &format!("{path}.{name}"), found);
        }
        for kind in schema["anyOf"].as_array().into_iter().flatten() {
            required(kind, path, found);
        }
    }
    let mut found = Vec::new();
    required(&json_schema(), "", &mut found);
    // Of a column of a file: a series is a whole, as a distribution is.
    found.retain(|path| !path.ends_with(".series"));
    assert_eq!(found, Vec::<String>::new());
}
