//! `underwater keys`: what the keys of a config mean, what they take and what they are where they are absent.

mod told;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::failure::Failure;
use crate::config::{Bound, KeyFacts, example, key_facts, key_tables, nearest_key};
use crate::report::text_table::terminal_width;
use crate::told::{Told, Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater keys
  underwater keys loan
  underwater keys loan.down_payment
  underwater keys cash
  underwater keys --format json > keys.json

Without PATTERN the tables of a config are named. A key is told with its meaning, unit, range,
default, words, and a line of TOML from a study that comes with the program where one uses it;
a table with its keys; any other text with every key in whose name it occurs. What is told is
the schema's (`underwater schema`). It fits the terminal, or COLUMNS.",
    "\
示例：
  underwater keys
  underwater keys loan
  underwater keys loan.down_payment
  underwater keys cash
  underwater keys --format json > keys.json

不给 PATTERN 时列出配置的各表。给出参数时说明其含义、单位、范围、默认值、可用的词，以及随程序提供的研究中用到它的一行 TOML；给出表时列出其参数；其他文字则列出名称中含有它的每个参数。内容来自 Schema（`underwater schema`，英文）。输出适应终端宽度或 COLUMNS。",
);

#[derive(Args)]
pub(super) struct KeysArguments {
    /// A key, a table, or a part of a key's name
    ///
    /// 一个参数、一张表，或参数名的一部分
    pattern: Option<String>,
    /// Form of the output
    ///
    /// 输出的形式
    #[arg(long, value_enum, default_value_t = KeysFormat::Table)]
    format: KeysFormat,
}

impl KeysArguments {
    pub fn lower(self) -> Request {
        let Self { pattern, format } = self;
        Request { pattern, format }
    }
}

/// Which keys, and in which form they are told.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub pattern: Option<String>,
    pub format: KeysFormat,
}

/// Form in which keys are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KeysFormat {
    /// For reading · 供阅读
    Table,
    /// For programs · 供程序
    Json,
}

/// Prints the tables, or what is known of the keys meant.
pub(super) fn keys(request: &Request) -> Result<(), Failure> {
    let pattern = request.pattern.as_deref().map(str::trim).unwrap_or_default();
    let facts = key_facts(pattern);
    let tables = key_tables();
    let table = tables.iter().find(|table| table.name == pattern || table.name == format!("{pattern}[0]"));
    if facts.is_empty() && table.is_none() {
        return Err(Failure::Input(unknown(pattern)));
    }
    let mut out = io::stdout().lock();
    if request.format == KeysFormat::Json {
        serde_json::to_writer_pretty(&mut out, &facts.iter().map(as_json).collect::<Vec<_>>())?;
        writeln!(out)?;
        return Ok(());
    }
    let width = terminal_width().map(usize::from);
    let told = match (request.pattern.is_some(), table) {
        (false, _) => told::overview(&tables, width),
        (true, Some(table)) => told::table(table, &tables, &facts, width),
        (true, None) if is_one(&facts) => facts.iter().map(|facts| told::in_full(facts, width)).collect(),
        (true, None) => facts.iter().map(|facts| told::in_short(facts, &facts.key, width)).collect(),
    };
    write!(out, "{told}")?;
    Ok(())
}

/// Whether one key is meant, in however many kinds of its table.
fn is_one(facts: &[KeyFacts]) -> bool {
    facts.first().is_some_and(|first| facts.iter().all(|other| other.key == first.key))
}

fn unknown(pattern: &str) -> Told {
    let meant = nearest_key(pattern);
    let meant = meant.map_or_else(Told::default, |key| told!("; did you mean `{key}`?", "；是否指 `{key}`？"));
    told!(
        "no key has {pattern:?} in its name{meant}\n`underwater keys` names the tables there are",
        "没有名称中含 {pattern:?} 的参数{meant}\n`underwater keys` 列出所有的表";
        meant
    )
}

fn as_json(facts: &KeyFacts) -> Value {
    let bound =
        |bound: Option<Bound>| bound.map(|bound| json!({ "value": bound.value, "is_inclusive": bound.is_inclusive }));
    let words = facts.words.iter().map(|(word, meaning)| json!({ "word": word, "meaning": meaning }));
    json!({
        "key": facts.key,
        "meaning": facts.meaning,
        "takes": facts.takes.to_string(),
        "unit": facts.unit,
        "minimum": bound(facts.range.minimum()),
        "maximum": bound(facts.range.maximum()),
        "multiple_of": facts.multiple_of,
        "words": words.collect::<Vec<_>>(),
        "default": facts.default,
        "is_required": facts.is_required,
        "instead_of": facts.instead_of,
        "with": facts.with.as_ref().map(|(key, word)| json!({ "key": key, "word": word })),
        "kind_key": facts.kind_key,
        "kinds": facts.kinds,
        "example": example(facts).join("\n"),
    })
}
