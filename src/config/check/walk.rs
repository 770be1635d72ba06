//! Walks a document beside its schema: types, ranges, words.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::found::Found;
use super::range::Range;
use super::text;
use crate::config::{
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    node::{Node, Value},
    origin::Origin,
    schema::{Schema, alternatives},
    suggest,
};
use crate::told::{Told, told};

/// Tables and lists in which nothing was found, by their identity and that of their schema; they are held, so that no
/// other takes their identity.
pub(super) type Clean = HashMap<(usize, usize), Node>;

/// Every fault of the document against the schema.
pub(super) fn walk(document: &Document, schema: &Schema, known_keys: &[String], clean: &mut Clean) -> Found {
    let mut walker = Walker { document, known_keys, clean, found: Found::default() };
    walker.value(schema.root(), document.root(), &KeyPath::root());
    walker.found
}

/// Every fault of one value against a schema of its own.
pub(in crate::config) fn value(document: &Document, schema: &Json, node: &Node, path: &KeyPath) -> Vec<Fault> {
    let mut walker = Walker { document, known_keys: &[], clean: &mut Clean::default(), found: Found::default() };
    walker.value(schema, node, path);
    let Found { mut values, relations } = walker.found;
    values.extend(relations);
    values
}

/// A walk in progress.
pub(super) struct Walker<'a> {
    pub document: &'a Document,
    /// Every dotted key there is, for suggestions.
    pub known_keys: &'a [String],
    clean: &'a mut Clean,
    pub found: Found,
}

impl Walker<'_> {
    /// Checks one value of whatever type its schema says.
    pub fn value(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        let Some(identity) = node.identity() else {
            return self.value_of_any_type(schema, node, path);
        };
        let identity = (identity, std::ptr::from_ref(schema).addr());
        if self.clean.contains_key(&identity) {
            return;
        }
        let before = self.found.count();
        self.value_of_any_type(schema, node, path);
        if self.found.count() == before {
            self.clean.insert(identity, node.clone());
        }
    }

    fn value_of_any_type(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        if schema["x-distribution"] == true {
            return self.distribution(schema, node, path);
        }
        if let Some(kinds) = alternatives(schema) {
            let is_word = kinds.first().is_some_and(|kind| kind["type"] == "string");
            return if is_word { self.word(&words(schema), node, path) } else { self.tagged_table(kinds, node, path) };
        }
        if schema["type"].is_array() {
            return self.single(node, path);
        }
        match schema["type"].as_str().unwrap_or_default() {
            "object" => self.table(schema, node, path),
            "array" => self.list(schema, node, path),
            "number" => self.number(schema, node, path),
            "integer" => self.integer(schema, node, path),
            "boolean" => self.switch(node, path),
            _ => self.text(schema, node, path),
        }
    }

    /// A number, a word or a switch.
    fn single(&mut self, node: &Node, path: &KeyPath) {
        match node.value {
            Value::Table(_) => {
                let quotes = told!(
                    "a dotted key is written in quotes: \"loan.term_months\"",
                    "带点的参数名要加引号：\"loan.term_months\""
                );
                self.wrong_type(node, path, told!("a number, a word or a switch", "数、词或开关"), Some(quotes));
            }
            Value::Array(_) | Value::Datetime => {
                self.wrong_type(node, path, told!("a number, a word or a switch", "数、词或开关"), None)
            }
            _ => {}
        }
    }

    /// A number in its range.
    pub fn number(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        let range = Range::of(schema);
        match node.as_f64() {
            None => {
                let hint = text::number_hint(node, &range);
                self.wrong_type(node, path, told!("a number", "数"), hint);
            }
            Some(value) if !value.is_finite() => {
                self.fault(node, path, told!("is not a finite number", "不是有限的数"))
            }
            Some(value) => self.in_range(&range, value, node, path),
        }
    }

    /// Whether `value`, written at `node`, lies in `range`.
    pub fn in_range(&mut self, range: &Range, value: f64, node: &Node, path: &KeyPath) {
        if !range.contains(value) {
            let fault = self.about(node, path, told!("is not in {range}", "不在 {range} 内"));
            self.found.values.push(fault.hint(range.percent_hint(value)));
        }
    }

    fn integer(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        let Some(value) = node.as_integer() else {
            let hint = match node.as_f64() {
                Some(value) if value.is_finite() && value.fract() == 0.0 => {
                    Some(told!("write {value}", "请写 {value}"))
                }
                _ => text::unquoted_hint(node),
            };
            return self.wrong_type(node, path, told!("a whole number", "整数"), hint);
        };
        let range = Range::of(schema);
        if !range.contains(value as f64) {
            return self.in_range(&range, value as f64, node, path);
        }
        if let Some(step) = schema["multipleOf"].as_i64()
            && value % i128::from(step) != 0
        {
            self.fault(node, path, told!("is not a multiple of {step}", "不是 {step} 的倍数"));
        }
    }

    fn switch(&mut self, node: &Node, path: &KeyPath) {
        if !matches!(node.value, Value::Boolean(_)) {
            self.wrong_type(node, path, told!("true or false", "true 或 false"), text::switch_hint(node));
        }
    }

    fn text(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        if schema["enum"].is_array() {
            return self.word(&words(schema), node, path);
        }
        let pattern = schema["pattern"].as_str().unwrap_or_default();
        let Some(text) = node.as_str() else {
            let written = self.document.sources().written(node.origin);
            let hint = text::date_hint(node, pattern, written);
            return self.wrong_type(node, path, told!("a string", "字符串"), hint);
        };
        if let Some(message) = text::violates(pattern, text) {
            self.fault(node, path, message);
        }
    }

    /// One of some words.
    pub fn word(&mut self, words: &[&str], node: &Node, path: &KeyPath) {
        let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
        let allowed = suggest::one_of(&quoted);
        let Some(given) = node.as_str() else {
            return self.wrong_type(node, path, allowed, None);
        };
        if !words.contains(&given) {
            let fault = self.about(node, path, told!("is not {allowed}", "不是 {allowed}"; allowed));
            let hint = suggest::did_you_mean(given, words.iter().copied());
            self.found.values.push(fault.hint(hint));
        }
    }

    fn list(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        let Some(items) = node.as_array() else {
            return self.wrong_type(node, path, told!("a list", "列表"), None);
        };
        let count = items.len() as u64;
        let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
        if least.is_some_and(|least| count < least) {
            self.fault(node, path, told!("is an empty list; at least one is needed", "是空列表；至少需要一个"));
        }
        if let Some(most) = most.filter(|most| count > *most) {
            self.fault(
                node,
                path,
                told!("has {count} elements; at most {most} are allowed", "有 {count} 个元素；最多允许 {most} 个"),
            );
        }
        for (index, item) in items.iter().enumerate() {
            self.value(&schema["items"], item, &path.index(index));
        }
    }

    /// Adds the fault that `node` is not `expected`.
    pub fn wrong_type(&mut self, node: &Node, path: &KeyPath, expected: Told, hint: Option<Told>) {
        let message = match node.value {
            Value::Table(_) => told!("is a table, not {expected}", "是表，不是{expected}"; expected),
            Value::Array(_) => told!("is a list, not {expected}", "是列表，不是{expected}"; expected),
            _ => told!("is not {expected}", "不是{expected}"; expected),
        };
        let fault = self.about(node, path, message);
        self.found.values.push(fault.hint(hint));
    }

    /// Adds a fault of the value `node`.
    pub fn fault(&mut self, node: &Node, path: &KeyPath, message: Told) {
        let fault = self.about(node, path, message);
        self.found.values.push(fault);
    }

    /// A fault of the value `node`, which it writes out.
    pub fn about(&self, node: &Node, path: &KeyPath, message: Told) -> Fault {
        self.at(node.origin, path, self.document.about(node, message))
    }

    /// A fault at `origin`.
    pub fn at(&self, origin: Origin, path: &KeyPath, message: Told) -> Fault {
        let place = Some(self.document.place(origin));
        Fault { place, key: path.to_string(), message, hint: None }
    }
}

/// The words a schema allows.
pub(in crate::config) fn words(schema: &Json) -> Vec<&str> {
    let listed = schema["enum"].as_array().into_iter().flatten();
    let described = alternatives(schema).into_iter().flatten();
    let described = described.flat_map(|it| {
        let several = it["enum"].as_array().into_iter().flatten();
        it.get("const").into_iter().chain(several)
    });
    listed.chain(described).filter_map(Json::as_str).collect()
}
