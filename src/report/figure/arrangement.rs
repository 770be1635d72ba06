//! Where cells stand in a figure: a swept number across, scenarios (or a second key) as lines, further keys as panels;
//! where cells make no such grid, each has a row of its own.

use super::hues::{Hue, Hues};
use super::select::chosen_groups;
use crate::outcome::label::CellLabel;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::reading::sweep::{along, number_of};
use crate::report::results::Results;

/// Most lines of a panel, and most panels.
const LINES: usize = 8;
const PANELS: usize = 6;

/// A grid of cells.
pub(in crate::report) struct Arranged<'a> {
    /// The key across.
    pub key: &'a str,
    pub panels: Vec<Facet>,
}

/// A panel of it.
pub(in crate::report) struct Facet {
    /// What its cells have in common; empty where it is the only one.
    pub name: String,
    pub lines: Vec<FacetLine>,
}

/// Cells that differ in the key across alone.
pub(in crate::report) struct FacetLine {
    /// What sets the line apart in its panel; empty where it is the only one.
    pub name: String,
    pub hue: Hue,
    /// Values of the key, the least first, and their cells.
    pub cells: Vec<(f64, usize)>,
}

/// What tells the lines of a panel apart.
#[derive(Clone, Copy, PartialEq)]
enum By<'a> {
    Scenario,
    Key(&'a str),
    Nothing,
}

/// The grid that the cells make; `None` where they make none: no key has two numbers, a cell leaves the key alone, or a
/// line would be a single cell.
pub(in crate::report) fn arranged(results: &Results, language: Language) -> Result<Option<Arranged<'_>>, ReportError> {
    let labels = &results.labels;
    let Some((key, lines)) = along(labels, language) else { return Ok(None) };
    let has_number = |label: &CellLabel| label.value(key).and_then(number_of).is_some();
    if !labels.iter().all(has_number) || lines.iter().any(|line| line.cells.len() < 2) {
        return Ok(None);
    }
    let (names, hues) = (CellNames::new(labels, language), Hues::of(labels));
    let by = told_apart(labels, key);
    let facet_of = |cell: usize| {
        let is_free = |other: &str| other != key && by != By::Key(other);
        names.line_of(cell, by != By::Scenario, is_free)
    };
    let mut panels: Vec<Facet> = Vec::new();
    for line in lines {
        let Some((_, first)) = line.cells.first().copied() else { continue };
        let label = &labels[first];
        let (line_name, hue) = match by {
            By::Scenario => (names.line_of(first, true, |_| false), hues.scenario(label.scenario.as_deref())),
            By::Key(second) => {
                (names.line_of(first, false, |key| key == second), hues.value(second, label.value(second)))
            }
            By::Nothing => (String::new(), hues.scenario(label.scenario.as_deref())),
        };
        let line = FacetLine { name: line_name, hue, cells: line.cells };
        let name = facet_of(first);
        match panels.iter_mut().find(|panel| panel.name == name) {
            Some(panel) => panel.lines.push(line),
            None => panels.push(Facet { name, lines: vec![line] }),
        }
    }
    for panel in &mut panels {
        let groups: Vec<Vec<usize>> = panel.lines.iter().map(FacetLine::of_cells).collect();
        keep(&mut panel.lines, &chosen_groups(results, &groups, LINES)?);
    }
    let groups: Vec<Vec<usize>> =
        panels.iter().map(|panel| panel.lines.iter().flat_map(FacetLine::of_cells).collect()).collect();
    keep(&mut panels, &chosen_groups(results, &groups, PANELS)?);
    Ok(Some(Arranged { key, panels }))
}

/// The key across and, of a grid of one panel, its lines: what each is called, and its cells.
pub(in crate::report) type Lines<'a> = (&'a str, Vec<(String, Vec<usize>)>);

/// The lines of a grid of one panel.
pub(in crate::report) fn lines_of(results: &Results, language: Language) -> Result<Option<Lines<'_>>, ReportError> {
    let Some(Arranged { key, panels }) = arranged(results, language)? else { return Ok(None) };
    let [panel] = panels.as_slice() else { return Ok(None) };
    Ok(Some((key, panel.lines.iter().map(|line| (line.name.clone(), line.of_cells())).collect())))
}

impl FacetLine {
    /// Its cells alone.
    pub(in crate::report) fn of_cells(&self) -> Vec<usize> {
        self.cells.iter().map(|(_, cell)| *cell).collect()
    }
}

/// Scenarios where there are several; else the key with the fewest values, as long as they can be told apart.
fn told_apart<'a>(labels: &'a [CellLabel], across: &str) -> By<'a> {
    if labels.iter().any(|label| label.scenario != labels[0].scenario) {
        return By::Scenario;
    }
    let count = |key: &str| {
        let mut found = Vec::new();
        for value in labels.iter().filter_map(|label| label.value(key)) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found.len()
    };
    let keys = CellLabel::keys(labels).into_iter().filter(|key| *key != across);
    let several = keys.map(|key| (key, count(key))).filter(|(_, count)| *count > 1);
    several.reduce(|a, b| if b.1 < a.1 { b } else { a }).map_or(By::Nothing, |(key, _)| By::Key(key))
}

/// Keeps what stands at some places.
fn keep<T>(items: &mut Vec<T>, places: &[usize]) {
    let mut place = 0;
    items.retain(|_| {
        place += 1;
        places.contains(&(place - 1))
    });
}
