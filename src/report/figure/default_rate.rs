//! Default rate by leverage, or by whatever was swept, with error bars.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::spread;
use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::outcome::label::CellValue;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, swept};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::Estimate;

/// Most lines of one panel.
const LINES: usize = 8;
/// Most points of a line.
const POINTS: usize = 60;
/// Most points where cells stand side by side.
const CELLS: usize = 12;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let rates = Rates::of(results)?;
    let names = CellNames::new(&results.labels, language);
    let y = Axis::new(texts.axis_default_rate, Numbers::Percent);
    let panel = match along(results, &names, language) {
        Some((key, series)) => {
            let numbers = if key_is_share(key) { Numbers::Percent } else { Numbers::Plain };
            let mut marks = Vec::new();
            for (number, (label, cells)) in spread(&series, LINES).into_iter().enumerate() {
                let at = |cell: usize| results.labels.get(cell).and_then(|label| number_of(label.value(key)?));
                let cells: Vec<(f64, usize)> = cells.iter().filter_map(|cell| Some((at(*cell)?, *cell))).collect();
                let cells = spread(&cells, POINTS);
                rates.marks(&cells, number, (series.len() > 1).then_some(label), language, &names, &mut marks);
            }
            Panel { title: String::new(), x: Axis::new(&names.key(key), numbers), y, marks }
        }
        None => {
            let cells = spread(&(0..results.labels.len()).collect::<Vec<_>>(), CELLS);
            let mut x = Axis::new(texts.axis_cell, Numbers::Plain);
            x.categories = cells.iter().map(|cell| names.values(*cell)).collect();
            let mut marks = Vec::new();
            for (place, cell) in (1..).zip(&cells) {
                rates.marks(&[(f64::from(place), *cell)], 0, None, language, &names, &mut marks);
            }
            Panel { title: String::new(), x, y, marks }
        }
    };
    let panel = with_room_for_errors(panel);
    let (title, says) = (texts.figure_default_rate.to_owned(), texts.figure_default_rate_says.to_owned());
    let seen = panel.marks.iter().any(|mark| matches!(mark, Mark::Tips { points, .. } if !points.is_empty()));
    Ok(seen.then(|| Figure { name: "default_rate", title, says, panels: vec![panel] }))
}

/// The axis reaches from nothing to the end of the longest error bar.
fn with_room_for_errors(mut panel: Panel) -> Panel {
    let ends = panel.marks.iter().flat_map(|mark| match mark {
        Mark::Line { points, errors: Some(errors), .. } => {
            points.iter().zip(errors).map(|((_, value), error)| value + error).collect()
        }
        _ => Vec::new(),
    });
    let highest = ends.fold(0.0, |most, end| if end > most { end } else { most });
    panel.y = panel.y.between(0.0, if highest > 0.0 { highest * 1.05 } else { 0.01 });
    panel
}

struct Rates {
    values: Vec<Option<f64>>,
    errors: Vec<Option<f64>>,
}

impl Rates {
    fn of(results: &Results) -> Result<Self, ReportError> {
        let table = results.table(&SUMMARY)?;
        Ok(Self { values: numbers(table, &DEFAULT_RATE.column)?, errors: errors_of(table, &DEFAULT_RATE.column)? })
    }

    fn marks(
        &self,
        cells: &[(f64, usize)],
        series: usize,
        label: Option<String>,
        language: Language,
        names: &CellNames<'_>,
        marks: &mut Vec<Mark>,
    ) {
        let (mut points, mut errors, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for (x, cell) in cells {
            let at = |column: &[Option<f64>]| column.get(*cell).copied().flatten();
            let Some(value) = at(&self.values) else { continue };
            let mcse = at(&self.errors);
            points.push((*x, value));
            errors.push(mcse.unwrap_or(0.0) * 2.0);
            let shown = Show::Percent.estimate(Estimate { value: Some(value), mcse }, language);
            texts.push(format!("{}: {shown}", names.line(*cell)));
        }
        let color = Color::Series(series);
        let line = points.clone();
        marks.push(Mark::Line { points: line, errors: Some(errors), color, stroke: Stroke::of(series), label });
        marks.push(Mark::Tips { points, texts, color, dots: true });
    }
}

/// Lines: what their cells have in common, and the cells.
type Series = Vec<(String, Vec<usize>)>;

/// The swept key with the most numbers, and the cells that differ in nothing else.
fn along<'a>(results: &'a Results, names: &CellNames<'a>, language: Language) -> Option<(&'a str, Series)> {
    let keys = crate::outcome::label::CellLabel::keys(&results.labels);
    let distinct = |key: &str| {
        let mut found: Vec<f64> = Vec::new();
        for value in results.labels.iter().filter_map(|label| number_of(label.value(key)?)) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found.len()
    };
    let key = keys
        .iter()
        .copied()
        .filter(|key| distinct(key) > 1)
        .reduce(|a, b| if distinct(b) > distinct(a) { b } else { a })?;
    let mut series: Series = Vec::new();
    for (cell, label) in results.labels.iter().enumerate().filter(|(_, label)| label.value(key).is_some()) {
        let others = label.swept.iter().filter(|(name, _)| name != key);
        let others =
            others.map(|(name, value)| (language.texts().key_is)(&names.key(name), &swept(name, value, language)));
        let parts: Vec<String> = label.scenario.iter().cloned().chain(others).collect();
        let name = parts.join(", ");
        match series.iter_mut().find(|(other, _)| *other == name) {
            Some((_, cells)) => cells.push(cell),
            None => series.push((name, vec![cell])),
        }
    }
    Some((key, series))
}

fn number_of(value: &CellValue) -> Option<f64> {
    match value {
        CellValue::Integer(value) => Some(*value as f64),
        CellValue::Float(value) => Some(*value),
        CellValue::Text(_) | CellValue::Boolean(_) => None,
    }
}

/// Whether values of a key are shares, as a table shows them.
pub(in crate::report) fn key_is_share(key: &str) -> bool {
    swept(key, &CellValue::Float(0.5), Language::English).ends_with('%')
}
