//! Tables of a screen for people: the band, the indices, and the ranges that were stated.

use serde_json::Value;

use super::screened::screened;
use super::words::texts;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{NOTHING, Show, fixed};
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;
use crate::stats::Estimate;

pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let words = texts(language);
    let screened = screened(results)?;
    if screened.is_empty() {
        return Ok(Vec::new());
    }
    let cells = CellNames::new(&results.labels, language);
    let mut columns = cells.headings();
    columns.push(Heading::words(words.estimate));
    for heading in
        [words.as_written, words.mean, words.band_low, words.band_middle, words.band_high, words.spread, words.chance]
    {
        columns.push(Heading::numbers(heading));
    }
    let mut rows = Vec::new();
    for it in &screened {
        let show = Show::of(it.estimate.unit);
        let mut row = cells.fields(it.cell);
        row.push(column_label(&it.estimate, language));
        for estimate in [it.as_written, it.mean, it.band[0], it.band[1], it.band[2]] {
            row.push(show.estimate(estimate, language));
        }
        for size in [it.spread, it.monte_carlo] {
            row.push(show.difference().estimate(Estimate { value: size, mcse: None }, language));
        }
        rows.push(row);
    }
    let (caption, note) = (words.band_caption.to_owned(), words.band_note.to_owned());
    let band = ReadingTable { cells: Vec::new(), name: "band", caption, columns, rows, note };

    let mut columns = cells.headings();
    columns.push(Heading::words(words.estimate));
    columns.push(Heading::words(words.key));
    columns.extend([words.first_order, words.total].map(Heading::numbers));
    let mut rows = Vec::new();
    for it in &screened {
        let estimate = column_label(&it.estimate, language);
        let keys = it.keys.iter().map(|index| (index.key.as_str(), index.first_order, index.total));
        for (key, first_order, total) in keys.chain([(words.noise, it.noise, it.noise)]) {
            let mut row = cells.fields(it.cell);
            row.extend([estimate.clone(), key.to_owned(), share(first_order), share(total)]);
            rows.push(row);
        }
    }
    let (caption, note) = (words.indices_caption.to_owned(), words.indices_note.to_owned());
    let indices = ReadingTable { cells: Vec::new(), name: "indices", caption, columns, rows, note };
    Ok(vec![band, indices, ranges(results, language)])
}

/// An index with its error.
pub(super) fn share(estimate: Estimate) -> String {
    match (estimate.value, estimate.mcse) {
        (Some(value), Some(error)) => format!("{} ± {}", fixed(value, 3), fixed(error, 3)),
        (Some(value), None) => fixed(value, 3),
        (None, _) => NOTHING.to_owned(),
    }
}

/// The distributions as the config states them, and the values it has.
fn ranges(results: &Results, language: Language) -> ReadingTable {
    let words = texts(language);
    let written = |key: &str| {
        let pointer = format!("/{}", key.replace('[', "/").replace(']', "").replace('.', "/"));
        results.manifest.config.pointer(&pointer).map_or_else(|| NOTHING.to_owned(), Value::to_string)
    };
    let stated = results.manifest.config["uncertainty"].as_object().into_iter().flatten();
    let row = |(key, distribution): (&String, &Value)| vec![key.clone(), written(key), told(distribution)];
    ReadingTable {
        cells: Vec::new(),
        name: "ranges",
        caption: words.ranges_caption.to_owned(),
        columns: [words.key, words.in_cell, words.stated].map(Heading::words).into(),
        rows: stated.map(row).collect(),
        note: words.ranges_note.to_owned(),
    }
}

/// `uniform, min 0.03, max 0.05`.
fn told(distribution: &Value) -> String {
    let mut parts = Vec::new();
    for (family, parameters) in distribution.as_object().into_iter().flatten() {
        parts.push(family.clone());
        for (name, value) in parameters.as_object().into_iter().flatten() {
            parts.push(format!("{name} {value}"));
        }
    }
    parts.join(", ")
}
