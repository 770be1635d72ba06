//! Of a study whose keys are moved one at a time: how far each moves the default rate from the base, the farthest on top.

use super::hues::Hues;
use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::chosen_groups;
use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::outcome::label::CellLabel;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::{CellNames, compared, difference};
use crate::report::results::{Results, numbers};
use crate::stats::Estimate;

/// Most panels, each a scenario.
const PANELS: usize = 6;
/// Percentage points of a change of 1.
const POINTS: f64 = 100.0;
/// Half the height of a bar, where keys are 1 apart.
const HALF: f64 = 0.28;

/// A value of a key and how far it moves the rate.
struct Moved {
    cell: usize,
    change: Estimate,
}

/// A scenario: its base and what moves it.
struct Scenario<'a> {
    base: usize,
    keys: Vec<(&'a str, Vec<Moved>)>,
}

/// `None` unless each scenario has one cell without a swept key, and all others have one key each.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let Some(scenarios) = scenarios(results)? else { return Ok(None) };
    let groups: Vec<Vec<usize>> = scenarios.iter().map(Scenario::cells).collect();
    let mut panels = Vec::new();
    for place in chosen_groups(results, &groups, PANELS)? {
        panels.extend(scenarios.get(place).and_then(|scenario| panel(results, scenario, language)));
    }
    // One width for all panels, so that they can be compared.
    let reach =
        panels.iter().filter_map(|panel| panel.x.range).fold(0.0, |most, (_, to)| if to > most { to } else { most });
    for panel in &mut panels {
        panel.x.range = Some((-reach, reach));
    }
    let (title, says) = (texts.figure_alone.to_owned(), texts.figure_alone_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "tornado", title, says, panels }))
}

impl Scenario<'_> {
    fn cells(&self) -> Vec<usize> {
        let moved = self.keys.iter().flat_map(|(_, moved)| moved).map(|moved| moved.cell);
        std::iter::once(self.base).chain(moved).collect()
    }
}

fn scenarios(results: &Results) -> Result<Option<Vec<Scenario<'_>>>, ReportError> {
    let labels = &results.labels;
    let is_alone = |label: &CellLabel| label.swept.len() <= 1;
    if labels.len() < 2 || !labels.iter().all(is_alone) || labels.iter().all(|label| label.swept.len() == 1) {
        return Ok(None);
    }
    let rates = numbers(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?;
    let rate = |cell: usize| rates.get(cell).copied().flatten();
    let compared = compared(results)?;
    let mut found = Vec::new();
    for (base, of_base) in labels.iter().enumerate().filter(|(_, label)| label.swept.is_empty()) {
        let Some(at_base) = rate(base) else { return Ok(None) };
        let mut keys: Vec<(&str, Vec<Moved>)> = Vec::new();
        for (cell, label) in labels.iter().enumerate().filter(|(_, label)| label.scenario == of_base.scenario) {
            let (Some((key, _)), Some(at_cell)) = (label.swept.first(), rate(cell)) else { continue };
            // Where the author compares cells with others, there is no error of this change.
            let paired = match compared.contains(&(cell, base)) {
                true => difference(results, cell, &DEFAULT_RATE.column)?.map(|found| found.difference),
                false => None,
            };
            let alone = Estimate { value: Some(at_cell - at_base), mcse: None };
            let moved = Moved { cell, change: paired.filter(|it| it.value.is_some()).unwrap_or(alone) };
            match keys.iter_mut().find(|(other, _)| other == key) {
                Some((_, moves)) => moves.push(moved),
                None => keys.push((key, vec![moved])),
            }
        }
        keys.sort_by(|a, b| span(&b.1).total_cmp(&span(&a.1)));
        found.push(Scenario { base, keys });
    }
    found.retain(|scenario| !scenario.keys.is_empty());
    Ok((!found.is_empty()).then_some(found))
}

/// The farthest that a key moves the rate.
fn span(moved: &[Moved]) -> f64 {
    let sizes = moved.iter().filter_map(|moved| moved.change.value.map(f64::abs));
    sizes.fold(0.0, |most, size| if size > most { size } else { most })
}

fn panel(results: &Results, scenario: &Scenario<'_>, language: Language) -> Option<Panel> {
    let texts = language.texts();
    let (names, hues) = (CellNames::new(&results.labels, language), Hues::of(&results.labels));
    let count = scenario.keys.len();
    let (mut marks, mut reach) = (Vec::new(), 0.0);
    let grey = |points: Vec<(f64, f64)>| Mark::Line {
        points,
        errors: None,
        color: Color::Series(7),
        stroke: Stroke::Solid,
        label: None,
    };
    for (place, (key, moved)) in scenario.keys.iter().enumerate() {
        let at = (count - place) as f64;
        let ends = moved.iter().filter_map(|moved| Some(moved.change.value? * POINTS));
        let (low, high) = ends.fold((0.0, 0.0), |(low, high), value| {
            (if value < low { value } else { low }, if value > high { value } else { high })
        });
        for (from, to, ring) in [(low, 0.0, 0), (0.0, high, 1)] {
            if to > from {
                let (low, high) = (vec![at - HALF; 2], vec![at + HALF; 2]);
                marks.push(Mark::Band { x: vec![from, to], low, high, color: Color::Fan(ring), label: None });
            }
        }
        for Moved { cell, change } in moved {
            let Some(value) = change.value.map(|value| value * POINTS) else { continue };
            let error = change.mcse.unwrap_or(0.0) * 2.0 * POINTS;
            if error > 0.0 {
                marks.push(grey(vec![(value - error, at), (value + error, at)]));
            }
            let end = value.abs() + error;
            reach = if end > reach { end } else { reach };
            let (color, _) = hues.value(key, results.labels[*cell].value(key));
            marks.push(Mark::Tips {
                points: vec![(value, at)],
                texts: vec![format!("{}: {}", names.line(*cell), Show::Points.estimate(*change, language))],
                color,
                dots: true,
                cells: vec![*cell],
            });
        }
    }
    let top = count as f64 + 0.6;
    marks.push(grey(vec![(0.0, 0.4), (0.0, top)]));
    marks.push(Mark::Tips {
        points: vec![(0.0, top - 0.1)],
        texts: vec![format!("{}: {}", texts.the_base, names.line(scenario.base))],
        color: Color::Series(7),
        dots: false,
        cells: vec![scenario.base],
    });
    let title = names.line_of(scenario.base, true, |_| false);
    let mut y = Axis::new("", Numbers::Plain).between(0.4, top);
    y.categories = scenario.keys.iter().rev().map(|(key, _)| names.key(key)).collect();
    let ends = if reach > 0.0 { reach * 1.05 } else { 1.0 };
    let x = Axis::new(texts.axis_change_of_rate, Numbers::Plain).between(-ends, ends);
    Some(Panel { title, x, y, marks })
}
