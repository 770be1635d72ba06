//! Paths, links and names that the documents mention are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::text::{DOCUMENTS, links, read, spans};
use crate::support::root;

/// Folders of the repository, as a path begins.
const FOLDERS: [&str; 9] = ["configs/", "data/", "deploy/", "docs/", "src/", "tests/", "benches/", "results/", ".ci/"];

/// Files that a reader of README is to write.
pub const READERS_OWN: [&str; 4] =
    ["configs/my_city.toml", "configs/my_index.toml", "configs/my_prices.toml", "data/my_city.csv"];

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for document in DOCUMENTS {
        let folder = root().join(document).parent().map(Path::to_path_buf).expect("a folder");
        for link in links(&read(document)) {
            let path = link.split('#').next().unwrap_or(&link);
            if !link.contains("://") && !path.is_empty() && !folder.join(path).exists() {
                broken.push(format!("{document}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_path_is_there() {
    let (mut seen, mut missing) = (0, Vec::new());
    for document in DOCUMENTS {
        for span in spans(&read(document)) {
            let is_path = FOLDERS.iter().any(|folder| span.starts_with(folder)) && !span.contains([' ', '<', '*', '{']);
            if !is_path || READERS_OWN.contains(&span.as_str()) {
                continue;
            }
            seen += 1;
            if !root().join(&span).exists() {
                missing.push(format!("{document}: {span}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(seen > 20, "hardly a path was seen: {seen}");
}

/// Text of every file under a folder with one of these endings.
fn texts(folder: &Path, endings: &[&str], all: &mut String) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            texts(&path, endings, all);
        } else if endings.contains(&ending.as_str()) {
            *all += &format!("{}\n{}\n", path.display(), fs::read_to_string(&path).expect("a file"));
        }
    }
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

/// A name with an underscore is a key, a column, a table, a file, a function: in any case the repository has it.
#[test]
fn every_name_is_one_of_the_program() {
    let mut all = String::new();
    for (folder, endings) in [
        ("src", &["rs"][..]),
        ("tests", &["rs"]),
        ("configs", &["toml"]),
        ("benches", &["rs", "cpp", "py", "toml"]),
        ("data", &["csv"]),
    ] {
        texts(&root().join(folder), endings, &mut all);
    }
    all += &read("docs/config.schema.json");
    for entry in underwater::report::dictionary::entries(underwater::report::all_tables()) {
        all += &format!("\n{}", entry.column);
    }
    let known = words(&all);
    let (mut seen, mut unknown) = (0, Vec::new());
    for document in DOCUMENTS {
        let text = read(document);
        for span in spans(&text) {
            for word in words(&span) {
                let is_name = word.contains('_') && word.starts_with(|c: char| c.is_ascii_lowercase());
                // `x` stands for any estimate, `my` for what is the reader's.
                if !is_name || word.starts_with("x_") || span.contains("my_") {
                    continue;
                }
                seen += 1;
                if !known.contains(word) {
                    unknown.push(format!("{document}: {word} in `{span}`"));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(seen > 200, "hardly a name was seen: {seen}");
}
