//! Cumulative default rate by month and cell, a panel a scenario.

use super::hues::Hues;
use super::panel::{Axis, Figure, Mark, Numbers, Panel};
use super::select::{POINTS, TIPS, by_scenario, chosen_cells, chosen_groups, is_drawn};
use crate::aggregate::months::{DEFAULT_RATE_CUMULATIVE, MONTH};
use crate::aggregate::{CELL, MONTHS};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, integers, numbers, rows_of_cell};
use crate::stats::Estimate;

/// Most panels.
const PANELS: usize = 6;
/// Most lines of a panel.
const LINES: usize = 8;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let table = results.table(&MONTHS)?;
    let (cells, months) = (integers(table, &CELL)?, integers(table, &MONTH)?);
    let (rates, errors) = (numbers(table, &DEFAULT_RATE_CUMULATIVE)?, errors_of(table, &DEFAULT_RATE_CUMULATIVE)?);
    // One height for all panels, so that they can be compared.
    let highest = rates.iter().flatten().fold(0.0, |most, rate| if *rate > most { *rate } else { most });
    if highest <= 0.0 {
        return Ok(None);
    }
    let horizon = results.manifest.horizon_months;
    let (mut panels, hues) = (Vec::new(), Hues::of(&results.labels));
    let groups = by_scenario(results);
    let of_cells: Vec<Vec<usize>> = groups.iter().map(|(_, cells)| cells.clone()).collect();
    for place in chosen_groups(results, &of_cells, PANELS)? {
        let Some((scenario, group)) = groups.get(place) else { continue };
        let mut marks = Vec::new();
        for cell in chosen_cells(results, group, LINES)? {
            let (mut points, mut tip_points, mut tips) = (Vec::new(), Vec::new(), Vec::new());
            for row in rows_of_cell(&cells, cell) {
                let (month, Some(rate)) = (months[row], rates[row]) else { continue };
                if is_drawn(month, horizon, POINTS) {
                    points.push((month as f64, rate));
                }
                if is_drawn(month, horizon, TIPS) {
                    tip_points.push((month as f64, rate));
                    let shown = Show::Percent.estimate(Estimate { value: Some(rate), mcse: errors[row] }, language);
                    let month = (texts.month_number)(&month.to_string());
                    tips.push(format!("{month}, {}: {shown}", names.values(cell)));
                }
            }
            let ((color, stroke), label) = (hues.cell(cell), Some(names.values(cell)));
            let cells = vec![cell; tips.len()];
            marks.push(Mark::Line { points, errors: None, color, stroke, label });
            marks.push(Mark::Tips { points: tip_points, texts: tips, color, dots: false, cells });
        }
        let x = Axis::months(texts.axis_month, horizon);
        let y = Axis::new(texts.axis_cumulative_default_rate, Numbers::Percent).between(0.0, highest * 1.05);
        panels.push(Panel { title: scenario.map_or_else(String::new, |name| names.scenario(name)), x, y, marks });
    }
    let (title, says) = (texts.figure_term_structure.to_owned(), texts.figure_term_structure_says.to_owned());
    Ok(Some(Figure { name: "term_structure", title, says, panels }))
}
