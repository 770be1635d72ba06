//! What each cause adds to the losses, side by side, with error bars: a panel for the lender, one for the household.

use super::causes_figure::CELLS;
use super::found::Found;
use super::words::Words;
use crate::answers::why::{LossOf, Part};
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use crate::report::figure::select::spread;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Half of a bar's width, and distance of the bars of a cell; cells stand 1 apart.
const HALF: f64 = 0.07;
const APART: f64 = 0.16;
/// The colour of error bars, a grey.
const GREY: Color = Color::Series(7);

/// `None` where no loss is told.
pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let words = Words::of(language);
    let found = Found::of(results)?;
    let panels: Vec<Panel> = LossOf::ALL
        .into_iter()
        .zip(words.losses)
        .filter_map(|(loss, title)| panel(results, &found, (loss, title), language))
        .collect();
    let (title, says) = (words.shares_caption.to_owned(), words.shares_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "shares", title, says, panels }))
}

fn panel(results: &Results, found: &[Found], (loss, title): (LossOf, &str), language: Language) -> Option<Panel> {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let cells = spread(&(0..found.len()).collect::<Vec<_>>(), CELLS);
    let middle = (words.parts.len() - 1) as f64 / 2.0;
    let mut labelled = vec![false; words.parts.len()];
    let (mut marks, mut lowest, mut highest) = (Vec::new(), 0.0, 0.0);
    for (place, cell) in (1..).map(f64::from).zip(&cells) {
        let parts = found.get(*cell)?.parts(loss).iter().take(Part::All as usize);
        for (number, (part, name)) in parts.zip(words.parts).enumerate() {
            let Some(value) = part.of_loans.value else { continue };
            let at = place + (number as f64 - middle) * APART;
            let error = part.of_loans.mcse.map_or(0.0, |mcse| 2.0 * mcse);
            let label = (!std::mem::replace(&mut labelled[number], true)).then(|| name.to_owned());
            let (low, high) = if value < 0.0 { (value, 0.0) } else { (0.0, value) };
            let x = vec![at - HALF, at + HALF];
            marks.push(Mark::Band { x, low: vec![low; 2], high: vec![high; 2], color: Color::Series(number), label });
            let (points, errors) = (vec![(at, value)], Some(vec![error]));
            marks.push(Mark::Line { points: points.clone(), errors, color: GREY, stroke: Stroke::Solid, label: None });
            let shown = Show::Percent.estimate(part.of_loans, language);
            let texts = vec![format!("{}: {name}: {shown}", names.line(*cell))];
            marks.push(Mark::Tips { points, texts, color: GREY, dots: false, cells: vec![*cell] });
            lowest = if value - error < lowest { value - error } else { lowest };
            highest = if value + error > highest { value + error } else { highest };
        }
    }
    let height: f64 = highest - lowest;
    if height <= 0.0 {
        return None;
    }
    let margin = 0.05 * height;
    let below = if lowest < 0.0 { lowest - margin } else { 0.0 };
    let mut x = Axis::new(language.texts().axis_cell, Numbers::Plain).between(0.5, cells.len() as f64 + 0.5);
    x.categories = cells.iter().map(|cell| names.values(*cell)).collect();
    let y = Axis::new(words.axis_of_loans, Numbers::Percent).between(below, highest + margin);
    Some(Panel { title: title.to_owned(), x, y, marks })
}
