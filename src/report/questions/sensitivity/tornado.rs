//! The tornado: a bar a key to either side of nothing, the largest on top.

use super::changes::{Changes, Move, changes, several_estimates};
use super::names;
use super::readings::by;
use super::words::texts;
use crate::outcome::Unit;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use crate::report::figure::select::spread;
use crate::report::language::{Language, column_label};
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most panels: more cells, and some of them are shown.
const PANELS: usize = 4;
/// Most keys of a panel.
const KEYS: usize = 12;
/// Half the height of a bar, where keys are 1 apart.
const HALF: f64 = 0.17;

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let words = texts(language);
    let mut changes = changes(results)?;
    // Where nothing was moved there is nothing to draw.
    changes.retain(|changes| changes.keys.iter().any(|key| key.size() > 0.0));
    let cells = CellNames::new(&results.labels, language);
    let several = several_estimates(&changes);
    let panels: Vec<Panel> = spread(&changes, PANELS)
        .iter()
        .map(|changes| {
            let cell = (results.labels.len() > 1).then(|| cells.line(changes.cell));
            let estimate = several.then(|| column_label(&changes.estimate, language));
            let title = estimate.into_iter().chain(cell).collect::<Vec<_>>().join(", ");
            panel(changes, title, &by(results), language)
        })
        .collect();
    let (title, says) = (words.tornado.to_owned(), words.tornado_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "tornado", title, says, panels }))
}

fn panel(changes: &Changes, title: String, by: &str, language: Language) -> Panel {
    let words = texts(language);
    let numbers = match changes.estimate.unit {
        Unit::Fraction => Numbers::Percent,
        Unit::Money => Numbers::Money,
        _ => Numbers::Plain,
    };
    let estimate = column_label(&changes.estimate, language);
    let mut x = Axis::new(&(words.change_of)(&estimate), numbers);
    let mut y = Axis::new("", Numbers::Plain);
    let keys: Vec<_> = changes.keys.iter().take(KEYS).rev().collect();
    let others: Vec<&str> = keys.iter().map(|of_key| of_key.key.as_str()).collect();
    y.categories = others.iter().map(|key| names::key(key, &others, language)).collect();
    y = y.between(0.5, keys.len() as f64 + 0.5);
    let mut marks = Vec::new();
    let (mut points, mut tips, mut reach) = (Vec::new(), Vec::new(), 0.0);
    let show = Show::of(changes.estimate.unit).difference();
    for (place, of_key) in (1..).map(f64::from).zip(&keys) {
        let is_last = place as usize == keys.len();
        let sides = [(&of_key.down, -HALF, 0, words.moved_down_by), (&of_key.up, HALF, 1, words.moved_up_by)];
        for (moved, apart, series, said) in sides {
            let Move { value, change, .. } = moved;
            let Some(size) = change.value else { continue };
            let at = place + apart;
            let color = Color::Series(series);
            let label = is_last.then(|| said(by));
            let (low, high) = (vec![at - HALF; 2], vec![at + HALF; 2]);
            marks.push(Mark::Band { x: ordered(0.0, size), low, high, color, label });
            let error = 2.0 * change.mcse.unwrap_or(0.0);
            let whisker = vec![(size - error, at), (size + error, at)];
            let stroke = Stroke::Solid;
            marks.push(Mark::Line { points: whisker, errors: None, color: Color::Series(7), stroke, label: None });
            points.push((size, at));
            tips.push(format!(
                "{} = {}: {}",
                of_key.key,
                names::value(&of_key.key, *value, language),
                show.estimate(*change, language)
            ));
            let end = size.abs() + error;
            reach = if end > reach { end } else { reach };
        }
    }
    let ends = reach * 1.05;
    x = x.between(-ends, ends);
    marks.push(Mark::Line {
        points: vec![(0.0, 0.5), (0.0, keys.len() as f64 + 0.5)],
        errors: None,
        color: Color::Series(7),
        stroke: Stroke::Solid,
        label: None,
    });
    marks.push(Mark::Tips { points, texts: tips, color: Color::Series(7), dots: false, cells: Vec::new() });
    Panel { title, x, y, marks }
}

fn ordered(a: f64, b: f64) -> Vec<f64> {
    if a < b { vec![a, b] } else { vec![b, a] }
}
