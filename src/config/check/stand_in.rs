//! Values in place of those that cannot be read, so that a table with faults can be looked at by the rules between keys: what
//! a rule says with the lowest of them and with the highest alike does not hang on them.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::range::Range;
use super::walk::words;
use crate::config::schema::{alternatives, property_names};
use crate::foreclosure::Success;
use crate::measure::YearMonth;
use crate::measure::year_month::MONTH_PATTERN;
use crate::random::Distribution;

/// Which of the values a key may have stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The first or lowest.
    Low,
    /// The last or highest.
    High,
}

impl End {
    fn of<T>(self, low: T, high: T) -> T {
        if self == Self::Low { low } else { high }
    }
}

/// `written` with what the type of its key does not take replaced, what is missing added, and what is no key left out.
pub(super) fn patched(schema: &Json, written: Json, end: End) -> Json {
    if schema["x-distribution"] == true {
        let has_logistic = alternatives(schema).into_iter().flatten().any(|it| property_names(it) == ["logistic"]);
        let is_read = if has_logistic { Success::deserialize(&written).is_ok() } else { is_distribution(&written) };
        return if is_read { written } else { number(schema, end).into() };
    }
    if let Some(kinds) = alternatives(schema).filter(|kinds| kinds.iter().any(|kind| kind["type"] == "object")) {
        let is_chosen = |kind: &&Json| kind["properties"]["kind"]["const"] == written["kind"];
        let chosen = kinds.iter().find(is_chosen);
        return match chosen.or(end.of(kinds.first(), kinds.last())) {
            Some(kind) => table(kind, if chosen.is_some() { written } else { Json::Null }, end),
            None => written,
        };
    }
    let allowed = words(schema);
    let is_read = match schema["type"].as_str().unwrap_or_default() {
        "object" => return table(schema, written, end),
        "array" => {
            let items = match written {
                Json::Array(items) => items,
                _ => vec![Json::Null],
            };
            return items.into_iter().map(|item| patched(&schema["items"], item, end)).collect();
        }
        "number" => written.is_number(),
        "integer" => {
            let is_long = schema["maximum"].as_u64().is_some_and(|maximum| maximum > u64::from(u32::MAX));
            written.as_u64().is_some_and(|value| is_long || value <= u64::from(u32::MAX))
        }
        "boolean" => written.is_boolean(),
        _ if !allowed.is_empty() => written.as_str().is_some_and(|word| allowed.contains(&word)),
        _ if schema["pattern"] == MONTH_PATTERN => written.as_str().is_some_and(|it| YearMonth::parse(it).is_some()),
        _ => written.is_string(),
    };
    if is_read {
        return written;
    }
    match schema["type"].as_str().unwrap_or_default() {
        "number" => number(schema, end).into(),
        "integer" => (number(schema, end) as u32).into(),
        "boolean" => end.of(false, true).into(),
        _ if !allowed.is_empty() => end.of(allowed.first(), allowed.last()).copied().into(),
        _ => end.of("1900-01", "2100-01").into(),
    }
}

fn is_distribution(written: &Json) -> bool {
    Distribution::deserialize(written).is_ok()
}

fn number(schema: &Json, end: End) -> f64 {
    const FAR: f64 = 1e9;
    let (low, high) = Range::of(schema).ends();
    end.of(low.max(-FAR), high.min(FAR))
}

fn table(schema: &Json, written: Json, end: End) -> Json {
    let mut given = match written {
        Json::Object(given) => given,
        _ => Map::new(),
    };
    let is_needed = |name: &String| schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
    let mut read = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let value = match (property.get("const"), given.remove(name)) {
            (Some(kind), _) => kind.clone(),
            (None, Some(value)) => patched(property, value, end),
            (None, None) if is_needed(name) => patched(property, Json::Null, end),
            (None, None) => continue,
        };
        read.insert(name.clone(), value);
    }
    // A table whose keys are names of the author's own.
    if let Some(of_any) = schema.get("additionalProperties").filter(|schema| schema.is_object()) {
        read.extend(given.into_iter().map(|(name, value)| (name, patched(of_any, value, end))));
    }
    Json::Object(read)
}
