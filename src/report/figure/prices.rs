//! A fan of prices by scenario, with the share under water below.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::{POINTS, TIPS, by_scenario, is_drawn, spread};
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
const FANS: usize = 3;
/// Most lines of a panel.
const LINES: usize = 5;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    // Where prices are swept, cells of one scenario have prices of their own.
    let prices_swept = names.keys().iter().any(|key| key.starts_with("price."));
    let groups: Vec<(String, Vec<usize>)> = if prices_swept {
        let cells: Vec<usize> = (0..results.labels.len()).collect();
        spread(&cells, FANS).into_iter().map(|cell| (names.line(cell), vec![cell])).collect()
    } else {
        let groups = by_scenario(results).into_iter();
        let groups: Vec<_> =
            groups.map(|(name, cells)| (name.map_or_else(String::new, |name| names.scenario(name)), cells)).collect();
        spread(&groups, FANS)
    };
    let mut panels = Vec::new();
    for (title, cells) in groups {
        let Some(first) = cells.first() else { continue };
        panels.extend(fan(results, *first, &title, language)?);
        panels.push(under_water(results, &spread(&cells, LINES), &title, &names, language)?);
    }
    let (title, says) = (texts.figure_prices.to_owned(), texts.figure_prices_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "prices", title, says, panels }))
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
        Mark::Tips { points: tip_points, texts: tips, color, dots: false },
    ];
    let x = Axis::months(texts.axis_month, results.manifest.horizon_months);
    let y = Axis::new(texts.axis_index, Numbers::Plain);
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
    let (mut marks, mut highest) = (Vec::new(), 0.0);
    for (series, cell) in cells.iter().enumerate() {
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
        let color = Color::Series(series);
        let label = Some(names.values(*cell));
        marks.push(Mark::Line { points, errors: None, color, stroke: Stroke::of(series), label });
        marks.push(Mark::Tips { points: tip_points, texts: tips, color, dots: false });
    }
    let x = Axis::months(texts.axis_month, results.manifest.horizon_months);
    let top = if highest > 0.0 { highest * 1.05 } else { 0.01 };
    let y = Axis::new(texts.axis_under_water, Numbers::Percent).between(0.0, top);
    let title = if title.is_empty() { texts.figure_under_water.to_owned() } else { title.to_owned() };
    Ok(Panel { title, x, y, marks })
}
