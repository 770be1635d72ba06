//! The data files that a cell's config names: each is read, and its values are looked at by themselves.

use serde_json::Value as Json;

use super::{
    check::Range,
    data::Data,
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    node::{Node, Value},
    schema::{Schema, property},
    series_read::Meaning,
    suggest,
    survey::{OF_ROWS, SURVEY},
};
use crate::random::distribution::Family;
use crate::told::told;

/// Where series are named, in the order in which they are read.
fn series(document: &Document) -> Vec<(String, Meaning)> {
    let of_study = [
        ("price.series", Meaning::Index),
        ("labour.series", Meaning::Unemployment),
        ("policy_rate.series", Meaning::RateAnnual),
        ("inflation.series", Meaning::Inflation),
    ];
    let regions = document.at("region").and_then(Node::as_array).map_or(0, <[Node]>::len);
    let of_regions = (0..regions).flat_map(|place| {
        [("price", Meaning::Index), ("labour", Meaning::Unemployment)]
            .map(|(table, meaning)| (format!("region[{place}].{table}.series"), meaning))
    });
    of_study.into_iter().map(|(key, meaning)| (key.to_owned(), meaning)).chain(of_regions).collect()
}

/// Loads the data of one cell and adds what is wrong with it to `faults`.
pub(super) fn check(document: &Document, schema: &Schema, data: &mut Data, faults: &mut Vec<Fault>) {
    for (key, meaning) in series(document) {
        let series = data.load_series(document, &key, meaning, faults);
        if let Some((place, value)) = series.and_then(|series| meaning.first_outside(&series)) {
            let (_, allowed) = meaning.allowed();
            let message = told!("has the value {value}; {allowed}", "的值为 {value}；{allowed}"; allowed);
            let hint = (meaning != Meaning::Index && value >= 1.0)
                .then(|| told!("scale = 0.01 in {key} reads percents", "在 {key} 中写 scale = 0.01 即按百分数读取"));
            faults.push(Fault { place: Some(place), key, message, hint });
        }
    }
    let mut found = Vec::new();
    drawn(schema.root(), document.root(), &KeyPath::root(), &mut found);
    let no_survey = document.at(SURVEY).is_none();
    if !no_survey && !found.iter().any(|drawn| drawn.family == Family::Survey) {
        let hint = told!(
            "home_price = {{ survey = \"price\" }} draws from its rows",
            "home_price = {{ survey = \"price\" }} 即从其各行取值"
        );
        faults.push(document.fault_at(
            SURVEY,
            told!("has no effect: no key draws from it", "没有作用：没有参数从中取值"),
            Some(hint),
        ));
    }
    for Drawn { family, path, node, range } in found {
        match family {
            Family::Discrete => data.load_list(document, node),
            Family::Survey if no_survey => {
                let message = told!(
                    "draws from a survey, and there is no [household.survey]",
                    "从调查中取值，而没有 [household.survey]"
                );
                faults.push(document.fault_at(&path.to_string(), message, None));
            }
            Family::Survey if !is_of_rows(&path) => {
                let keys = suggest::all_of(&OF_ROWS.map(str::to_owned));
                let message = told!("is not what a row of a survey can hold", "不是调查的行所能写明的");
                let hint = told!("it can hold {keys}", "可以写明 {keys}"; keys);
                faults.push(document.fault_at(&path.to_string(), message, Some(hint)));
            }
            Family::Empirical | Family::Survey => {
                let key = path.to_string();
                let column = match family {
                    Family::Survey => data.load_surveyed(document, &key, faults),
                    _ => data.load_column(document, &key, faults),
                };
                if let Some((place, value)) = column.and_then(|column| column.first_outside(&range)) {
                    let message =
                        told!("has the value {value}, which is not in {range}", "的值为 {value}，不在 {range} 内");
                    faults.push(Fault { place: Some(place), key, message, hint: range.percent_hint(value) });
                }
            }
            _ => {}
        }
    }
}

/// Whether a row of a survey can hold what a distribution is written at.
fn is_of_rows(path: &KeyPath) -> bool {
    let written = path.to_string();
    written.strip_suffix(".survey").is_some_and(|key| OF_ROWS.contains(&key))
}

/// A distribution as it is written: its parameters, and the range of its key.
struct Drawn<'a> {
    family: Family,
    path: KeyPath,
    node: &'a Node,
    range: Range,
}

/// Every distribution below `node`.
fn drawn<'a>(schema: &Json, node: &'a Node, path: &KeyPath, found: &mut Vec<Drawn<'a>>) {
    match &node.value {
        Value::Table(table) => {
            for entry in table.iter() {
                let (Some(property), path) = (property(schema, &entry.key), path.key(&entry.key)) else { continue };
                if schema["x-distribution"] != true {
                    drawn(property, &entry.node, &path, found);
                } else if let Some(family) = Family::named(&entry.key) {
                    found.push(Drawn { family, path, node: &entry.node, range: Range::of(schema) });
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                drawn(&schema["items"], item, &path.index(index), found);
            }
        }
        _ => {}
    }
}
