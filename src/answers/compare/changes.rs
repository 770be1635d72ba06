//! `changes`: what differs in what two runs were made of.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use serde_json::Value;

use super::cells::{Matched, line};
use super::judgement::Judged;
use super::run::{Place, Run};
use crate::aggregate::{AggregateError, Frame, Source, Table, plain};
use crate::outcome::{Column, Unit, Words, is_only_shown};

const WHAT: Column = Column::new(
    "what",
    Unit::Text,
    "What differs: config, words (name, title), seed, worlds, households, data, version, value_version, cell, estimate.",
    "类别",
    "何处不同：config 配置、words 名称或标题、seed 种子、worlds 世界数、households 家庭数、data 数据、version 程序版本、value_version 数值版本、cell 单元、estimate 估计值。",
);
/// Scenario that sets a key.
pub const SCENARIO_OF_KEY: Column = Column::new(
    "scenario",
    Unit::Text,
    "Scenario that sets the key; empty where all cells share it.",
    "情景",
    "设定该参数的情景；所有单元共用时为空。",
);
/// What it is called.
pub const KEY: Column = Column::new(
    "key",
    Unit::Text,
    "Dotted key of the config, name of a data file, or the cell or estimate that only one of them has.",
    "名称",
    "配置的参数、数据文件名，或仅一方具有的单元、估计值。",
);
/// Value in A.
pub const VALUE_A: Column = Column::new(
    "value_a",
    Unit::Text,
    "Value in A, of a data file its digest; empty where A has none.",
    "甲值",
    "甲中的取值，数据文件为其摘要；甲中没有则为空。",
);
/// Where A has it from.
pub const PLACE_A: Column = Column::new(
    "place_a",
    Unit::Text,
    "File and line, or the option, that set it in A; `default` where nothing did.",
    "甲出处",
    "甲中设定它的文件与行，或命令行选项；未设定则为 default。",
);
/// Value in B.
pub const VALUE_B: Column =
    Column::new("value_b", Unit::Text, "The same in B.", "乙值", "乙中的取值，说明同 value_a。");
/// Where B has it from.
pub const PLACE_B: Column =
    Column::new("place_b", Unit::Text, "The same in B.", "乙出处", "乙中的出处，说明同 place_a。");

/// What two runs were made of.
pub const CHANGES: Table = Table {
    name: "changes",
    holds: Words::new(
        "a row per thing that differs between two runs in config, data, version or size, with both values and places",
        "两次运行在配置、数据、版本或规模上每个不同之处一行，含双方取值及出处",
    ),
    columns: || plain([WHAT, SCENARIO_OF_KEY, KEY, VALUE_A, PLACE_A, VALUE_B, PLACE_B]).collect(),
    source: Source::Answer,
    rows: |_| 20.0,
};

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A key of the config.
    Config,
    /// The study's name, title or other words: no number depends on them.
    Words,
    /// The seed.
    Seed,
    /// The number of worlds.
    Worlds,
    /// The number of households.
    Households,
    /// A data file.
    Data,
    /// The version of the program.
    Version,
    /// The version of the numbers.
    ValueVersion,
    /// A cell that only one has.
    Cell,
    /// An estimate that only one has.
    Estimate,
}

impl What {
    const ALL: [Self; 10] = [
        Self::Config,
        Self::Words,
        Self::Seed,
        Self::Worlds,
        Self::Households,
        Self::Data,
        Self::Version,
        Self::ValueVersion,
        Self::Cell,
        Self::Estimate,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Words => "words",
            Self::Seed => "seed",
            Self::Worlds => "worlds",
            Self::Households => "households",
            Self::Data => "data",
            Self::Version => "version",
            Self::ValueVersion => "value_version",
            Self::Cell => "cell",
            Self::Estimate => "estimate",
        }
    }
}

/// What each row of the table is about; an unknown word counts as a key's.
///
/// # Errors
/// There is no such column.
pub fn what(changes: &DataFrame) -> Result<Vec<What>, AggregateError> {
    let words = changes.column(WHAT.name)?.str()?.iter();
    let of = |word: Option<&str>| What::ALL.into_iter().find(|what| Some(what.name()) == word);
    Ok(words.map(|word| of(word).unwrap_or(What::Config)).collect())
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    what: What,
    scenario: String,
    key: String,
    /// Value and place in A and in B.
    sides: [(String, String); 2],
}

impl Change {
    fn of(what: What, key: &str, values: [String; 2]) -> Self {
        let sides = values.map(|value| (value, String::new()));
        Self { what, scenario: String::new(), key: key.to_owned(), sides }
    }
}

/// Everything that differs, in the order in which it is told.
pub(super) fn found(a: &Run, b: &Run, matched: &Matched, judged: &Judged) -> Vec<Change> {
    let mut changes = of_configs(a, b);
    let mut number = |what, key: &str, values: [String; 2]| {
        if values[0] != values[1] {
            changes.push(Change::of(what, key, values));
        }
    };
    number(What::Seed, "study.seed", [a, b].map(|run| run.seed.to_string()));
    number(What::Worlds, "study.worlds", [a, b].map(|run| run.worlds.to_string()));
    number(What::Households, "study.households", [a, b].map(|run| run.households.to_string()));
    let digests = [a, b].map(|run| run.data.iter().cloned().collect::<BTreeMap<_, _>>());
    for file in digests[0].keys().chain(digests[1].keys().filter(|file| !digests[0].contains_key(*file))) {
        let digest = |of: &BTreeMap<String, String>| of.get(file).cloned().unwrap_or_default();
        number(What::Data, file, [digest(&digests[0]), digest(&digests[1])]);
    }
    number(What::Version, "version", [a, b].map(|run| run.version.clone()));
    number(What::ValueVersion, "value_version", [a, b].map(|run| run.value_version.to_string()));
    let cell = |run: &Run, cell: usize| run.labels.get(cell).map_or_else(String::new, line);
    for only in &matched.only_a {
        number(What::Cell, &cell(a, *only), [only.to_string(), String::new()]);
    }
    for only in &matched.only_b {
        number(What::Cell, &cell(b, *only), [String::new(), only.to_string()]);
    }
    for (name, is_in_a) in &judged.only_in_one {
        let yes_no = |is_there: bool| if is_there { "yes".to_owned() } else { String::new() };
        number(What::Estimate, name, [yes_no(*is_in_a), yes_no(!*is_in_a)]);
    }
    changes
}

/// Keys told of by rows of their own.
const OWN_ROWS: [&str; 3] = ["study.seed", "study.worlds", "study.households"];

fn of_configs(a: &Run, b: &Run) -> Vec<Change> {
    let values = [a, b].map(|run| flat(&run.config));
    let only_b = values[1].keys().filter(|key| !values[0].contains_key(*key));
    let mut changes = Vec::new();
    for (scenario, key) in values[0].keys().chain(only_b) {
        let name = (scenario.clone(), key.clone());
        if values[0].get(&name) == values[1].get(&name) || OWN_ROWS.contains(&key.as_str()) {
            continue;
        }
        let side = |run: &Run, values: &BTreeMap<(String, String), String>| match values.get(&name) {
            Some(value) => (value.clone(), place(&run.places, scenario, key)),
            None => Default::default(),
        };
        let what = if is_only_shown(key) { What::Words } else { What::Config };
        let sides = [side(a, &values[0]), side(b, &values[1])];
        changes.push(Change { what, scenario: scenario.clone(), key: key.clone(), sides });
    }
    changes
}

/// Where a value was written: it itself, or the longest part of its key that was.
fn place(places: &[Place], scenario: &str, key: &str) -> String {
    let is_part = |whole: &str| {
        key.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['))
    };
    let here = places.iter().filter(|it| it.scenario.as_deref().unwrap_or_default() == scenario && is_part(&it.key));
    match here.max_by_key(|it| it.key.len()) {
        Some(found) => found.place.clone(),
        // Lines of sweeps are not noted, nor is anything in a manifest of an earlier version.
        None if places.is_empty() || !scenario.is_empty() || key.starts_with("sweep.") => String::new(),
        None => "default".to_owned(),
    }
}

/// Values of a config by scenario and dotted key; a list of plain values is one value.
fn flat(config: &Value) -> BTreeMap<(String, String), String> {
    fn walk(scenario: &str, key: &str, value: &Value, found: &mut BTreeMap<(String, String), String>) {
        let has_tables = |items: &[Value]| items.iter().any(Value::is_object);
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    let dotted = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                    walk(scenario, &dotted, value, found);
                }
            }
            Value::Array(items) if key == "scenario" && scenario.is_empty() => {
                for item in items {
                    let name = item["name"].as_str().unwrap_or_default();
                    walk(name, "", item, found);
                }
            }
            Value::Array(items) if has_tables(items) => {
                for (number, item) in items.iter().enumerate() {
                    walk(scenario, &format!("{key}[{number}]"), item, found);
                }
            }
            Value::Null => {}
            Value::String(text) => {
                found.insert((scenario.to_owned(), key.to_owned()), text.clone());
            }
            other => {
                found.insert((scenario.to_owned(), key.to_owned()), other.to_string());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", "", config, &mut found);
    found
}

/// The table.
pub(super) fn table(changes: &[Change]) -> Result<DataFrame, AggregateError> {
    let mut frame = Frame::of_rows(changes.len());
    let mut texts = |column: &Column, of: &dyn Fn(&Change) -> String| {
        let values: Vec<String> = changes.iter().map(of).collect();
        frame.texts(column, values.iter().map(String::as_str).collect());
    };
    texts(&WHAT, &|change| change.what.name().to_owned());
    texts(&SCENARIO_OF_KEY, &|change| change.scenario.clone());
    texts(&KEY, &|change| change.key.clone());
    texts(&VALUE_A, &|change| change.sides[0].0.clone());
    texts(&PLACE_A, &|change| change.sides[0].1.clone());
    texts(&VALUE_B, &|change| change.sides[1].0.clone());
    texts(&PLACE_B, &|change| change.sides[1].1.clone());
    frame.finish()
}
