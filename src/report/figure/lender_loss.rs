//! The lender's loss by leverage, or by whatever was swept: its mean with the error of simulation, and a band over worlds,
//! which is risk.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::spread;
use crate::aggregate::estimates::EXPECTED_LOSS;
use crate::aggregate::{SUMMARY, WORLD_DISTRIBUTION};
use crate::report::ReportError;
use crate::report::figure::default_rate::key_is_share;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::sweep::along;
use crate::report::reading::world_risk::{self, IN_20, IN_100, Of};
use crate::report::reading::{CellNames, risk};
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::{Estimate, PerMille};

/// Most panels, each a line of cells.
const PANELS: usize = 4;
/// Most cells that stand side by side.
const CELLS: usize = 24;

/// Both ends of a band at a cell.
type Between = fn(&Drawn) -> Option<(f64, f64)>;

/// What is drawn of a cell.
struct Drawn {
    x: f64,
    cell: usize,
    mean: f64,
    mcse: Option<f64>,
    /// The middle half of worlds, nine of ten, and one in a hundred; as far as there are enough worlds.
    half: Option<(f64, f64)>,
    nine: Option<(f64, f64)>,
    in_100: Option<f64>,
}

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let mut shown = 0;
    let mut panels = Vec::new();
    match along(&results.labels, language) {
        Some((key, lines)) => {
            let numbers = if key_is_share(key) { Numbers::Percent } else { Numbers::Plain };
            for line in spread(&lines, PANELS) {
                let cells = drawn(results, &line.cells)?;
                shown += cells.len();
                let x = Axis::new(&names.key(key), numbers);
                panels.push(panel(line.name, x, along_a_line(&cells, &names, language), &cells, language));
            }
        }
        None => {
            let cells = spread(&(0..results.labels.len()).collect::<Vec<_>>(), CELLS);
            let places: Vec<(f64, usize)> = (1..).map(f64::from).zip(cells.iter().copied()).collect();
            let cells = drawn(results, &places)?;
            shown += cells.len();
            let mut x = Axis::new(texts.axis_cell, Numbers::Plain);
            x.categories = places.iter().map(|(_, cell)| names.line(*cell)).collect();
            panels.push(panel(String::new(), x, side_by_side(&cells, &names, language), &cells, language));
        }
    }
    if shown == 0 {
        return Ok(None);
    }
    // One height for all panels, so that they can be compared.
    let ends = panels.iter().filter_map(|panel| panel.y.range);
    let (low, high) = ends.fold((0.0, 0.0), |(low, high), (from, to)| {
        (if from < low { from } else { low }, if to > high { to } else { high })
    });
    for panel in &mut panels {
        panel.y.range = Some((low * 1.05, if high > 0.0 { high * 1.05 } else { 0.01 }));
    }
    let says = (texts.with_cells_shown)(texts.figure_lender_loss_says, (shown, results.labels.len()));
    Ok(Some(Figure { name: "lender_loss", title: texts.figure_lender_loss.to_owned(), says, panels }))
}

fn drawn(results: &Results, cells: &[(f64, usize)]) -> Result<Vec<Drawn>, ReportError> {
    let table = results.table(&SUMMARY)?;
    let (means, errors) = (numbers(table, &EXPECTED_LOSS.column)?, errors_of(table, &EXPECTED_LOSS.column)?);
    let worlds = results.rows(&WORLD_DISTRIBUTION);
    let mut found = Vec::new();
    for (x, cell) in cells {
        let Some(mean) = means.get(*cell).copied().flatten() else { continue };
        let at = |level| Ok::<_, ReportError>(world_risk::at(worlds, *cell, Of::Loss, level)?.value);
        let mirrored = |level: PerMille| PerMille::new(1000 - level.get());
        let quarter = PerMille::new(750);
        found.push(Drawn {
            x: *x,
            cell: *cell,
            mean,
            mcse: errors.get(*cell).copied().flatten(),
            half: at(mirrored(quarter))?.zip(at(quarter)?),
            nine: at(mirrored(IN_20.level))?.zip(at(IN_20.level)?),
            in_100: at(IN_100.level)?,
        });
    }
    Ok(found)
}

fn panel(title: String, x: Axis, marks: Vec<Mark>, cells: &[Drawn], language: Language) -> Panel {
    let values = cells.iter().flat_map(|cell| {
        let error = cell.mcse.unwrap_or(0.0) * 2.0;
        let ends = [Some(cell.mean + error), Some(cell.mean - error), cell.in_100, cell.nine.map(|(_, high)| high)];
        ends.into_iter().flatten().collect::<Vec<f64>>()
    });
    let (low, high) = values.fold((0.0, 0.0), |(low, high), value| {
        (if value < low { value } else { low }, if value > high { value } else { high })
    });
    Panel { title, x, y: Axis::new(language.texts().axis_lender_loss, Numbers::Percent).between(low, high), marks }
}

/// What the pointer finds of a cell.
fn tip(cell: &Drawn, names: &CellNames<'_>, language: Language) -> String {
    let texts = language.texts();
    let mean = Show::Percent.short(Estimate { value: Some(cell.mean), mcse: cell.mcse }, language);
    let in_20 = cell.nine.map(|(_, high)| format!("; {} {}", texts.loss_in_20, risk(Some(high))));
    let in_100 = cell.in_100.map(|loss| format!("; {} {}", texts.loss_in_100, risk(Some(loss))));
    let name = names.line(cell.cell);
    format!("{name}: {} {mean}{}{}", texts.expected_loss, in_20.unwrap_or_default(), in_100.unwrap_or_default())
}

fn along_a_line(cells: &[Drawn], names: &CellNames<'_>, language: Language) -> Vec<Mark> {
    let texts = language.texts();
    let mut marks = Vec::new();
    let bands: [(Between, usize, &str); 2] =
        [(|cell| cell.nine, 0, texts.nine_of_ten_worlds), (|cell| cell.half, 1, texts.half_of_worlds)];
    for (of, ring, label) in bands {
        let known: Vec<(f64, (f64, f64))> = cells.iter().filter_map(|cell| Some((cell.x, of(cell)?))).collect();
        if known.len() > 1 {
            marks.push(Mark::Band {
                x: known.iter().map(|(x, _)| *x).collect(),
                low: known.iter().map(|(_, (low, _))| *low).collect(),
                high: known.iter().map(|(_, (_, high))| *high).collect(),
                color: Color::Fan(ring),
                label: Some(label.to_owned()),
            });
        }
    }
    let rare: Vec<(f64, f64)> = cells.iter().filter_map(|cell| Some((cell.x, cell.in_100?))).collect();
    if !rare.is_empty() {
        marks.push(Mark::Line {
            points: rare,
            errors: None,
            color: Color::Series(1),
            stroke: Stroke::Dashed,
            label: Some(texts.one_world_in_100.to_owned()),
        });
    }
    marks.push(Mark::Line {
        points: cells.iter().map(|cell| (cell.x, cell.mean)).collect(),
        errors: Some(cells.iter().map(|cell| cell.mcse.unwrap_or(0.0) * 2.0).collect()),
        color: Color::Series(0),
        stroke: Stroke::Solid,
        label: Some(texts.mean_of_worlds.to_owned()),
    });
    marks.push(Mark::Tips {
        points: cells.iter().map(|cell| (cell.x, cell.mean)).collect(),
        texts: cells.iter().map(|cell| tip(cell, names, language)).collect(),
        color: Color::Series(0),
        dots: true,
    });
    marks
}

/// A bar over nine worlds of ten for each cell, its mean and one world in a hundred as points.
fn side_by_side(cells: &[Drawn], names: &CellNames<'_>, language: Language) -> Vec<Mark> {
    let texts = language.texts();
    let mut marks = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let label = |text: &str| (place == 0).then(|| text.to_owned());
        if let Some((low, high)) = cell.nine {
            let points = vec![(cell.x, low), (cell.x, high)];
            let label = label(texts.nine_of_ten_worlds);
            marks.push(Mark::Line { points, errors: None, color: Color::Fan(1), stroke: Stroke::Solid, label });
        }
        marks.push(Mark::Line {
            points: vec![(cell.x, cell.mean)],
            errors: Some(vec![cell.mcse.unwrap_or(0.0) * 2.0]),
            color: Color::Series(0),
            stroke: Stroke::Solid,
            label: label(texts.mean_of_worlds),
        });
    }
    let rare: Vec<&Drawn> = cells.iter().filter(|cell| cell.in_100.is_some()).collect();
    let at_rare = |cell: &&Drawn| (cell.x, cell.in_100.unwrap_or(cell.mean));
    for (points, of, color) in [
        (cells.iter().map(|cell| (cell.x, cell.mean)).collect::<Vec<_>>(), cells.iter().collect::<Vec<_>>(), 0),
        (rare.iter().map(at_rare).collect(), rare, 1),
    ] {
        let texts = of.iter().map(|cell| tip(cell, names, language)).collect();
        marks.push(Mark::Tips { points, texts, color: Color::Series(color), dots: true });
    }
    marks
}
