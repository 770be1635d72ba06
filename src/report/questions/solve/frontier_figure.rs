//! With two keys: the answer by the second.

use super::answer::{Answer, Row};
use super::curve_figure::numbers_of;
use super::words::Words;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Color, Mark, Panel, Stroke};
use crate::report::figure::select::spread;
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most lines of one panel.
const LINES: usize = 6;

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    let (Some(second_key), Some(second_name)) = (&answer.second_key, answer.second_name()) else { return Ok(None) };
    let names = CellNames::new(&results.labels, language);
    let cells: Vec<usize> = (0..results.labels.len()).collect();
    let mut marks = Vec::new();
    for (number, cell) in spread(&cells, LINES).into_iter().enumerate() {
        let rows: Vec<&Row> = answer.rows.iter().filter(|row| row.cell == cell && row.value.is_some()).collect();
        if results.labels.len() == 1 {
            marks.extend(band(&rows, words));
        }
        let points: Vec<(f64, f64)> = rows.iter().filter_map(|row| row.second.zip(row.value)).collect();
        let tip = |row: &&Row| {
            let ends = match (row.lower, row.upper) {
                (Some(_), Some(_)) => (words.interval_told)(&answer.value(row.lower), &answer.value(row.upper)),
                _ => String::new(),
            };
            let key = (language.texts().key_is)(&answer.key_name(), &answer.value(row.value));
            format!("{}: {key} {ends}", answer.row_name(row, &names, results.labels.len() == 1)).trim_end().to_owned()
        };
        let texts = rows.iter().map(tip).collect();
        let (color, stroke) = (Color::Series(number), Stroke::of(number));
        let label = (results.labels.len() > 1).then(|| names.line(cell));
        marks.push(Mark::Line { points: points.clone(), errors: None, color, stroke, label });
        marks.push(Mark::Tips { points, texts, color, dots: true, cells: Vec::new() });
    }
    let is_seen = marks.iter().any(|mark| matches!(mark, Mark::Tips { points, .. } if !points.is_empty()));
    let x = Axis::new(&second_name, numbers_of(second_key));
    let y = Axis::new(&answer.key_name(), numbers_of(&answer.key));
    let goal = words.goal(answer.goal, &answer.target_name(), &answer.bound());
    let (title, says) = ((words.frontier_title)(&goal), words.frontier_says.to_owned());
    let panels = vec![Panel { title: String::new(), x, y, marks }];
    Ok(is_seen.then_some(Figure { name: "frontier", title, says, panels }))
}

/// The intervals, as far as both ends are told.
fn band(rows: &[&Row], words: &Words) -> Option<Mark> {
    let told: Vec<(f64, f64, f64)> =
        rows.iter().filter_map(|row| Some((row.second?, row.lower?, row.upper?))).collect();
    (told.len() > 1).then(|| Mark::Band {
        x: told.iter().map(|(x, _, _)| *x).collect(),
        low: told.iter().map(|(_, low, _)| *low).collect(),
        high: told.iter().map(|(_, _, high)| *high).collect(),
        color: Color::Fan(0),
        label: Some(words.interval_band.to_owned()),
    })
}
