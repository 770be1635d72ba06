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
use crate::report::reading::sweep::along;
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
    let panel = match along(&results.labels, language) {
        Some((key, lines)) => {
            let numbers = if key_is_share(key) { Numbers::Percent } else { Numbers::Plain };
            let mut marks = Vec::new();
            for (number, line) in spread(&lines, LINES).into_iter().enumerate() {
                let cells = spread(&line.cells, POINTS);
                rates.marks(&cells, number, (lines.len() > 1).then_some(line.name), language, &names, &mut marks);
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

/// Whether values of a key are shares, as a table shows them.
pub(in crate::report) fn key_is_share(key: &str) -> bool {
    swept(key, &CellValue::Float(0.5), Language::English).ends_with('%')
}
