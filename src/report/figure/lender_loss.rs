//! The lender's loss by leverage, or by whatever was swept: its mean with the error of simulation, and a band over worlds,
//! which is risk.

use super::arrangement::{Arranged, Facet, arranged};
use super::by_sweep::key_is_share;
use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::rows::{self, Called, Row};
use super::select::chosen_groups;
use crate::aggregate::estimates::EXPECTED_LOSS;
use crate::aggregate::{SUMMARY, WORLD_DISTRIBUTION};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::world_risk::{self, IN_20, IN_100, Of};
use crate::report::reading::{CellNames, risk};
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::{Estimate, PerMille};

/// Most panels, each a line of cells.
const PANELS: usize = 12;

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
    let mut panels = Vec::new();
    match arranged(results, language)? {
        Some(Arranged { key, panels: facets }) => {
            let numbers = if key_is_share(key) { Numbers::Percent } else { Numbers::Plain };
            let lines: Vec<(String, Vec<(f64, usize)>)> = facets
                .into_iter()
                .flat_map(|Facet { name, lines }| lines.into_iter().map(move |line| (name.clone(), line)))
                .map(|(facet, line)| {
                    let parts = [line.name, facet].into_iter().filter(|part| !part.is_empty());
                    (parts.collect::<Vec<_>>().join(names.between()), line.cells)
                })
                .collect();
            let groups: Vec<Vec<usize>> =
                lines.iter().map(|(_, cells)| cells.iter().map(|(_, cell)| *cell).collect()).collect();
            for place in chosen_groups(results, &groups, PANELS)? {
                let Some((title, cells)) = lines.get(place) else { continue };
                let cells = drawn(results, cells)?;
                let x = Axis::new(&names.key(key), numbers);
                let marks = along_a_line(&cells, &names, language);
                panels.extend((!cells.is_empty()).then(|| panel(title.clone(), x, marks, &cells, language)));
            }
            // One height for all panels, so that they can be compared.
            let ends = panels.iter().filter_map(|panel| panel.y.range);
            let (low, high) = ends.fold((0.0, 0.0), |(low, high), (from, to)| {
                (if from < low { from } else { low }, if to > high { to } else { high })
            });
            for panel in &mut panels {
                panel.y.range = Some((low * 1.05, if high > 0.0 { high * 1.05 } else { 0.01 }));
            }
        }
        None => {
            let all: Vec<(f64, usize)> = (0..results.labels.len()).map(|cell| (0.0, cell)).collect();
            let known: Vec<usize> = drawn(results, &all)?.iter().map(|cell| cell.cell).collect();
            let called = Called {
                value: texts.mean_of_worlds,
                bands: [texts.nine_of_ten_worlds, texts.half_of_worlds],
                points: &[(texts.one_world_in_100, Color::Series(1))],
            };
            panels = rows::by_scenario(results, &known, language, |cells, title| {
                let places: Vec<(f64, usize)> = cells.iter().map(|(_, cell)| (0.0, *cell)).collect();
                let drawn = drawn(results, &places)?;
                let rows: Vec<Row> =
                    cells.iter().zip(&drawn).map(|((name, _), cell)| row(name, cell, &names, language)).collect();
                Ok(Some(rows::panel(title, (texts.axis_lender_loss, Numbers::Percent), &rows, called)))
            })?;
        }
    }
    let (title, says) = (texts.figure_lender_loss.to_owned(), texts.figure_lender_loss_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "lender_loss", title, says, panels }))
}

/// A cell as a row.
fn row(name: &str, cell: &Drawn, names: &CellNames<'_>, language: Language) -> Row {
    Row {
        name: name.to_owned(),
        cell: Some(cell.cell),
        value: cell.mean,
        error: cell.mcse.unwrap_or(0.0) * 2.0,
        bands: [cell.nine, cell.half],
        points: cell.in_100.into_iter().map(|loss| (0, loss)).collect(),
        color: Color::Series(0),
        tip: tip(cell, names, language),
    }
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
        cells: cells.iter().map(|cell| cell.cell).collect(),
    });
    marks
}
