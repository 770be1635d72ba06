//! A fan of prices by scenario, with the share under water below.

use super::hues::Hues;
use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::{POINTS, TIPS, by_scenario, chosen_cells, chosen_groups, is_drawn};
use crate::aggregate::index_levels::{INDEX_Q05, INDEX_Q25, INDEX_Q50, INDEX_Q75, INDEX_Q95};
use crate::aggregate::months::MONTH;
use crate::aggregate::{CELL, MONTHS};
use crate::outcome::{Column, MonthCounter};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, fixed};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, integers, numbers, rows_of_cell};
use crate::stats::Estimate;

/// Most fans of a figure.
const FANS: usize = 4;
/// Most lines of a panel.
const LINES: usize = 8;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    // Where prices are swept, cells of one scenario have prices of their own.
    let prices_swept = names.keys().iter().any(|key| key.starts_with("price."));
    let groups: Vec<(String, Vec<usize>)> = if prices_swept {
        (0..results.labels.len()).map(|cell| (names.line(cell), vec![cell])).collect()
    } else {
        let groups = by_scenario(results).into_iter();
        groups.map(|(name, cells)| (name.map_or_else(String::new, |name| names.scenario(name)), cells)).collect()
    };
    let of_cells: Vec<Vec<usize>> = groups.iter().map(|(_, cells)| cells.clone()).collect();
    let mut panels = Vec::new();
    for place in chosen_groups(results, &of_cells, FANS)? {
        let Some((title, cells)) = groups.get(place) else { continue };
        let Some(first) = cells.first() else { continue };
        panels.extend(fan(results, *first, title, language)?);
        panels.push(under_water(results, &chosen_cells(results, cells, LINES)?, title, &names, language)?);
    }
    share_axes(&mut panels, language);
    let title = texts.figure_prices.to_owned();
    let has_regions = results.labels.iter().any(|label| !label.regions.is_empty());
    let says = match has_regions {
        true => format!("{}{}", texts.figure_prices_says, texts.figure_prices_regions),
        false => texts.figure_prices_says.to_owned(),
    };
    Ok((!panels.is_empty()).then_some(Figure { name: "prices", title, says, panels }))
}

/// Gives all fans one height, and all shares another, so that they can be compared.
fn share_axes(panels: &mut [Panel], language: Language) {
    let texts = language.texts();
    for numbers in [Numbers::Plain, Numbers::Percent] {
        let ranges = panels.iter().filter(|panel| panel.y.numbers == numbers).filter_map(|panel| panel.y.range);
        let shared = ranges.reduce(|a, b| (if b.0 < a.0 { b.0 } else { a.0 }, if b.1 > a.1 { b.1 } else { a.1 }));
        for panel in panels.iter_mut().filter(|panel| panel.y.numbers == numbers) {
            panel.y.range = shared;
        }
    }
    // An index is read from 1; an axis that does not begin at nothing says so.
    for panel in panels.iter_mut().filter(|panel| panel.y.numbers == Numbers::Plain) {
        if panel.y.range.is_some_and(|(low, _)| low > 0.0) {
            panel.y.label = (texts.axis_not_from_0)(&panel.y.label);
        }
    }
}

fn fan(results: &Results, cell: usize, title: &str, language: Language) -> Result<Option<Panel>, ReportError> {
    let texts = language.texts();
    let table = results.table(&MONTHS)?;
    let rows = rows_of_cell(&integers(table, &CELL)?, cell);
    let months: Vec<f64> = integers(table, &MONTH)?[rows.clone()].iter().map(|month| *month as f64).collect();
    let level = |column: &Column| -> Result<Vec<f64>, ReportError> {
        Ok(numbers(table, column)?[rows.clone()].iter().flatten().copied().collect())
    };
    let quantiles =
        [level(&INDEX_Q05)?, level(&INDEX_Q25)?, level(&INDEX_Q50)?, level(&INDEX_Q75)?, level(&INDEX_Q95)?];
    if months.is_empty() || quantiles.iter().any(|values| values.len() != months.len()) {
        return Ok(None);
    }
    let [q05, q25, q50, q75, q95] = quantiles;
    let tip = |place: usize| {
        let at = |values: &[f64]| values.get(place).map_or_else(String::new, |value| fixed(*value, 3));
        let month = months.get(place).map_or_else(String::new, |month| (texts.month_number)(&fixed(*month, 0)));
        let range = |low: &[f64], high: &[f64]| (texts.from_to)(&at(low), &at(high));
        format!(
            "{month}: {} {}; {} {}; {} {}",
            texts.median,
            at(&q50),
            texts.half_of_worlds,
            range(&q25, &q75),
            texts.nine_of_ten_worlds,
            range(&q05, &q95)
        )
    };
    let horizon = results.manifest.horizon_months;
    let points: Vec<(f64, f64)> = months.iter().copied().zip(q50.iter().copied()).collect();
    let places = points.iter().enumerate().filter(|(_, (month, _))| is_drawn(*month as i64, horizon, TIPS));
    let (tip_points, tips) = places.map(|(place, point)| (*point, tip(place))).unzip();
    let band = |low: Vec<f64>, high: Vec<f64>, ring: usize, label: &str| Mark::Band {
        x: months.clone(),
        low,
        high,
        color: Color::Fan(ring),
        label: Some(label.to_owned()),
    };
    let (color, label) = (Color::Series(0), Some(texts.median.to_owned()));
    let marks = vec![
        band(q05.clone(), q95.clone(), 0, texts.nine_of_ten_worlds),
        band(q25.clone(), q75.clone(), 1, texts.half_of_worlds),
        Mark::Line { points, errors: None, color, stroke: Stroke::Solid, label },
        // A fan is of all cells of its scenario.
        Mark::Tips { points: tip_points, texts: tips, color, dots: false, cells: Vec::new() },
    ];
    let x = Axis::months(texts.axis_month, results.manifest.horizon_months);
    let ends = q05.iter().chain(&q95).fold((f64::INFINITY, 0.0), |(low, high), value| {
        (if *value < low { *value } else { low }, if *value > high { *value } else { high })
    });
    let y = Axis::new(texts.axis_index, Numbers::Plain).between(ends.0, ends.1);
    Ok(Some(Panel { title: title.to_owned(), x, y, marks }))
}

fn under_water(
    results: &Results,
    cells: &[usize],
    title: &str,
    names: &CellNames<'_>,
    language: Language,
) -> Result<Panel, ReportError> {
    let texts = language.texts();
    let table = results.table(&MONTHS)?;
    let (all_cells, months) = (integers(table, &CELL)?, integers(table, &MONTH)?);
    let (shares, errors) =
        (numbers(table, &MonthCounter::UnderWater.column())?, errors_of(table, &MonthCounter::UnderWater.column())?);
    let horizon = results.manifest.horizon_months;
    let (mut marks, mut highest, hues) = (Vec::new(), 0.0, Hues::of(&results.labels));
    for cell in cells {
        let (mut points, mut tip_points, mut tips) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows_of_cell(&all_cells, *cell) {
            let (month, Some(share)) = (months[row], shares[row]) else { continue };
            highest = if share > highest { share } else { highest };
            if is_drawn(month, horizon, POINTS) {
                points.push((month as f64, share));
            }
            if is_drawn(month, horizon, TIPS) {
                tip_points.push((month as f64, share));
                let shown = Show::Percent.estimate(Estimate { value: Some(share), mcse: errors[row] }, language);
                tips.push(format!("{}, {}: {shown}", (texts.month_number)(&month.to_string()), names.values(*cell)));
            }
        }
        let ((color, stroke), label) = (hues.cell(*cell), Some(names.values(*cell)));
        marks.push(Mark::Line { points, errors: None, color, stroke, label });
        let cells = vec![*cell; tips.len()];
        marks.push(Mark::Tips { points: tip_points, texts: tips, color, dots: false, cells });
    }
    let x = Axis::months(texts.axis_month, results.manifest.horizon_months);
    let top = if highest > 0.0 { highest * 1.05 } else { 0.01 };
    let y = Axis::new(texts.axis_under_water, Numbers::Percent).between(0.0, top);
    let title = if title.is_empty() { texts.figure_under_water.to_owned() } else { title.to_owned() };
    Ok(Panel { title, x, y, marks })
}
