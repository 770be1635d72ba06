//! What the authors of a config wrote beside its values: the question in its head, and a source or the word
//! *assumption* behind each number.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::document::Document;
use super::load::Loaded;
use super::node::{Node, Value};
use super::origin::{Origin, Place, Sources};
use super::shown::cut;

/// A value as it was written, and the comment on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Scenario that sets it; `None` where all cells share it.
    pub scenario: Option<String>,
    /// Dotted key.
    pub key: String,
    /// The value as written.
    pub written: String,
    /// The comment behind it, or the comment lines above it; empty where there is none.
    pub comment: String,
    /// Name of the file and line, or the option.
    pub place: String,
}

/// What the head of a config says it asks: the comment block before the first key that begins with `Question:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The question, up to its question mark.
    pub question: String,
    /// The rest of the block.
    pub remarks: String,
}

/// The question of the config that was asked for, not of those it extends.
pub fn head(loaded: &Loaded) -> Head {
    let text = loaded.source_paths.last().and_then(|path| loaded.document.sources().file(path)).unwrap_or_default();
    let comments = text.lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
    let block: Vec<&str> = comments
        .map(|line| line.trim_start_matches('#').trim())
        .skip_while(|line| !line.starts_with("Question:"))
        .take_while(|line| !line.is_empty())
        .collect();
    let block = block.join(" ");
    let block = block.trim_start_matches("Question:").trim();
    let (question, remarks) = block.split_at(block.find('?').map_or(block.len(), |at| at + 1));
    // It follows a colon in the file; here it stands alone.
    let mut letters = question.chars();
    let question = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Head { question: shown(&question), remarks: shown(remarks.trim()) }
}

/// A text for a field of a table; the whole of it stands in the config.
fn shown(text: &str) -> String {
    const MOST: usize = 4000;
    cut(text, MOST).into_owned()
}

/// Every written value in the order of the merged config, then what each scenario sets; swept keys are left out, since
/// the cells name them.
pub fn notes(loaded: &Loaded) -> Vec<Note> {
    let base = &loaded.document;
    let mut notes = Vec::new();
    let base_leaves = leaves(base);
    let swept: HashSet<&str> =
        loaded.cells.iter().flat_map(|cell| &cell.swept).map(|(name, _)| name.as_str()).collect();
    for (key, node) in base_leaves.iter().filter(|(key, _)| !swept.contains(key.as_str())) {
        notes.push(note(base, None, key, node));
    }
    let of_base: HashMap<&str, Origin> = base_leaves.iter().map(|(key, node)| (key.as_str(), node.origin)).collect();
    let mut told: HashSet<&str> = HashSet::new();
    for cell in &loaded.cells {
        let Some(scenario) = cell.scenario.as_deref().filter(|name| told.insert(name)) else { continue };
        let is_base = |key: &str, node: &Node| of_base.get(key) == Some(&node.origin);
        let leaves = leaves(&cell.document);
        let own =
            leaves.iter().filter(|(key, node)| !is_base(key, node) && !cell.swept.iter().any(|(name, _)| name == key));
        notes.extend(own.map(|(key, node)| note(&cell.document, Some(scenario), key, node)));
    }
    notes
}

fn note(document: &Document, scenario: Option<&str>, key: &str, node: &Node) -> Note {
    let sources = document.sources();
    let place = match document.place(node.origin) {
        Place::File { file, line, .. } => {
            let name = Path::new(&file).file_name().map_or(file.clone(), |name| name.to_string_lossy().into_owned());
            format!("{name}:{line}")
        }
        Place::Flag { option } => option,
    };
    Note {
        scenario: scenario.map(str::to_owned),
        key: key.to_owned(),
        written: shown(&sources.written(node.origin).split_whitespace().collect::<Vec<_>>().join(" ")),
        comment: shown(&comment(sources, node)),
        place,
    }
}

/// The comment behind a value, or else the comment lines right above its own.
fn comment(sources: &Sources, node: &Node) -> String {
    let Some((before, after)) = sources.around(node.origin) else { return String::new() };
    let rest = after.lines().next().unwrap_or_default();
    if let Some((_, comment)) = rest.split_once('#') {
        return with_what_it_points_to(comment.trim(), before);
    }
    let mut above: Vec<&str> = before
        .lines()
        .rev()
        .skip(1)
        .take_while(|line| line.trim_start().starts_with('#'))
        .map(|line| line.trim().trim_start_matches('#').trim())
        .collect();
    above.reverse();
    above.join(" ")
}

/// A comment that says "see above", followed by the comment lines that it means: the last ones above it.
fn with_what_it_points_to(comment: &str, before: &str) -> String {
    const POINTS: [&str; 2] = ["see above", "见上"];
    if !POINTS.iter().any(|points| comment.to_lowercase().contains(points)) {
        return comment.to_owned();
    }
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let above = before.lines().rev().skip(1).skip_while(|line| !is_comment(line)).take_while(is_comment);
    let mut above: Vec<&str> = above.map(|line| line.trim().trim_start_matches('#').trim()).collect();
    above.reverse();
    match above.is_empty() {
        true => comment.to_owned(),
        false => format!("{comment}: {}", above.join(" ")),
    }
}

/// Dotted keys and their values, down to what is written in one piece: a number, a word, a distribution, an inline list.
fn leaves(document: &Document) -> Vec<(String, Node)> {
    let mut found = Vec::new();
    walk(document, String::new(), document.root(), &mut found);
    found
}

fn walk(document: &Document, key: String, node: &Node, found: &mut Vec<(String, Node)>) {
    let written = document.sources().written(node.origin);
    let in_one_piece = match &node.value {
        Value::Table(_) => written.starts_with('{'),
        Value::Array(items) => {
            let tables = items.iter().any(|item| item.as_table().is_some());
            !tables || (written.starts_with('[') && !written.starts_with("[["))
        }
        _ => true,
    };
    match &node.value {
        _ if in_one_piece => found.push((key, node.clone())),
        Value::Table(table) => {
            for entry in table.iter() {
                let dotted = if key.is_empty() { entry.key.clone() } else { format!("{key}.{}", entry.key) };
                walk(document, dotted, &entry.node, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(document, format!("{key}[{index}]"), item, found);
            }
        }
        _ => {}
    }
}
