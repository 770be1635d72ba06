//! The resolved config, defaults written out, every value found by its dotted key. Nothing is decided here: what a
//! value means is said where it is used.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Number, Value as Json};

use super::distribution::Distribution;
use super::series::Series;
use super::survey::Survey;

/// One table of the config, or all of it.
pub struct Config {
    /// Its own dotted key.
    name: String,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    value: Value,
    was_read: Cell<bool>,
}

enum Value {
    Number(Number),
    Text(String),
    Truth(bool),
    Numbers(Vec<f64>),
    Distribution(Distribution),
    Series(Series),
    Survey(Survey),
    Table(Config),
    Tables(Vec<Config>),
}

impl Config {
    /// `resolved` is what the engine's reader and the manifest call so; its data files are relative to `base_dir`.
    pub fn new(resolved: &Json, base_dir: &Path) -> Config {
        assert!(resolved.get("sweep").is_none() && resolved.get("scenario").is_none(), "the twin walks one cell");
        Config::table_of("", resolved, base_dir)
    }

    fn table_of(name: &str, json: &Json, base_dir: &Path) -> Config {
        let mut entries = BTreeMap::new();
        for (key, json) in json.as_object().expect("a table") {
            let full_key = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
            if let Some(value) = Value::of(&full_key, json, base_dir) {
                entries.insert(key.clone(), Entry { value, was_read: Cell::new(false) });
            }
        }
        Config { name: name.into(), entries }
    }

    fn find(&self, key: &str) -> Option<&Value> {
        let mut table = self;
        let mut steps = key.split('.');
        let mut step = steps.next()?;
        loop {
            let entry = table.entries.get(step)?;
            entry.was_read.set(true);
            match (steps.next(), &entry.value) {
                (None, value) => return Some(value),
                (Some(next), Value::Table(inner)) => (table, step) = (inner, next),
                _ => return None,
            }
        }
    }

    fn wrong(&self, key: &str, wanted: &str) -> ! {
        panic!("{}.{key} is not {wanted}", self.name)
    }

    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    pub fn number(&self, key: &str) -> f64 {
        self.maybe_number(key).unwrap_or_else(|| self.wrong(key, "a number"))
    }

    pub fn maybe_number(&self, key: &str) -> Option<f64> {
        match self.find(key)? {
            Value::Number(number) => number.as_f64(),
            _ => self.wrong(key, "a number"),
        }
    }

    /// A count, most often of months.
    pub fn whole(&self, key: &str) -> usize {
        self.maybe_whole(key).unwrap_or_else(|| self.wrong(key, "a whole number"))
    }

    pub fn maybe_whole(&self, key: &str) -> Option<usize> {
        match self.find(key)? {
            Value::Number(number) => number.as_u64().map(|number| number as usize),
            _ => self.wrong(key, "a whole number"),
        }
    }

    pub fn text(&self, key: &str) -> &str {
        self.maybe_text(key).unwrap_or_else(|| self.wrong(key, "a text"))
    }

    pub fn maybe_text(&self, key: &str) -> Option<&str> {
        match self.find(key)? {
            Value::Text(text) => Some(text),
            _ => self.wrong(key, "a text"),
        }
    }

    pub fn is_true(&self, key: &str) -> bool {
        match self.find(key) {
            Some(Value::Truth(truth)) => *truth,
            _ => self.wrong(key, "true or false"),
        }
    }

    pub fn maybe_truth(&self, key: &str) -> Option<bool> {
        match self.find(key)? {
            Value::Truth(truth) => Some(*truth),
            _ => self.wrong(key, "true or false"),
        }
    }

    /// Whether §5b turns a cause off.
    pub fn is_off(&self, cause: &str) -> bool {
        self.table("counterfactual").is_some_and(|counterfactual| !counterfactual.is_true(cause))
    }

    pub fn numbers(&self, key: &str) -> &[f64] {
        match self.find(key) {
            Some(Value::Numbers(numbers)) => numbers,
            _ => self.wrong(key, "a list of numbers"),
        }
    }

    /// What the uniform `u` draws: a key may hold a number, or a distribution.
    pub fn draw(&self, key: &str, u: f64) -> f64 {
        match self.find(key) {
            Some(Value::Number(number)) => number.as_f64().unwrap(),
            Some(Value::Distribution(distribution)) => distribution.draw(u),
            _ => self.wrong(key, "a number or a distribution that the twin draws from"),
        }
    }

    /// What a key draws: what stands in row `row` of the survey, else what the uniform `u` draws.
    pub fn draw_of(&self, key: &str, u: f64, row: Option<usize>) -> f64 {
        match (self.find(key), row) {
            (Some(Value::Distribution(Distribution::Survey(column))), Some(row)) => {
                self.survey().expect("a survey").column(column)[row]
            }
            _ => self.draw(key, u),
        }
    }

    /// (330) The survey of the households, if there is one.
    pub fn survey(&self) -> Option<&Survey> {
        match self.find("household.survey")? {
            Value::Survey(survey) => Some(survey),
            _ => self.wrong("household.survey", "a survey"),
        }
    }

    /// The mean of what `draw` draws.
    pub fn mean(&self, key: &str) -> f64 {
        match self.find(key) {
            Some(Value::Number(number)) => number.as_f64().unwrap(),
            Some(Value::Distribution(distribution)) => distribution.mean(),
            _ => self.wrong(key, "a number or a distribution that the twin draws from"),
        }
    }

    pub fn series(&self, key: &str) -> &Series {
        match self.find(key) {
            Some(Value::Series(series)) => series,
            _ => self.wrong(key, "a series"),
        }
    }

    /// A table that may be left out.
    pub fn table(&self, key: &str) -> Option<&Config> {
        match self.find(key)? {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// A list of tables; one that is left out is empty.
    pub fn tables(&self, key: &str) -> &[Config] {
        match self.find(key) {
            None => &[],
            Some(Value::Tables(tables)) => tables,
            Some(_) => self.wrong(key, "a list of tables"),
        }
    }

    /// Months and levels of a table's knots.
    pub fn knots(&self, level: &str) -> (Vec<f64>, Vec<f64>) {
        self.tables("knots").iter().map(|knot| (knot.number("month"), knot.number(level))).unzip()
    }

    /// Dotted keys of the values, those that were read first, then those that nothing asked for.
    pub fn keys(&self) -> [BTreeSet<String>; 2] {
        let mut keys = [BTreeSet::new(), BTreeSet::new()];
        for (key, entry) in &self.entries {
            let inner = match &entry.value {
                Value::Table(table) => std::slice::from_ref(table),
                Value::Tables(tables) => tables,
                _ => &[],
            };
            if inner.is_empty() {
                let name = if self.name.is_empty() { key.clone() } else { format!("{}.{key}", self.name) };
                keys[usize::from(!entry.was_read.get())].insert(name);
            }
            for table in inner {
                for (all, some) in keys.iter_mut().zip(table.keys()) {
                    all.extend(some);
                }
            }
        }
        keys
    }
}

impl Value {
    /// `None` for what is left out.
    fn of(key: &str, json: &Json, base_dir: &Path) -> Option<Value> {
        Some(match json {
            Json::Null => return None,
            Json::Bool(truth) => Value::Truth(*truth),
            Json::Number(number) => Value::Number(number.clone()),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(items) if items.iter().all(Json::is_object) => {
                Value::Tables(items.iter().map(|item| Config::table_of(key, item, base_dir)).collect())
            }
            Json::Array(items) => Value::Numbers(items.iter().map(|item| item.as_f64().expect("a number")).collect()),
            Json::Object(_) if key == "household.survey" => Value::Survey(Survey::of(json, base_dir)),
            Json::Object(_) => match Distribution::of(json, base_dir) {
                Some(distribution) => Value::Distribution(distribution),
                None => {
                    let table = Config::table_of(key, json, base_dir);
                    if table.has("file") { Value::Series(Series::of(&table, base_dir)) } else { Value::Table(table) }
                }
            },
        })
    }
}
