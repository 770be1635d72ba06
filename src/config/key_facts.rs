//! What is known of a key without any config: meaning, unit, what it takes, range, default, what it stands in place of; all
//! from the schema, which stands on the types.

use std::fmt;

use serde_json::Value as Json;

use super::{
    check::{Range, words},
    fault::{Fault, Faults},
    key_path::{KeyPath, Step},
    mirror::{OF_ALL_CELLS, SweepValue},
    origin::Place,
    schema::{Schema, belongs_to, one_of_keys, variants},
    suggest,
};
use crate::measure::year_month::MONTH_PATTERN;
use crate::told::{Told, told};

/// A key that an option of the command line varies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Varied {
    /// The option as it was given, `--vary loan.down_payment`: the place of faults.
    pub option: String,
    /// The dotted key.
    pub key: String,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A number.
    Number,
    /// A whole number.
    WholeNumber,
    /// A number, or a distribution whose support lies in the range.
    NumberOrDistribution,
    /// `true` or `false`.
    Switch,
    /// One of some words.
    Word,
    /// Text.
    Text,
    /// A month, `"2015-01"`.
    Month,
    /// A table of keys.
    Table,
    /// A list.
    List,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFacts {
    /// The dotted key, `foreclosure.rounds[0].start_level_frac`.
    pub key: String,
    /// The key and the words of it, `price.kind` and `gbm`, under which there is this key; no words where there always is.
    pub kind_key: Option<String>,
    /// These words.
    pub kinds: Vec<String>,
    /// What it takes.
    pub takes: Takes,
    /// Where its number lies; of a distribution, all of it.
    pub range: Range,
    /// The number is a multiple of this.
    pub multiple_of: Option<i64>,
    /// The words it takes, each with its meaning where the schema tells it.
    pub words: Vec<(String, String)>,
    /// Unit of its number, where its name says so.
    pub unit: Option<&'static str>,
    /// Meaning, in a sentence or some.
    pub meaning: String,
    /// Its value where it is absent and there is one.
    pub default: Option<Json>,
    /// Whether its table needs it.
    pub is_required: bool,
    /// Keys of the same table in place of which it stands; exactly one of them and it is needed.
    pub instead_of: Vec<String>,
    /// The key of the same table, and its word, with which it stands.
    pub with: Option<(String, String)>,
}

impl KeyFacts {
    /// That it takes something else than a number.
    pub(super) fn takes_no_number(&self) -> Told {
        let takes = self.takes.told();
        told!("takes {takes}, not a number", "取{takes}，不是数"; takes)
    }

    /// Whether a number can be put in its place.
    pub fn is_number(&self) -> bool {
        matches!(self.takes, Takes::Number | Takes::WholeNumber | Takes::NumberOrDistribution)
    }

    /// Whether its number is a whole one.
    pub fn is_whole(&self) -> bool {
        self.takes == Takes::WholeNumber
    }

    /// `number` as the value of the key: the nearest whole number of one that is whole.
    pub fn value(&self, number: f64) -> SweepValue {
        if !self.is_whole() {
            return SweepValue::Float(number);
        }
        let step = self.multiple_of.unwrap_or(1).max(1);
        SweepValue::Integer((libm::round(number / step as f64) as i64).saturating_mul(step))
    }
}

impl Takes {
    /// In words.
    pub fn told(self) -> Told {
        match self {
            Self::Number => told!("a number", "数"),
            Self::WholeNumber => told!("a whole number", "整数"),
            Self::NumberOrDistribution => told!("a number or a distribution", "数或分布"),
            Self::Switch => told!("true or false", "true 或 false"),
            Self::Word => told!("a word", "词"),
            Self::Text => told!("a text", "文字"),
            Self::Month => told!("a month", "月份"),
            Self::Table => told!("a table", "表"),
            Self::List => told!("a list", "列表"),
        }
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.told().english())
    }
}

/// What is known of the keys that `pattern` means: the key itself, the keys of the table it names, or else every key in whose
/// name it occurs. A key that several kinds of its table have, each with facts of its own, comes once for each.
///
/// ```
/// # use underwater::config::key_facts;
/// let facts = key_facts("loan.down_payment").remove(0);
/// assert_eq!(facts.range.to_string(), "[0, 1)");
/// assert!(key_facts("foreclosure.rounds[1].start_level_frac")[0].is_number());
/// assert!(key_facts("loan").iter().all(|facts| facts.key.starts_with("loan.")));
/// assert!(key_facts("no_such_key").is_empty());
/// ```
pub fn key_facts(pattern: &str) -> Vec<KeyFacts> {
    let schema = Schema::shared();
    let path = KeyPath::parse(pattern);
    let exact = path.as_ref().map(|path| of_path(path, schema)).unwrap_or_default();
    let known = schema.keys();
    let is_below = |key: &str, above: &str| key.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[']));
    let name = path.map_or_else(|| pattern.trim().to_owned(), |path| path.to_string());
    // A table, or a list of tables; a list of numbers is a key like others. A table of the top may hold keys of any name.
    let is_inner = |facts: &KeyFacts| match facts.takes {
        Takes::Table if !facts.key.contains('.') => true,
        Takes::Table | Takes::List => known.iter().any(|key| is_below(key, &facts.key)),
        _ => false,
    };
    if !exact.is_empty() && !exact.iter().any(is_inner) {
        return exact;
    }
    let is_meant = |key: &&String| match exact.is_empty() {
        true => key.to_lowercase().contains(&name.to_lowercase()),
        false => is_below(key, &name),
    };
    let paths = known.iter().filter(is_meant).filter_map(|key| KeyPath::parse(key));
    paths.flat_map(|path| of_path(&path, schema)).filter(|facts| !is_inner(facts)).collect()
}

/// That each of these keys can have another value in every cell, and takes a number.
///
/// # Errors
/// Of each key that it is none, is the same for every cell, takes no number, or is there twice.
pub fn check_varied(varied: &[Varied]) -> Result<(), Faults> {
    let (schema, mut found) = (Schema::shared(), Vec::new());
    varied_paths(varied, schema, &schema.keys(), &mut found);
    let mut faults = Faults::default();
    faults.extend(found);
    faults.check()
}

/// The key that is nearest to `pattern`, where one is near enough to be meant.
pub fn nearest_key(pattern: &str) -> Option<String> {
    let known = Schema::shared().keys();
    let path = KeyPath::parse(pattern)?;
    // A word alone may be the slip of any key's last.
    let last = || {
        let of_last = |key: &&String| KeyPath::parse(key).and_then(|it| it.last_key().map(str::to_owned));
        let names: Vec<String> = known.iter().filter_map(|key| of_last(&key)).collect();
        let meant = suggest::nearest(pattern.trim(), names.iter().map(String::as_str))?.to_owned();
        known.iter().find(|key| of_last(key).as_ref() == Some(&meant)).cloned()
    };
    suggest::key(&path, &known).map(str::to_owned).or_else(last)
}

/// The paths of the varied keys; what is wrong with them goes to `faults`.
pub(super) fn varied_paths(
    varied: &[Varied],
    schema: &Schema,
    known_keys: &[String],
    faults: &mut Vec<Fault>,
) -> Vec<KeyPath> {
    let mut paths = Vec::new();
    for Varied { option, key } in varied {
        let place = Place::Flag { option: option.clone() };
        let path = path_that_varies(&place, key, schema, known_keys).and_then(|path| {
            let fault = |message: Told, hint: Option<Told>| Fault {
                place: Some(place.clone()),
                key: path.to_string(),
                message,
                hint,
            };
            let facts = of_path(&path, schema);
            if let Some(other) = facts.iter().find(|facts| !facts.is_number()) {
                let words: Vec<String> = other.words.iter().map(|(word, _)| format!("{word:?}")).collect();
                let words = (!words.is_empty()).then(|| suggest::it_is(&words));
                return Err(fault(other.takes_no_number(), words));
            }
            match paths.contains(&path) {
                true => Err(fault(told!("is varied already", "已在变动之列"), None)),
                false => Ok(path),
            }
        });
        match path {
            Ok(path) => paths.push(path),
            Err(fault) => faults.push(fault),
        }
    }
    paths
}

/// The path of a key that may have another value in every cell.
///
/// # Errors
/// It is no key, or the same for every cell.
pub(super) fn path_that_varies(
    place: &Place,
    key: &str,
    schema: &Schema,
    known_keys: &[String],
) -> Result<KeyPath, Fault> {
    let fault = |message: Told, hint: Option<Told>| Fault {
        place: Some(place.clone()),
        key: key.trim().to_owned(),
        message,
        hint,
    };
    let path = KeyPath::parse(key).ok_or_else(|| {
        fault(told!("is not a dotted key, such as loan.term_months", "不是带点的参数名，例如 loan.term_months"), None)
    })?;
    if path.table().is_some_and(|table| OF_ALL_CELLS.contains(&table)) {
        return Err(fault(
            told!("cannot be varied; it is the same for every cell", "不能变动：它对所有单元都相同"),
            None,
        ));
    }
    if schema.find(&path).is_none() {
        let meant = suggest::key_meant(&path, known_keys);
        return Err(fault(told!("is not a key", "不是已知的参数"), meant));
    }
    Ok(path)
}

/// The place of a key in the schema.
#[derive(Clone)]
struct Here<'a> {
    schema: &'a Json,
    /// The alternative of its table that has it.
    table: &'a Json,
    /// The key and the word that choose this alternative.
    kind: Option<(String, &'a str)>,
}

/// The facts of the key at `path`, under every kind of its tables that has it.
pub(super) fn of_path(path: &KeyPath, schema: &Schema) -> Vec<KeyFacts> {
    let mut here = vec![Here { schema: schema.root(), table: &Json::Null, kind: None }];
    let mut above = KeyPath::root();
    for step in path.steps() {
        here = here.into_iter().flat_map(|here| below(here, step, &above)).collect();
        above = match step {
            Step::Key(name) => above.key(name),
            Step::Index(index) => above.index(*index),
        };
    }
    let mut found: Vec<KeyFacts> = Vec::new();
    for facts in here.iter().map(|here| facts(here, path)) {
        let is_same = |other: &&mut KeyFacts| {
            let alike = |it: &KeyFacts| KeyFacts { kinds: Vec::new(), words: Vec::new(), ..it.clone() };
            alike(other) == alike(&facts)
        };
        match found.iter_mut().find(is_same) {
            Some(same) => {
                same.kinds.extend(facts.kinds);
                let new = |word: &(String, String)| !same.words.contains(word);
                let words: Vec<_> = facts.words.into_iter().filter(new).collect();
                same.words.extend(words);
            }
            None => found.push(facts),
        }
    }
    found
}

fn below<'a>(here: Here<'a>, step: &Step, above: &KeyPath) -> Vec<Here<'a>> {
    let Step::Key(name) = step else {
        let items = here.schema.get("items");
        return items.map(|schema| Here { schema, ..here }).into_iter().collect();
    };
    let of_variant = |table: &'a Json| {
        let kind = table["properties"]["kind"]["const"].as_str().filter(|_| name != "kind");
        let kind = kind.map(|word| (above.key("kind").to_string(), word)).or_else(|| here.kind.clone());
        Some(Here { schema: table["properties"].get(name)?, table, kind })
    };
    variants(here.schema).into_iter().filter_map(of_variant).collect()
}

fn facts(here: &Here<'_>, path: &KeyPath) -> KeyFacts {
    let Here { schema, table, kind } = here;
    let name = path.last_key().unwrap_or_default();
    let instead_of = one_of_keys(table).filter(|keys| keys.contains(&name)).flatten();
    KeyFacts {
        key: path.to_string(),
        kind_key: kind.as_ref().map(|(key, _)| key.clone()),
        kinds: kind.iter().map(|(_, word)| (*word).to_owned()).collect(),
        takes: takes(schema),
        range: Range::of(schema),
        multiple_of: schema["multipleOf"].as_i64(),
        words: words_with_meanings(schema, table),
        // A month of the calendar is none from origination.
        unit: unit(path).filter(|_| takes(schema) != Takes::Month),
        meaning: text(&schema["description"]),
        default: schema.get("default").cloned(),
        is_required: table["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name)),
        instead_of: instead_of.filter(|other| *other != name).map(str::to_owned).collect(),
        with: belongs_to(schema).map(|(key, word)| (key.to_owned(), word.to_owned())),
    }
}

fn takes(schema: &Json) -> Takes {
    if schema["x-distribution"] == true {
        return Takes::NumberOrDistribution;
    }
    match schema["type"].as_str().unwrap_or_default() {
        "number" => Takes::Number,
        "integer" => Takes::WholeNumber,
        "boolean" => Takes::Switch,
        "array" => Takes::List,
        _ if !words(schema).is_empty() || schema["const"].is_string() => Takes::Word,
        "object" => Takes::Table,
        _ if variants(schema).iter().any(|it| it["type"] == "object") => Takes::Table,
        _ if schema["pattern"] == MONTH_PATTERN => Takes::Month,
        _ => Takes::Text,
    }
}

fn words_with_meanings(schema: &Json, table: &Json) -> Vec<(String, String)> {
    if let Some(kind) = schema["const"].as_str() {
        return vec![(kind.to_owned(), text(&table["description"]))];
    }
    let meaning = |word: &str| {
        let described = variants(schema).into_iter().find(|it| it["const"] == word);
        described.map_or_else(String::new, |it| text(&it["description"]))
    };
    words(schema).into_iter().map(|word| (word.to_owned(), meaning(word))).collect()
}

/// A description on one line.
pub(super) fn text(description: &Json) -> String {
    description.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The unit in the name of a key; parameters of a distribution have that of its key, but for its shape.
fn unit(path: &KeyPath) -> Option<&'static str> {
    const PARAMETERS: [&str; 7] = ["min", "max", "mode", "mean", "median", "sd", "values"];
    let names = path.steps().iter().rev().filter_map(|step| match step {
        Step::Key(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    let names: Vec<&str> = names.collect();
    let named = match names.as_slice() {
        [parameter, _, key, _, ..] if PARAMETERS.contains(parameter) => key,
        [key, ..] => key,
        [] => return None,
    };
    named.split('_').rev().find_map(|part| match part {
        "months" => Some("months"),
        "month" => Some("month from origination"),
        "years" => Some("years"),
        "annual" => Some("per year"),
        "monthly" => Some("per month"),
        "daily" => Some("per day"),
        "frac" | "share" => Some("fraction"),
        "probability" => Some("probability"),
        "dpd" => Some("days past due"),
        "log" => Some("logs"),
        _ => None,
    })
}
