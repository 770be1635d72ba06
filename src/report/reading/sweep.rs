//! Which key a study sweeps, and the cells along it; and which way its cells differ.

use super::CellNames;
use crate::outcome::label::{CellLabel, CellValue};
use crate::report::language::Language;

/// Cells that differ in one key alone.
#[derive(Clone, Debug)]
pub(in crate::report) struct Line {
    /// What its cells have in common: the scenario and the other keys; empty where there is nothing else.
    pub name: String,
    /// Values of the key and their cells, the least value first.
    pub cells: Vec<(f64, usize)>,
}

/// The swept key with the most numbers, and the cells along it; `None` where no key has two.
pub(in crate::report) fn along(labels: &[CellLabel], language: Language) -> Option<(&str, Vec<Line>)> {
    let distinct = |key: &str| {
        let mut found: Vec<f64> = Vec::new();
        for value in labels.iter().filter_map(|label| number_of(label.value(key)?)) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found.len()
    };
    let keys = CellLabel::keys(labels);
    let key = keys
        .iter()
        .copied()
        .filter(|key| distinct(key) > 1)
        .reduce(|a, b| if distinct(b) > distinct(a) { b } else { a })?;
    let names = CellNames::new(labels, language);
    let mut lines: Vec<Line> = Vec::new();
    for (cell, label) in labels.iter().enumerate() {
        let Some(value) = label.value(key).and_then(number_of) else { continue };
        let name = names.line_without(cell, key);
        match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.cells.push((value, cell)),
            None => lines.push(Line { name, cells: vec![(value, cell)] }),
        }
    }
    for line in &mut lines {
        line.cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    Some((key, lines))
}

/// A value that is a number.
pub(in crate::report) fn number_of(value: &CellValue) -> Option<f64> {
    match value {
        CellValue::Integer(value) => Some(*value as f64),
        CellValue::Float(value) => Some(*value),
        CellValue::Text(_) | CellValue::Boolean(_) => None,
    }
}

/// Something in which cells differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Dimension<'a> {
    /// Their scenario.
    Scenario,
    /// A swept key.
    Key(&'a str),
}

/// By how much an estimate differs at most between cells that differ in one thing alone: of everything in which cells
/// differ, what moves it most first.
pub(in crate::report) fn spans<'a>(labels: &'a [CellLabel], values: &[Option<f64>]) -> Vec<(Dimension<'a>, f64)> {
    let keys = CellLabel::keys(labels);
    let dimensions = std::iter::once(Dimension::Scenario).chain(keys.iter().copied().map(Dimension::Key));
    let same_but = |dimension: Dimension<'_>, a: &CellLabel, b: &CellLabel| {
        let scenario = dimension == Dimension::Scenario || a.scenario == b.scenario;
        scenario && keys.iter().all(|key| dimension == Dimension::Key(key) || a.value(key) == b.value(key))
    };
    let span = |dimension: Dimension<'a>| {
        let mut widest: Option<f64> = None;
        for (a, of_a) in labels.iter().zip(values) {
            for (b, of_b) in labels.iter().zip(values) {
                let apart = of_a.zip(*of_b).map(|(of_a, of_b)| of_a - of_b).filter(|apart| *apart > 0.0);
                let Some(apart) = apart.filter(|_| same_but(dimension, a, b)) else { continue };
                widest = Some(widest.map_or(apart, |most| if apart > most { apart } else { most }));
            }
        }
        widest.map(|widest| (dimension, widest))
    };
    // Pairs of cells grow with their square: of very many the answer names the ends alone.
    const MOST_CELLS: usize = 1000;
    if labels.len() > MOST_CELLS {
        return Vec::new();
    }
    let mut found: Vec<(Dimension<'a>, f64)> = dimensions.filter_map(span).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}
