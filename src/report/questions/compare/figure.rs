//! The difference in default rate, cell by cell, with error bars and the line of no difference.

use super::rows::{Row, rows};
use super::words::texts;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::report::ReportError;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use crate::report::figure::{Figure, select::spread};
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most cells that are drawn.
const CELLS: usize = 12;

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let words = texts(language);
    let rows = rows(results)?;
    let with_difference =
        |row: &&Row| row.column == DEFAULT_RATE.column && row.difference.value.is_some_and(f64::is_finite);
    let shown = spread(&rows.iter().filter(with_difference).collect::<Vec<_>>(), CELLS);
    if shown.is_empty() {
        return Ok(None);
    }
    let names = CellNames::new(&results.labels, language);
    let mut x = Axis::new(language.texts().axis_cell, Numbers::Plain);
    x.categories = shown.iter().map(|row| names.values(row.cell)).collect();
    let end = shown.len() as f64 + 0.5;
    let mut marks = vec![Mark::Line {
        points: vec![(0.5, 0.0), (end, 0.0)],
        errors: None,
        color: Color::Series(7),
        stroke: Stroke::Dotted,
        label: None,
    }];
    let (mut reach, mut points, mut texts) = (0.0, Vec::new(), Vec::new());
    for (place, row) in (1..).map(f64::from).zip(&shown) {
        let (value, bar) = (row.difference.value.unwrap_or(0.0), row.difference.mcse.unwrap_or(0.0) * 2.0);
        let far = value.abs() + bar;
        reach = if far > reach { far } else { reach };
        marks.push(Mark::Line {
            points: vec![(place, value)],
            errors: Some(vec![bar]),
            color: Color::Series(0),
            stroke: Stroke::Solid,
            label: None,
        });
        points.push((place, value));
        texts.push(format!("{}: {}", names.line(row.cell), row.difference(language)));
    }
    let cells = shown.iter().map(|row| row.cell).collect();
    marks.push(Mark::Tips { points, texts, color: Color::Series(0), dots: true, cells });
    let reach = if reach > 0.0 { reach * 1.1 } else { 0.01 };
    let y = Axis::new(words.figure_axis, Numbers::Percent).between(-reach, reach);
    let panel = Panel { title: String::new(), x, y, marks };
    Ok(Some(Figure {
        name: "difference",
        title: words.figure.to_owned(),
        says: words.figure_says.to_owned(),
        panels: vec![panel],
    }))
}
