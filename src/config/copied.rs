//! Tables of a config written out for another one.

use std::path::{Path, absolute};

use serde_json::{Map, Value as Json};

use super::{document::Files, load::Loaded};

/// Those of the tables `names` that the config has, before its scenarios and its sweep, as TOML: files by their absolute
/// path, and `comment` behind every value. `None` where the first of them is missing.
pub fn copied(loaded: &Loaded, names: &[&str], comment: &str) -> Option<String> {
    let mut text = String::new();
    for (place, name) in names.iter().enumerate() {
        let Some(node) = loaded.document.at(name) else {
            if place == 0 {
                return None;
            }
            continue;
        };
        let mut table = loaded.document.json(node, Files::Joined);
        with_absolute_files(&mut table);
        let table = toml::to_string(&Map::from_iter([((*name).to_owned(), table)])).ok()?;
        for line in table.trim().lines() {
            let said = if line.contains(" = ") { format!("{line} # {comment}") } else { line.to_owned() };
            text += &format!("{said}\n");
        }
        text += "\n";
    }
    Some(text.trim_end().to_owned())
}

fn with_absolute_files(value: &mut Json) {
    match value {
        Json::Object(table) => {
            for (key, value) in table {
                match value.as_str() {
                    Some(file) if key == "file" => {
                        let path = absolute(file).unwrap_or_else(|_| Path::new(file).to_owned());
                        *value = path.to_string_lossy().into_owned().into();
                    }
                    _ => with_absolute_files(value),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(with_absolute_files),
        _ => {}
    }
}
