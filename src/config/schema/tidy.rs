//! A schema as TOML needs it, in one order.

use serde_json::Value;

/// Takes out what serde's options leave behind and TOML does not have: `null` and number formats.
pub(super) fn tidy(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(map) => {
            if let Some(mut options) = map.remove("anyOf") {
                let options = options.as_array_mut().map(std::mem::take).unwrap_or_default();
                let mut kept = options.into_iter().filter(|option| option["type"] != "null");
                if let Some(Value::Object(only)) = kept.next() {
                    for (key, value) in only {
                        map.entry(key).or_insert(value);
                    }
                }
            }
            if let Some(types) = map.get("type").and_then(Value::as_array) {
                let kept: Vec<&Value> = types.iter().filter(|it| *it != "null").collect();
                if let [only] = kept[..] {
                    let only = only.clone();
                    map.insert("type".into(), only);
                }
            }
            if map.get("default").is_some_and(Value::is_null) {
                map.remove("default");
            }
            if map.get("format").is_some_and(Value::is_string) {
                map.remove("format");
            }
            map.values_mut().for_each(tidy);
        }
        _ => {}
    }
}

/// The same value with every table's keys in alphabetical order.
pub(in crate::config) fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        other => other,
    }
}
