//! Bars of indices: of each key its first-order index and its total one.

use super::names;
use super::screened::{Screened, screened};
use super::words::texts;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use crate::report::figure::select::spread;
use crate::report::language::{Language, column_label};
use crate::report::number::percent;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most panels.
const PANELS: usize = 4;
/// Most keys of a panel.
const KEYS: usize = 12;
/// Half the height of a bar, where keys are 1 apart.
const HALF: f64 = 0.17;

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let words = texts(language);
    let mut screened = screened(results)?;
    screened.retain(|it| it.keys.iter().any(|index| index.total.value.is_some()));
    let cells = CellNames::new(&results.labels, language);
    let several = screened.first().is_some_and(|first| screened.iter().any(|it| it.estimate != first.estimate));
    let panels: Vec<Panel> = spread(&screened, PANELS)
        .iter()
        .map(|it| {
            let cell = (results.labels.len() > 1).then(|| cells.line(it.cell));
            let estimate = several.then(|| column_label(&it.estimate, language));
            panel(it, estimate.into_iter().chain(cell).collect::<Vec<_>>().join(", "), language)
        })
        .collect();
    let (title, says) = (words.bars.to_owned(), words.bars_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "indices", title, says, panels }))
}

fn panel(screened: &Screened, title: String, language: Language) -> Panel {
    let words = texts(language);
    let keys: Vec<_> = screened.keys.iter().take(KEYS).rev().collect();
    let others: Vec<&str> = keys.iter().map(|index| index.key.as_str()).collect();
    let mut y = Axis::new("", Numbers::Plain).between(0.5, keys.len() as f64 + 0.5);
    y.categories = others.iter().map(|key| names::key(key, &others, language)).collect();
    let (mut marks, mut points, mut tips) = (Vec::new(), Vec::new(), Vec::new());
    let (mut low, mut high) = (0.0, 1.0);
    for (place, index) in (1..).map(f64::from).zip(&keys) {
        let is_last = place as usize == keys.len();
        for (estimate, apart, series, said) in
            [(index.first_order, HALF, 0, words.first_order), (index.total, -HALF, 1, words.total)]
        {
            let Some(value) = estimate.value else { continue };
            let at = place + apart;
            let x = if value < 0.0 { vec![value, 0.0] } else { vec![0.0, value] };
            let label = is_last.then(|| said.to_owned());
            let color = Color::Series(series);
            marks.push(Mark::Band { x, low: vec![at - HALF; 2], high: vec![at + HALF; 2], color, label });
            let error = 2.0 * estimate.mcse.unwrap_or(0.0);
            let ends = vec![(value - error, at), (value + error, at)];
            (low, high) = (
                if value - error < low { value - error } else { low },
                if value + error > high { value + error } else { high },
            );
            marks.push(line(ends));
            points.push((value, at));
            tips.push(format!("{}, {said}: {}", index.key, percent(value, 1)));
        }
    }
    marks.push(line(vec![(0.0, 0.5), (0.0, keys.len() as f64 + 0.5)]));
    marks.push(Mark::Tips { points, texts: tips, color: Color::Series(7), dots: false, cells: Vec::new() });
    Panel { title, x: Axis::new(words.axis_share, Numbers::Percent).between(low, high), y, marks }
}

fn line(points: Vec<(f64, f64)>) -> Mark {
    Mark::Line { points, errors: None, color: Color::Series(7), stroke: Stroke::Solid, label: None }
}
