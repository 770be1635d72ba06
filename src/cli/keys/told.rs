//! Keys and tables in words, as wide as there is room for.

use crate::config::{KeyFacts, KeyTable, Range, Takes, example};
use crate::report::text_table::{Align, render_within, wrapped};

/// Blanks before what is said of a key.
const INDENT: usize = 4;

/// Width under which the names of tables leave too little room beside them.
const NARROW: usize = 72;

/// Width of the names of facts.
const NAMES: usize = 12;

/// Every table with the number of its keys.
pub(super) fn overview(tables: &[KeyTable], width: Option<usize>) -> String {
    let shown = match width.filter(|width| *width < NARROW) {
        Some(_) => tables.iter().map(|table| in_line(table, width, 0)).collect::<Vec<_>>().join("\n"),
        None => beside(tables, width),
    };
    let note = "underwater keys loan tells the keys of a table, underwater keys cash every key with these letters.";
    format!("{shown}\n\n{}\n", paragraph(note, width, 0))
}

/// Names, numbers and meanings in columns.
fn beside(tables: &[KeyTable], width: Option<usize>) -> String {
    let row = |table: &KeyTable| {
        let keys = if table.keys > 0 { table.keys.to_string() } else { String::new() };
        vec![table.name.replace("[0]", "[]"), keys, table.meaning.clone()]
    };
    let columns = [("table", Align::Left), ("keys", Align::Right), ("meaning", Align::Left)];
    // The table stands between two blanks.
    let width = width.and_then(|width| u16::try_from(width.saturating_sub(2)).ok());
    render_within(&columns, tables.iter().map(row).collect(), width)
}

/// A table with the number of its keys and its meaning in a paragraph.
fn in_line(table: &KeyTable, width: Option<usize>, indent: usize) -> String {
    let keys = if table.keys > 0 { format!(", {} keys", table.keys) } else { String::new() };
    paragraph(&format!("{}{keys}: {}", heading(&table.name), table.meaning), width, indent)
}

/// A table: its meaning, its kinds, its own keys, and the tables in it.
pub(super) fn table(table: &KeyTable, tables: &[KeyTable], facts: &[KeyFacts], width: Option<usize>) -> String {
    let inner = inner(table, tables);
    let mut text = format!("{}\n", heading(&table.name));
    text += &format!("{}\n", paragraph(&table.meaning, width, INDENT));
    if facts.is_empty() {
        let where_told = "docs/WRITING.md tells how it is written.";
        return text + &format!("{}\n", paragraph(where_told, width, INDENT));
    }
    let prefix = format!("{}.", table.name);
    let is_inner = |facts: &&KeyFacts| inner.iter().any(|table| facts.key.starts_with(&format!("{}.", table.name)));
    for facts in facts.iter().filter(|facts| !is_inner(facts)) {
        text += "\n";
        text += &in_short(facts, facts.key.strip_prefix(&prefix).unwrap_or(&facts.key), width);
        for (word, meaning) in facts.words.iter().filter(|_| facts.key == format!("{prefix}kind")) {
            text += &format!("{}\n", paragraph(&format!("{word}: {meaning}"), width, INDENT + 2));
        }
    }
    if !inner.is_empty() {
        text += "\ntables in it\n";
    }
    for table in inner {
        text += &format!("{}\n", in_line(table, width, INDENT));
    }
    text
}

fn heading(name: &str) -> String {
    match name.strip_suffix("[0]") {
        Some(list) => format!("[[{list}]]"),
        None => format!("[{name}]"),
    }
}

/// A key in some lines: its name as it is called there, what it takes, and its meaning.
pub(super) fn in_short(facts: &KeyFacts, name: &str, width: Option<usize>) -> String {
    let mut parts = vec![takes_and_range(facts)];
    parts.extend(facts.unit.map(|unit| format!("unit: {unit}")));
    parts.extend(facts.multiple_of.map(|multiple| format!("a multiple of {multiple}")));
    parts.push(presence(facts));
    let kinds = kinds(facts).map_or_else(String::new, |kinds| format!("  ({kinds})"));
    let said = paragraph(&parts.join("; "), width, INDENT);
    format!("{name}{kinds}\n{said}\n{}", meaning(facts, width))
}

/// Everything that is known of a key.
pub(super) fn in_full(facts: &KeyFacts, width: Option<usize>) -> String {
    let mut text = format!("{}\n{}\n", facts.key, meaning(facts, width));
    let mut line = |name: &str, said: &str| {
        let said = wrapped(said, width.unwrap_or(usize::MAX).saturating_sub(INDENT + NAMES).max(24), 0);
        for (at, said) in said.lines().enumerate() {
            let name = if at == 0 { name } else { "" };
            text += format!("{:INDENT$}{name:NAMES$}{said}", "").trim_end();
            text += "\n";
        }
    };
    line("takes", &facts.takes.to_string());
    if facts.takes == Takes::NumberOrDistribution {
        line("", "all that a distribution can draw lies in the range");
    }
    if facts.is_number() {
        line("range", &range(&facts.range).unwrap_or_else(|| "any number".to_owned()));
    }
    if let Some(multiple) = facts.multiple_of {
        line("multiple of", &multiple.to_string());
    }
    if let Some(unit) = facts.unit {
        line("unit", unit);
    }
    for (at, (word, meaning)) in facts.words.iter().enumerate() {
        let said = if meaning.is_empty() { word.clone() } else { format!("{word}: {meaning}") };
        line(if at == 0 { "words" } else { "" }, &said);
    }
    line("absent", &presence(facts));
    if let Some(kinds) = kinds(facts) {
        line("exists with", &kinds);
    }
    for (at, toml) in example(facts).iter().enumerate() {
        line(if at == 0 { "example" } else { "" }, toml);
    }
    text + "\n"
}

/// Its meaning on lines of their own; the word that chooses the kind of a table has none beside its words'.
fn meaning(facts: &KeyFacts, width: Option<usize>) -> String {
    if facts.meaning.is_empty() { String::new() } else { format!("{}\n", paragraph(&facts.meaning, width, INDENT)) }
}

fn takes_and_range(facts: &KeyFacts) -> String {
    let words: Vec<&str> = facts.words.iter().map(|(word, _)| word.as_str()).collect();
    match range(&facts.range).filter(|_| facts.is_number()) {
        Some(range) => format!("{}, {range}", facts.takes),
        None if !words.is_empty() => words.join(", "),
        None => facts.takes.to_string(),
    }
}

/// The range in words where an end is open to infinity; `None` of all numbers.
fn range(range: &Range) -> Option<String> {
    let or = |is_inclusive, with: &str, without: &str| if is_inclusive { with.to_owned() } else { without.to_owned() };
    match (range.minimum(), range.maximum()) {
        (None, None) => None,
        (Some(low), None) => {
            Some(or(low.is_inclusive, &format!("{} or more", low.value), &format!("above {}", low.value)))
        }
        (None, Some(high)) => {
            Some(or(high.is_inclusive, &format!("{} or less", high.value), &format!("below {}", high.value)))
        }
        _ => Some(range.to_string()),
    }
}

/// What holds where the key is absent.
fn presence(facts: &KeyFacts) -> String {
    let instead = facts.instead_of.join(", ");
    let with = facts.with.as_ref().map(|(key, word)| format!("belongs to {key} = {word:?}"));
    let said = match &facts.default {
        Some(value) => format!("default {value}"),
        None if !instead.is_empty() => format!("needed, or in its place {instead}"),
        None if facts.is_required => "needed".to_owned(),
        None => "may be absent".to_owned(),
    };
    with.map_or_else(|| said.clone(), |with| format!("{said}; {with}"))
}

/// Under which words of which key there is this key.
fn kinds(facts: &KeyFacts) -> Option<String> {
    let key = facts.kind_key.as_deref()?;
    Some(format!("{key} = {}", facts.kinds.join(", ")))
}

fn paragraph(text: &str, width: Option<usize>, indent: usize) -> String {
    wrapped(text, width.unwrap_or(usize::MAX), indent)
}

/// The tables that stand in `table`.
fn inner<'a>(table: &KeyTable, tables: &'a [KeyTable]) -> Vec<&'a KeyTable> {
    let is_in = |other: &&KeyTable| other.name.strip_prefix(&table.name).is_some_and(|rest| rest.starts_with('.'));
    tables.iter().filter(is_in).collect()
}
