//! Default rate over a sweep of two keys, a panel a scenario.

use super::panel::{Axis, Figure, Mark, Numbers, Panel};
use super::select::{by_scenario, chosen_groups};
use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::outcome::label::{CellLabel, CellValue};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, swept};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::Estimate;

/// Most fields of a panel: more could not be read.
const FIELDS: usize = 150;
/// Most panels.
const PANELS: usize = 6;

/// `None` unless exactly two keys are swept and each pair of their values is a cell with a default rate.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let keys = CellLabel::keys(&results.labels);
    let [down, across] = keys.as_slice() else { return Ok(None) };
    let rates = (
        numbers(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?,
        errors_of(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?,
    );
    let mut panels = Vec::new();
    let groups = by_scenario(results);
    let of_cells: Vec<Vec<usize>> = groups.iter().map(|(_, cells)| cells.clone()).collect();
    for place in chosen_groups(results, &of_cells, PANELS)? {
        let Some((scenario, cells)) = groups.get(place) else { continue };
        let Some(mark) = heat(results, cells, (down, across), &rates, &names, language) else { return Ok(None) };
        let Mark::Heat { row_names, column_names, .. } = &mark else { return Ok(None) };
        let (mut x, mut y) =
            (Axis::new(&names.key(across), Numbers::Plain), Axis::new(&names.key(down), Numbers::Plain));
        (x.categories, y.categories) = (column_names.clone(), row_names.clone());
        panels.push(Panel {
            title: scenario.map_or_else(String::new, |name| names.scenario(name)),
            x,
            y,
            marks: vec![mark],
        });
    }
    let (title, says) = (texts.figure_heat_map.to_owned(), texts.figure_heat_map_says.to_owned());
    Ok(Some(Figure { name: "heat_map", title, says, panels }))
}

/// Rates and their errors by cell.
type Rates = (Vec<Option<f64>>, Vec<Option<f64>>);

fn heat(
    results: &Results,
    cells: &[usize],
    (down, across): (&str, &str),
    rates: &Rates,
    names: &CellNames<'_>,
    language: Language,
) -> Option<Mark> {
    let label = |cell: usize| results.labels.get(cell);
    let values = |key: &str| {
        let mut found: Vec<CellValue> = Vec::new();
        for value in cells.iter().filter_map(|cell| label(*cell)?.value(key).cloned()) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found
    };
    let (down_values, across_values) = (values(down), values(across));
    let fields = down_values.len().saturating_mul(across_values.len());
    if down_values.len() < 2 || across_values.len() < 2 || fields > FIELDS {
        return None;
    }
    let known = rates.0.iter().flatten().map(|rate| rate * 100.0);
    let scale = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), rate| {
        (if rate < low { rate } else { low }, if rate > high { rate } else { high })
    });
    let (mut rows, mut tips, mut of) = (Vec::new(), Vec::new(), Vec::new());
    for first in &down_values {
        let mut row = Vec::new();
        for second in &across_values {
            let is_it = |cell: &&usize| {
                label(**cell).is_some_and(|it| it.value(down) == Some(first) && it.value(across) == Some(second))
            };
            let cell = *cells.iter().find(is_it)?;
            let value = rates.0.get(cell).copied().flatten()?;
            let estimate = Estimate { value: Some(value), mcse: rates.1.get(cell).copied().flatten() };
            // Shown in per cent, the unit of the numbers in the fields.
            row.push(value * 100.0);
            of.push(cell);
            tips.push(format!("{}: {}", names.line(cell), Show::Percent.estimate(estimate, language)));
        }
        rows.push(row);
    }
    let shown = |key: &str, values: &[CellValue]| values.iter().map(|value| swept(key, value, language)).collect();
    let (row_names, column_names) = (shown(down, &down_values), shown(across, &across_values));
    Some(Mark::Heat { rows, row_names, column_names, tips, cells: of, scale })
}
