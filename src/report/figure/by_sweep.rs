//! An estimate by what was swept: lines with error bars where cells make a grid, else a row a cell.

use super::arrangement::{Arranged, FacetLine, arranged};
use super::hues::Hues;
use super::panel::{Axis, Mark, Numbers, Panel};
use super::rows::{self, Called, Row};
use crate::aggregate::SUMMARY;
use crate::outcome::Column;
use crate::outcome::label::CellValue;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, swept};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::Estimate;

/// How far apart lines stand at one value of the key, of the width of the axis, so that their error bars can be told
/// apart.
const APART: f64 = 0.008;
/// Standard errors to either side of a point.
const ERRORS: f64 = 2.0;

/// An estimate of the summary, a share of something, and its name on an axis.
#[derive(Clone, Copy)]
pub(in crate::report) struct Measure {
    pub column: &'static Column,
    pub axis: &'static str,
}

/// Its values by cell.
struct Values {
    values: Vec<Option<f64>>,
    errors: Vec<Option<f64>>,
}

impl Values {
    fn at(&self, cell: usize) -> Option<Estimate> {
        let value = self.values.get(cell).copied().flatten()?;
        Some(Estimate { value: Some(value), mcse: self.errors.get(cell).copied().flatten() })
    }
}

/// The panels of an estimate, on one height; none where no cell has it. A single panel is called `name`, more of them
/// say which.
pub(in crate::report) fn panels(
    results: &Results,
    measure: Measure,
    name: &str,
    language: Language,
) -> Result<Vec<Panel>, ReportError> {
    let table = results.table(&SUMMARY)?;
    let values = Values { values: numbers(table, measure.column)?, errors: errors_of(table, measure.column)? };
    let names = CellNames::new(&results.labels, language);
    let Some(Arranged { key, panels }) = arranged(results, language)? else {
        return of_rows(results, measure, (name, &values), &names, language);
    };
    let across = if key_is_share(key) { Numbers::Percent } else { Numbers::Plain };
    let mut made = Vec::new();
    for facet in panels {
        let title = [name, &facet.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let x = Axis::new(&names.key(key), across);
        let y = Axis::new(measure.axis, Numbers::Percent);
        let marks = lines(&facet.lines, &values, &names, language);
        made.push(Panel { title: title.join(names.between()), x, y, marks });
    }
    let seen = |panel: &Panel| panel.marks.iter().any(|mark| !mark.tips().is_empty());
    made.retain(seen);
    share_height(&mut made);
    Ok(made)
}

fn lines(lines: &[FacetLine], values: &Values, names: &CellNames<'_>, language: Language) -> Vec<Mark> {
    let ends = lines.iter().flat_map(|line| &line.cells).map(|(x, _)| *x);
    let (from, to) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), x| {
        (if x < from { x } else { from }, if x > to { x } else { to })
    });
    let middle = (lines.len().saturating_sub(1)) as f64 / 2.0;
    let mut marks = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let aside = (place as f64 - middle) * APART * (to - from);
        let known: Vec<(f64, usize, Estimate)> =
            line.cells.iter().filter_map(|(x, cell)| Some((x + aside, *cell, values.at(*cell)?))).collect();
        let points: Vec<(f64, f64)> = known.iter().map(|(x, _, it)| (*x, it.value.unwrap_or(0.0))).collect();
        let errors = known.iter().map(|(_, _, it)| it.mcse.unwrap_or(0.0) * ERRORS).collect();
        let (color, stroke) = line.hue;
        let label = (lines.len() > 1).then(|| line.name.clone());
        let texts = known.iter().map(|(_, cell, it)| tip(*cell, *it, names, language)).collect();
        let cells = known.iter().map(|(_, cell, _)| *cell).collect();
        if !points.is_empty() {
            marks.push(Mark::Line { points: points.clone(), errors: Some(errors), color, stroke, label });
            marks.push(Mark::Tips { points, texts, color, dots: true, cells });
        }
    }
    marks
}

fn tip(cell: usize, estimate: Estimate, names: &CellNames<'_>, language: Language) -> String {
    format!("{}: {}", names.line(cell), Show::Percent.estimate(estimate, language))
}

/// A row a cell.
fn of_rows(
    results: &Results,
    measure: Measure,
    (name, values): (&str, &Values),
    names: &CellNames<'_>,
    language: Language,
) -> Result<Vec<Panel>, ReportError> {
    let all: Vec<usize> = (0..results.labels.len()).filter(|cell| values.at(*cell).is_some()).collect();
    let hues = Hues::of(&results.labels);
    let row = |(row_name, cell): &(String, usize)| {
        let estimate = values.at(*cell)?;
        Some(Row {
            name: row_name.clone(),
            cell: Some(*cell),
            value: estimate.value?,
            error: estimate.mcse.unwrap_or(0.0) * ERRORS,
            bands: [None, None],
            points: Vec::new(),
            color: hues.scenario(results.labels[*cell].scenario.as_deref()).0,
            tip: tip(*cell, estimate, names, language),
        })
    };
    rows::by_scenario(results, &all, language, |cells, scenario| {
        let rows: Vec<Row> = cells.iter().filter_map(row).collect();
        let title = [name, &scenario].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Ok(Some(rows::panel(title.join(names.between()), (measure.axis, Numbers::Percent), &rows, Called::default())))
    })
}

/// Gives panels one height, from nothing, or the lowest end of an error bar below, to the highest end.
fn share_height(panels: &mut [Panel]) {
    let (mut low, mut high) = (0.0, 0.0);
    for mark in panels.iter().flat_map(|panel| &panel.marks) {
        if let Mark::Line { points, errors: Some(errors), .. } = mark {
            for ((_, value), error) in points.iter().zip(errors) {
                low = if value - error < low { value - error } else { low };
                high = if value + error > high { value + error } else { high };
            }
        }
    }
    // Shares are not below nothing: what reaches there is the bar alone, unless a value does.
    let any_below = panels.iter().flat_map(|panel| &panel.marks).any(|mark| match mark {
        Mark::Line { points, .. } => points.iter().any(|(_, value)| *value < 0.0),
        _ => false,
    });
    let bottom = if any_below { low * 1.05 } else { 0.0 };
    for panel in panels {
        panel.y.range = Some((bottom, if high > 0.0 { high * 1.05 } else { 0.01 }));
    }
}

/// Whether values of a key are shares, as a table shows them.
pub(in crate::report) fn key_is_share(key: &str) -> bool {
    swept(key, &CellValue::Float(0.5), Language::English).ends_with('%')
}
