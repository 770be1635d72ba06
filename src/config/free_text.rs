//! Names, titles, keys and comments are checked once, where they come in: what breaks a line, a terminal or a figure, or
//! is longer than a folder's name or a workbook's field may be, goes no further.

use std::borrow::Cow;

use super::{
    fault::Fault,
    node::{Node, Value},
    origin::{Origin, Sources},
    shown::{is_hidden, name_of},
};
use crate::told::{Told, told};

/// Longest key, characters.
const LONGEST_KEY: usize = 200;

/// Longest text of a key, characters. A study's name is a folder's, a scenario's stands in every table and legend, a
/// title among the properties of a workbook, which take 255.
fn longest(key: &str) -> usize {
    match key {
        "name" => 80,
        "title" | "title_zh" => 200,
        "currency" => 20,
        "of" | "en" | "zh" => 80,
        _ => 1000,
    }
}

/// The text of a config file with its hidden characters replaced by blanks, each of them a fault but those that
/// divide lines. What is read from it has the same place.
pub(super) fn of_file<'a>(text: &'a str, source: usize, sources: &Sources, faults: &mut Vec<Fault>) -> Cow<'a, str> {
    let is_wrong = |c: char| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t');
    if !text.chars().any(is_wrong) {
        return Cow::Borrowed(text);
    }
    for (start, c) in text.char_indices().filter(|(_, c)| is_wrong(*c)) {
        let place = sources.place(Origin::new(source, start..start + c.len_utf8()));
        let name = name_of(c);
        faults.push(Fault::of_file(place, told!("has {name} here", "此处有{name}"; name)));
    }
    let blank = |c: char| if is_wrong(c) { " ".repeat(c.len_utf8()) } else { c.to_string() };
    Cow::Owned(text.chars().map(blank).collect())
}

/// Checks the keys and texts below `node`, whose dotted key is `key`.
pub(super) fn of_values(node: &Node, key: &str, sources: &Sources, faults: &mut Vec<Fault>) {
    match &node.value {
        Value::Table(table) => {
            for entry in table.iter() {
                let fault = wrong(&entry.key, LONGEST_KEY);
                let dotted = || if key.is_empty() { entry.key.clone() } else { format!("{key}.{}", entry.key) };
                if let Some(message) = fault {
                    let place = Some(sources.place(entry.key_origin));
                    faults.push(Fault {
                        place,
                        key: dotted(),
                        message: told!("{message} in the key", "参数名{message}"; message),
                        hint: None,
                    });
                }
                if may_hold_text(&entry.node) {
                    of_values(&entry.node, &dotted(), sources, faults);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| may_hold_text(item)) {
                of_values(item, &format!("{key}[{index}]"), sources, faults);
            }
        }
        Value::String(text) => {
            let last = key.rsplit('.').next().unwrap_or_default();
            if let Some(message) = wrong(text, longest(last)) {
                let place = Some(sources.place(node.origin));
                faults.push(Fault { place, key: key.to_owned(), message, hint: None });
            }
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime => {}
    }
}

fn may_hold_text(node: &Node) -> bool {
    matches!(node.value, Value::Table(_) | Value::Array(_) | Value::String(_))
}

fn wrong(text: &str, longest: usize) -> Option<Told> {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        let name = name_of(c);
        return Some(told!("has {name}", "含有{name}"; name));
    }
    let length = text.chars().count();
    (length > longest)
        .then(|| told!("has {length} characters, more than {longest}", "有 {length} 个字符，多于 {longest} 个"))
}
