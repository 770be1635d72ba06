//! Every shipped study as it is read: a digest of its resolved config, and one of what the models get for all its cells. A
//! changed default, or another reading of a key, is seen in review.

use std::fmt::Write as _;

use serde_json::Value;
use underwater::config::{Overrides, load};

use crate::cli::support::names;
use crate::support::root;

pub const FILE: &str = "tests/data/studies.txt";

pub fn list() -> String {
    let mut list = String::new();
    for folder in ["configs", "configs/cases"] {
        for name in names(&root().join(folder)).iter().filter(|name| name.ends_with(".toml")) {
            let loaded = load(&root().join(folder).join(name), &Overrides::default()).expect("a sound study");
            let cells: Vec<_> = loaded.cells.iter().map(|cell| (&cell.scenario, &cell.swept, &cell.config)).collect();
            let resolved = blake3::hash(loaded.resolved.to_string().as_bytes()).to_hex();
            // Data files are named by where they lie here; a key that is absent is no part of a study.
            let cells = present(serde_json::to_value(&cells).expect("JSON"));
            let cells = cells.to_string().replace(&format!("{}/", root().display()), "");
            let cells = blake3::hash(cells.as_bytes()).to_hex();
            let _ = writeln!(list, "{folder}/{name}  resolved {}  cells {}", &resolved[..16], &cells[..16]);
        }
    }
    list
}

/// Without the keys that have no value.
fn present(value: Value) -> Value {
    match value {
        Value::Object(table) => {
            table.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key, present(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(present).collect(),
        other => other,
    }
}
