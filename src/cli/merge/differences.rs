//! What sets two studies apart, as their manifests tell it.

use serde_json::Value;

use crate::outcome::is_only_shown;
use crate::report::Manifest;
use crate::report::manifest::DataFile;

/// Keys of a config that are named one by one.
const MOST_NAMED: usize = 3;

/// Value version, seed, config and data, as far as they differ: of the one, not of the other.
pub(super) fn differences(found: &Manifest, expected: &Manifest) -> String {
    let mut told = Vec::new();
    let mut differ = |what: &str, found: String, expected: String| {
        if found != expected {
            told.push(format!("its {what} is {found}, not {expected}"));
        }
    };
    differ("value version", found.value_version.to_string(), expected.value_version.to_string());
    differ("seed", found.seed.to_string(), expected.seed.to_string());
    let mut keys = Vec::new();
    collect("", &found.config, &expected.config, &mut keys);
    // The seed is said already, and what is only shown moves no number.
    keys.retain(|(key, ..)| key != "study.seed" && !is_only_shown(key));
    for (key, found, expected) in keys.iter().take(MOST_NAMED) {
        differ(key, shown(found), shown(expected));
    }
    if keys.len() > MOST_NAMED {
        told.push(format!("and {} keys more of its config differ", keys.len() - MOST_NAMED));
    }
    let digest =
        |files: &[DataFile], path: &str| files.iter().find(|file| file.path == path).map(|file| file.blake3.clone());
    let other = found.data.iter().filter(|file| digest(&expected.data, &file.path).as_ref() != Some(&file.blake3));
    told.extend(other.map(|file| format!("its data file {} has other bytes", file.path)));
    if told.is_empty() { "its hash differs".to_owned() } else { told.join("; ") }
}

/// Every value that differs, under its dotted key.
fn collect(key: &str, found: &Value, expected: &Value, into: &mut Vec<(String, Value, Value)>) {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
            for name in names {
                let inner = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                collect(&inner, &found[name], &expected[name], into);
            }
        }
        (a, b) if a != b => into.push((key.to_owned(), a.clone(), b.clone())),
        _ => {}
    }
}

/// A value as it fits into a line.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = if value.is_null() { "not set".to_owned() } else { value.to_string() };
    if text.chars().count() <= LONGEST {
        text
    } else {
        format!("{} …", text.chars().take(LONGEST).collect::<String>())
    }
}
