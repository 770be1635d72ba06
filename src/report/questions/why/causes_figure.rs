//! Default rates of the cells, each a bar stacked of its causes.

use super::found::Found;
use super::words::Words;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel};
use crate::report::figure::select::spread;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Most bars.
pub(super) const CELLS: usize = 12;
/// Half of a bar's width; cells stand 1 apart.
const HALF: f64 = 0.35;

/// `None` where nobody defaults.
pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let found = Found::of(results)?;
    let cells = spread(&(0..found.len()).collect::<Vec<_>>(), CELLS);
    let mut labelled = vec![false; words.causes.len()];
    let (mut marks, mut highest) = (Vec::new(), 0.0);
    for (place, cell) in (1..).map(f64::from).zip(&cells) {
        let Some(here) = found.get(*cell) else { continue };
        let (mut low, mut points, mut texts) = (0.0, Vec::new(), Vec::new());
        for (number, (cause, name)) in here.causes.iter().zip(words.causes).enumerate() {
            let Some(rate) = cause.rate.value.filter(|rate| *rate > 0.0) else { continue };
            let high = low + rate;
            let label = (!std::mem::replace(&mut labelled[number], true)).then(|| name.to_owned());
            let (x, color) = (vec![place - HALF, place + HALF], Color::Series(number));
            marks.push(Mark::Band { x, low: vec![low; 2], high: vec![high; 2], color, label });
            points.push((place, low + rate / 2.0));
            texts.push(format!("{}: {name}: {}", names.line(*cell), Show::Percent.estimate(cause.share, language)));
            low = high;
        }
        highest = if low > highest { low } else { highest };
        let cells = vec![*cell; points.len()];
        marks.push(Mark::Tips { points, texts, color: Color::Series(7), dots: false, cells });
    }
    if highest == 0.0 {
        return Ok(None);
    }
    let mut x = Axis::new(language.texts().axis_cell, Numbers::Plain).between(0.5, cells.len() as f64 + 0.5);
    x.categories = cells.iter().map(|cell| names.values(*cell)).collect();
    let y = Axis::new(language.texts().axis_default_rate, Numbers::Percent).between(0.0, highest * 1.05);
    let (title, says) = (words.causes_caption.to_owned(), words.causes_says.to_owned());
    Ok(Some(Figure { name: "causes", title, says, panels: vec![Panel { title: String::new(), x, y, marks }] }))
}
