//! How a key is written: the value it has in a config that comes with the program, or else its default.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use serde_json::Value as Json;

use super::{
    document::Document,
    key_facts::{KeyFacts, Takes},
    key_path::{KeyPath, Step},
    node::Value,
    origin::Sources,
    parse,
    shipped::{REGIMES, STUDIES, Shipped},
};
/// Lines of TOML that give the key a value: the header of its table, what the key stands with, and the key.
///
/// ```
/// # use underwater::config::{example, key_facts};
/// let facts = &key_facts("foreclosure.rounds[0].success")[0];
/// assert_eq!(example(facts), ["[[foreclosure.rounds]]", "success = 0.35"]);
/// ```
pub fn example(facts: &KeyFacts) -> Vec<String> {
    let Some(path) = KeyPath::parse(&facts.key) else { return Vec::new() };
    let Some((last, above)) = path.steps().split_last() else { return Vec::new() };
    let (Step::Key(name), Some(value)) = (last, value(facts, &path)) else { return Vec::new() };
    // A table within one of a list stands after the head of that one.
    let inner = (1..above.len()).filter(|end| matches!(above[end - 1], Step::Index(_)));
    let mut lines: Vec<String> = inner.map(|end| header(&above[..end])).chain([header(above)]).collect();
    // The word of a kind that stands in the same table belongs to the example; that of an outer one has its own.
    let table = KeyPath::of(above).to_string();
    let kind = facts.kind_key.as_deref().and_then(|key| key.rsplit_once('.'));
    if let (Some((of, key)), Some(word)) = (kind, facts.kinds.first())
        && of == table
    {
        lines.push(format!("{key} = {word:?}"));
    }
    lines.extend(facts.with.iter().map(|(key, word)| format!("{key} = {word:?}")));
    lines.push(format!("{name} = {value}"));
    lines
}

/// `[a.b]`, or `[[a.b]]` of a list of tables.
fn header(steps: &[Step]) -> String {
    let names = steps.iter().filter_map(|step| match step {
        Step::Key(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    let name = names.collect::<Vec<_>>().join(".");
    if matches!(steps.last(), Some(Step::Index(_))) { format!("[[{name}]]") } else { format!("[{name}]") }
}

fn value(facts: &KeyFacts, path: &KeyPath) -> Option<String> {
    static SHIPPED: LazyLock<Vec<Document>> =
        LazyLock::new(|| REGIMES.iter().chain(&STUDIES).filter_map(read).collect());
    let shipped = |facts: &KeyFacts, path: &KeyPath| SHIPPED.iter().find_map(|document| written(document, facts, path));
    // A table of a region is one of the study once more.
    let of_study = || {
        let key = KeyPath::parse(facts.key.strip_prefix(OF_REGION)?)?;
        let kind_key = facts.kind_key.as_ref().map(|kind| kind.strip_prefix(OF_REGION).unwrap_or(kind).to_owned());
        shipped(&KeyFacts { kind_key, ..facts.clone() }, &key)
    };
    shipped(facts, path).or_else(of_study).or_else(|| facts.default.as_ref().map(toml)).or_else(|| made_up(facts))
}

/// Where a region's own tables stand.
const OF_REGION: &str = "region[0].";

/// A shipped config by itself, without what it extends.
fn read(shipped: &Shipped) -> Option<Document> {
    let mut sources = Sources::default();
    let source = sources.add_file(Path::new(shipped.name), shipped.text.to_owned());
    let root = parse::document(shipped.text, source, &sources, &mut Vec::new())?;
    Some(Document::new(root, Arc::new(sources)))
}

/// The value as it is written in the config, or in one of its scenarios, under a kind that has the key.
fn written(document: &Document, facts: &KeyFacts, path: &KeyPath) -> Option<String> {
    let scenarios = match document.root().as_table().and_then(|root| root.get("scenario")).map(|node| &node.value) {
        Some(Value::Array(items)) => items.as_slice(),
        _ => &[],
    };
    std::iter::once(document.root()).chain(scenarios).find_map(|layer| {
        let kind = facts.kind_key.as_ref().map(|key| KeyPath::parse(key).and_then(|key| layer.get(&key)?.as_str()));
        if kind.is_some_and(|kind| !kind.is_some_and(|word| facts.kinds.iter().any(|it| it == word))) {
            return None;
        }
        let node = layer.get(path)?;
        let text = document.sources().written(node.origin);
        // A table written with dotted keys has no text of its own.
        (!matches!(node.value, Value::Table(_)) || text.starts_with('{')).then(|| text.to_owned())
    })
}

/// A default as TOML writes it.
fn toml(value: &Json) -> String {
    value.to_string()
}

/// A value that is allowed, where nobody wrote one.
fn made_up(facts: &KeyFacts) -> Option<String> {
    match facts.takes {
        Takes::Word => facts.words.first().map(|(word, _)| format!("{word:?}")),
        Takes::Switch => Some("true".to_owned()),
        Takes::Month => Some("\"2024-01\"".to_owned()),
        Takes::Text => Some("\"...\"".to_owned()),
        Takes::Number | Takes::NumberOrDistribution | Takes::WholeNumber => {
            let candidates = [0.01, 0.5, 1.0, 12.0, 1000.0];
            let is_whole = facts.takes == Takes::WholeNumber;
            let fits = |number: &&f64| facts.range.contains(**number) && (!is_whole || number.fract() == 0.0);
            candidates.iter().find(fits).map(ToString::to_string)
        }
        // Tables of names of one's own, where no shipped study has any.
        Takes::Table if facts.key.ends_with(".correlation") => Some("{ wuhan = 0.5 }".to_owned()),
        Takes::Table => Some("{ id = \"LOAN_NO\" }".to_owned()),
        Takes::List => None,
    }
}
