//! A book of loans: its loss over worlds, and which of its segments lose.

use super::panel::{Color, Figure, Numbers};
use super::rows::{self, Called, MOST_ROWS, Row};
use super::select::{chosen, chosen_cells};
use crate::aggregate::book::WINDOW;
use crate::aggregate::portfolio::{EXPOSURE, LEVELS, LOSS_MEAN, QUANTILES};
use crate::aggregate::{CELL, PORTFOLIO, SEGMENTS};
use crate::outcome::SegmentSum;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{Show, money_short, percent};
use crate::report::reading::{CellNames, ratio, segment_name};
use crate::report::results::{Results, estimate, integers, number, rows_of_cell};

/// Most panels of segments, each a cell.
const PANELS: usize = 4;

/// The book's loss over worlds: a row a cell and window. `None` where households are drawn.
pub(in crate::report) fn losses(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let Some(table) = results.rows(&PORTFOLIO) else { return Ok(None) };
    let (cells, windows) = (integers(table, &CELL)?, integers(table, &WINDOW)?);
    let names = CellNames::new(&results.labels, language);
    let marked = [
        (texts.median, Color::Series(7)),
        (texts.var_95, Color::Series(4)),
        (texts.es_95, Color::Series(2)),
        (texts.var_99, Color::Series(1)),
        (texts.es_99, Color::Series(3)),
    ];
    let [(at_risk_95, shortfall_95, _), (at_risk_99, shortfall_99, _), _] = &LEVELS;
    let columns = [&QUANTILES[0].0, at_risk_95, shortfall_95, at_risk_99, shortfall_99];
    let all: Vec<usize> = (0..results.labels.len()).collect();
    let each = windows.iter().filter(|window| **window == windows[0]).count().max(1);
    let most = (MOST_ROWS / (windows.len() / each).max(1)).max(1);
    let mut rows = Vec::new();
    for cell in chosen_cells(results, &all, most)? {
        for row in rows_of_cell(&cells, cell) {
            let mean = estimate(table, &LOSS_MEAN, row)?;
            let Some(value) = mean.value else { continue };
            let values = columns.map(|column| number(table, column, row));
            let mut points = Vec::new();
            for (place, value) in values.into_iter().enumerate() {
                points.extend(value?.map(|value| (place, value)));
            }
            let window = (texts.months_count)(&windows[row].to_string());
            let name = [names.line_of(cell, true, |_| true), window].into_iter().filter(|part| !part.is_empty());
            let name = name.collect::<Vec<_>>().join(names.between());
            let of_all = number(table, &EXPOSURE, row)?.filter(|exposure| *exposure > 0.0);
            let of_all = of_all.map_or_else(String::new, |all| format!(" ({})", percent(value / all, 2)));
            let told =
                points.iter().map(|(place, value)| format!("; {} {}", marked[*place].0, money_short(*value, language)));
            rows.push(Row {
                cell: Some(cell),
                value,
                error: mean.mcse.unwrap_or(0.0) * 2.0,
                bands: [None, None],
                color: Color::Series(0),
                tip: format!("{name}: {}{of_all}{}", Show::Money.estimate(mean, language), told.collect::<String>()),
                points,
                name,
            });
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let called = Called { value: texts.mean_of_worlds, bands: ["", ""], points: &marked };
    let axis = (texts.axis_loss)(results.manifest.currency().unwrap_or(texts.currency_units));
    let panel = rows::panel(String::new(), (&axis, Numbers::Money), &rows, called);
    let (title, says) = (texts.figure_book.to_owned(), texts.figure_book_says.to_owned());
    Ok(Some(Figure { name: "book", title, says, panels: vec![panel] }))
}

/// Loss rate of each segment, a panel a cell. `None` where households are drawn, or the book is not cut.
pub(in crate::report) fn segments(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let Some(table) = results.rows(&SEGMENTS) else { return Ok(None) };
    let Some(rate) = ratio((SegmentSum::Loss, SegmentSum::Exposure)) else { return Ok(None) };
    let cells = integers(table, &CELL)?;
    let names = CellNames::new(&results.labels, language);
    let all: Vec<usize> = (0..results.labels.len()).collect();
    let (mut panels, mut left_out) = (Vec::new(), None);
    for cell in chosen_cells(results, &all, PANELS)? {
        let of_cell: Vec<usize> = rows_of_cell(&cells, cell).collect();
        let mut known = Vec::new();
        for row in &of_cell {
            let found = estimate(table, &rate, *row)?;
            known.extend(found.value.map(|_| (*row, found)));
        }
        let rates: Vec<Option<f64>> = known.iter().map(|(_, found)| found.value).collect();
        let mut shown = Vec::new();
        let places = chosen(&rates, 0, MOST_ROWS);
        if places.len() < known.len() {
            left_out = Some((places.len(), known.len()));
        }
        for (row, found) in places.into_iter().filter_map(|place| known.get(place)) {
            let name = segment_name(table, *row, language)?;
            shown.push(Row {
                cell: Some(cell),
                value: found.value.unwrap_or(0.0),
                error: found.mcse.unwrap_or(0.0) * 2.0,
                bands: [None, None],
                points: Vec::new(),
                color: Color::Series(if *row == of_cell[0] { 1 } else { 0 }),
                tip: format!("{}; {name}: {}", names.line(cell), Show::Percent.estimate(*found, language)),
                name,
            });
        }
        let title = names.line_of(cell, true, |_| true);
        panels.push(rows::panel(title, (&column_label(&rate, language), Numbers::Percent), &shown, Called::default()));
    }
    rows::share_width(&mut panels);
    let says = match left_out {
        Some((shown, all)) => (texts.with_segments_shown)(texts.figure_segments_says, (shown, all)),
        None => texts.figure_segments_says.to_owned(),
    };
    let title = texts.figure_segments.to_owned();
    Ok((!panels.is_empty()).then_some(Figure { name: "segments", title, says, panels }))
}
