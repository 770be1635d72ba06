//! Cells, or whatever has a name, as rows below each other: a point with its error, and bands where there are any.

use super::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use super::select::chosen_cells;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most rows of a panel.
pub(in crate::report) const MOST_ROWS: usize = 40;
/// Half the height of a broad band and of a narrow one, where rows are 1 apart.
const BROAD: f64 = 0.3;
const NARROW: f64 = 0.18;

/// A row.
pub(in crate::report) struct Row {
    pub name: String,
    /// The cell it is of, where it is of one.
    pub cell: Option<usize>,
    pub value: f64,
    /// How far the error bar reaches to either side.
    pub error: f64,
    /// A broad band, and a narrow one within.
    pub bands: [Option<(f64, f64)>; 2],
    /// Further points, each with its place among the names of points.
    pub points: Vec<(usize, f64)>,
    pub color: Color,
    /// What the pointer finds.
    pub tip: String,
}

/// What bands and points are called; empty where there are none.
#[derive(Clone, Copy, Default)]
pub(in crate::report) struct Called<'a> {
    pub value: &'a str,
    pub bands: [&'a str; 2],
    pub points: &'a [(&'a str, Color)],
}

/// Cells in panels, one a scenario where there are several, on one width: their names then need not say it. Of too many
/// cells some are chosen.
pub(in crate::report) fn by_scenario(
    results: &Results,
    cells: &[usize],
    language: Language,
    make: impl Fn(&[(String, usize)], String) -> Result<Option<Panel>, ReportError>,
) -> Result<Vec<Panel>, ReportError> {
    let names = CellNames::new(&results.labels, language);
    let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    for cell in chosen_cells(results, cells, MOST_ROWS)? {
        let scenario = results.labels.get(cell).and_then(|label| label.scenario.as_deref());
        match groups.iter_mut().find(|(name, _)| *name == scenario) {
            Some((_, cells)) => cells.push(cell),
            None => groups.push((scenario, vec![cell])),
        }
    }
    // A scenario of one cell needs no panel of its own.
    let is_cut = groups.len() > 1 && groups.iter().any(|(_, cells)| cells.len() > 1);
    let mut panels = Vec::new();
    if is_cut {
        for (scenario, cells) in groups {
            let alone = |cell: usize| Some(names.line_of(cell, false, |_| true)).filter(|name| !name.is_empty());
            let name = |cell: usize| alone(cell).unwrap_or_else(|| language.texts().the_base.to_owned());
            let named: Vec<(String, usize)> = cells.iter().map(|cell| (name(*cell), *cell)).collect();
            panels.extend(make(&named, scenario.map_or_else(String::new, |name| names.scenario(name)))?);
        }
    } else {
        let cells = groups.into_iter().flat_map(|(_, cells)| cells);
        let named: Vec<(String, usize)> = cells.map(|cell| (names.line(cell), cell)).collect();
        panels.extend(if named.is_empty() { None } else { make(&named, String::new())? });
    }
    share_width(&mut panels);
    Ok(panels)
}

/// Gives panels one range across, so that they can be compared.
pub(in crate::report) fn share_width(panels: &mut [Panel]) {
    let wider = |a: (f64, f64), b: (f64, f64)| (if b.0 < a.0 { b.0 } else { a.0 }, if b.1 > a.1 { b.1 } else { a.1 });
    let widest = panels.iter().filter_map(|panel| panel.x.range).reduce(wider);
    panels.iter_mut().for_each(|panel| panel.x.range = widest);
}

/// Rows from the top. The axis reaches from nothing to the farthest end.
pub(in crate::report) fn panel(title: String, axis: (&str, Numbers), rows: &[Row], called: Called<'_>) -> Panel {
    let (mut low, mut high) = (0.0, 0.0);
    let mut reach = |value: f64| {
        low = if value < low { value } else { low };
        high = if value > high { value } else { high };
    };
    let mut marks = Vec::new();
    let place_of = |place: usize| (rows.len() - place) as f64;
    for (ring, half) in [(0, BROAD), (1, NARROW)] {
        let mut label = Some(called.bands[ring]).filter(|label| !label.is_empty());
        for (place, row) in rows.iter().enumerate() {
            let Some((from, to)) = row.bands[ring] else { continue };
            reach(from);
            reach(to);
            let at = place_of(place);
            marks.push(Mark::Band {
                x: vec![from, to],
                low: vec![at - half; 2],
                high: vec![at + half; 2],
                color: Color::Fan(ring),
                label: label.take().map(str::to_owned),
            });
        }
    }
    let mut label = Some(called.value).filter(|label| !label.is_empty());
    for (place, row) in rows.iter().enumerate() {
        let (at, value) = (place_of(place), row.value);
        reach(value - row.error);
        reach(value + row.error);
        let label = label.take().map(str::to_owned);
        if row.error > 0.0 || label.is_some() {
            let points = vec![(value - row.error, at), (value + row.error, at)];
            marks.push(Mark::Line { points, errors: None, color: row.color, stroke: Stroke::Solid, label });
        }
    }
    for (number, (name, color)) in called.points.iter().enumerate() {
        let of_row = |row: &Row| row.points.iter().find(|(of, _)| *of == number).map(|(_, value)| *value);
        let known: Vec<(f64, &Row, f64)> =
            rows.iter().enumerate().filter_map(|(place, row)| Some((place_of(place), row, of_row(row)?))).collect();
        if known.is_empty() {
            continue;
        }
        known.iter().for_each(|(_, _, value)| reach(*value));
        // A tick across the row stands for it, in the legend too.
        let mut label = Some((*name).to_owned());
        for (at, _, value) in &known {
            let points = vec![(*value, at - BROAD), (*value, at + BROAD)];
            let (color, stroke, label) = (*color, Stroke::of(number), label.take());
            marks.push(Mark::Line { points, errors: None, color, stroke, label });
        }
    }
    for (place, row) in rows.iter().enumerate() {
        marks.push(Mark::Tips {
            points: vec![(row.value, place_of(place))],
            texts: vec![row.tip.clone()],
            color: row.color,
            dots: true,
            cells: row.cell.into_iter().collect(),
        });
    }
    let margin = (high - low) * 0.04;
    let range = match margin > 0.0 {
        true => (if low < 0.0 { low - margin } else { 0.0 }, high + margin),
        false => (0.0, 0.01),
    };
    let mut y = Axis::new("", Numbers::Plain).between(0.4, rows.len() as f64 + 0.6);
    y.categories = rows.iter().rev().map(|row| row.name.clone()).collect();
    let x = Axis::new(axis.0, axis.1).between(range.0, range.1);
    Panel { title, x, y, marks }
}
