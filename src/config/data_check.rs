//! Rules between a cell's config and the data files it names.

use serde_json::Value as Json;

use super::{
    check::Range,
    data::Data,
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    node::{Node, Value},
    origin::Place,
    schema::{Schema, property},
    series_read::Meaning,
};
use crate::world::YearMonth;
use crate::world::series::{Frequency, Series, month_or_blank};

/// Loads the data of one cell and adds what is wrong with it to `faults`.
pub(super) fn check(document: &Document, schema: &Schema, data: &mut Data, faults: &mut Vec<Fault>) {
    price(document, data, faults);
    labour(document, data, faults);
    policy_rate(document, data, faults);
    let mut distributions = Vec::new();
    empirical_distributions(schema.root(), document.root(), &KeyPath::root(), &mut distributions);
    for (path, range) in distributions {
        let key = path.to_string();
        let column = data.load_column(document, &key, faults);
        if let Some((place, value)) = column.and_then(|column| column.first_outside(&range)) {
            let message = format!("has the value {value}, which is not in {range}");
            faults.push(Fault { place: Some(place), key, message, hint: range.percent_hint(value) });
        }
    }
}

fn price(document: &Document, data: &mut Data, faults: &mut Vec<Fault>) {
    let kind = document.at("price.kind").and_then(Node::as_str);
    if !matches!(kind, Some("bootstrap" | "replay")) {
        return;
    }
    let Some(series) = data.load_series(document, "price.series", Meaning::Index, faults) else {
        return;
    };
    if !is_read_by_month(document, "price", &series, &[Frequency::Monthly], faults) {
        return;
    }
    let series = series.by_month();
    if let Some(at) = series.values.iter().position(|value| *value <= 0.0) {
        let message = format!("has the value {}; an index must be above 0", series.values[at]);
        let (file, line) = series.source(at);
        let place = Place::File { file: file.to_owned(), line, column: 0 };
        faults.push(Fault { place: Some(place), key: "price.series".to_owned(), message, hint: None });
    } else if kind == Some("replay") {
        let months = horizon(document) + tail(document);
        start(document, "price", &series, months, "horizon and tail need", faults);
    } else {
        window(document, &series, faults);
    }
}

/// How often a rate may be observed and be read without more words.
const RATES: &[Frequency] = &[Frequency::Monthly, Frequency::Yearly];

/// Whether the series of `table` is of a frequency that is read as it is, or the config says that it is interpolated.
fn is_read_by_month(
    document: &Document,
    table: &str,
    series: &Series,
    as_it_is: &[Frequency],
    faults: &mut Vec<Fault>,
) -> bool {
    let interpolates = document.at(&format!("{table}.series.interpolate")).and_then(Node::as_bool) == Some(true);
    if interpolates || as_it_is.contains(&series.frequency) {
        return true;
    }
    let message = format!("is {}, and months are simulated", series.frequency.adjective());
    let hint = format!("interpolate = true reads straight lines between its {}", series.frequency.periods());
    faults.push(document.fault_at(&format!("{table}.series.column"), &message, Some(hint)));
    false
}

fn labour(document: &Document, data: &mut Data, faults: &mut Vec<Fault>) {
    if document.at("labour.kind").and_then(Node::as_str) != Some("series") {
        return;
    }
    let Some(series) = data.load_series(document, "labour.series", Meaning::Unemployment, faults) else {
        return;
    };
    if !is_read_by_month(document, "labour", &series, RATES, faults) {
        return;
    }
    if let Some(value) = series.values.iter().find(|value| **value <= 0.0 || **value >= 1.0) {
        let message = format!("has the value {value}; an unemployment rate must be in (0, 1)");
        let hint = (*value >= 1.0).then(|| "scale = 0.01 reads percents".to_owned());
        faults.push(document.fault_at("labour.series.column", &message, hint));
        return;
    }
    // In the tail the last rate holds, so the series need only reach the horizon.
    start(document, "labour", &series, horizon(document), "the horizon needs", faults);
}

fn policy_rate(document: &Document, data: &mut Data, faults: &mut Vec<Fault>) {
    if document.at("policy_rate.kind").and_then(Node::as_str) != Some("series") {
        return;
    }
    let Some(series) = data.load_series(document, "policy_rate.series", Meaning::RateAnnual, faults) else {
        return;
    };
    if !is_read_by_month(document, "policy_rate", &series, RATES, faults) {
        return;
    }
    if let Some(value) = series.values.iter().find(|value| **value < -0.05 || **value > 1.0) {
        let message = format!("has the value {value}; a rate per year must be in [-0.05, 1]");
        let hint = (*value > 1.0).then(|| "scale = 0.01 reads percents".to_owned());
        faults.push(document.fault_at("policy_rate.series.column", &message, hint));
        return;
    }
    // In the tail the last rate holds, as that of the labour market does.
    start(document, "policy_rate", &series, horizon(document), "the horizon needs", faults);
}

/// Whether the start month lies in the series, and the series goes on for `months` after it.
fn start(document: &Document, table: &str, series: &Series, months: i32, what: &str, faults: &mut Vec<Fault>) {
    let key = format!("{table}.start_month");
    let Some(start) = month(document, &key) else {
        return;
    };
    let left = series.last_ordinal() - start.ordinal();
    let span = series.span();
    let message = if series.position(start).is_none() {
        format!("is not in the series, {span}")
    } else if left < months {
        format!("leaves {left} months of the series, {span}; {what} {months}")
    } else {
        return;
    };
    let latest = series.last_ordinal() - months;
    let hint = match latest >= series.first.ordinal() {
        true => format!("the latest start is \"{}\"", month_or_blank(latest)),
        false => format!("no start of this series leaves {months} months; shorten the study or take a longer series"),
    };
    faults.push(document.fault_at(&key, &message, Some(hint)));
}

/// Whether the bootstrap's window lies in the series and holds at least two returns.
fn window(document: &Document, series: &Series, faults: &mut Vec<Fault>) {
    let (first_key, last_key) = ("price.first_month", "price.last_month");
    let span = series.span();
    let mut ends = [series.first.ordinal(), series.last_ordinal()];
    for (end, key) in ends.iter_mut().zip([first_key, last_key]) {
        let Some(month) = month(document, key) else {
            continue;
        };
        if series.position(month).is_none() {
            let message = format!("is not in the series, {span}");
            return faults.push(document.fault_at(key, &message, None));
        }
        *end = month.ordinal();
    }
    let returns = ends[1] - ends[0];
    if returns < 2 {
        let key = [last_key, first_key, "price.series.column"]
            .into_iter()
            .find(|key| document.at(key).is_some())
            .unwrap_or("price");
        let returns = returns.max(0);
        let message = format!("leaves too few monthly returns: {returns}, at least 2 are needed");
        faults.push(document.fault_at(key, &message, None));
    }
}

/// Every `empirical` table below `node` with the range of its key.
fn empirical_distributions(schema: &Json, node: &Node, path: &KeyPath, distributions: &mut Vec<(KeyPath, Range)>) {
    match &node.value {
        Value::Table(table) => {
            for entry in table.iter() {
                let Some(found) = property(schema, &entry.key) else {
                    continue;
                };
                let below = path.key(&entry.key);
                if schema["x-distribution"] == true {
                    if entry.key == "empirical" {
                        distributions.push((below, Range::of(schema)));
                    }
                } else {
                    empirical_distributions(found, &entry.node, &below, distributions);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                empirical_distributions(&schema["items"], item, &path.index(index), distributions);
            }
        }
        _ => {}
    }
}

fn month(document: &Document, key: &str) -> Option<YearMonth> {
    YearMonth::parse(document.at(key)?.as_str()?)
}

fn horizon(document: &Document) -> i32 {
    months(document, "study.horizon_months", 0)
}

fn tail(document: &Document) -> i32 {
    months(document, "study.workout_tail_months", 60)
}

/// A number of months; one that is no number or too large is another fault.
fn months(document: &Document, key: &str, default: i32) -> i32 {
    let given = document.at(key).and_then(Node::as_integer);
    given.and_then(|value| u16::try_from(value).ok()).map_or(default, i32::from)
}
