//! The summary for the terminal: a row per cell, plain text without colour.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use polars::prelude::DataFrame;

use super::ReportError;
use super::number::{NOTHING, money, percent};
use crate::outcome::label::CellLabel;
use crate::stats::Estimate;

/// How a column is shown.
type Show = fn(Estimate) -> String;

/// Estimates shown: heading, column of the summary, form.
const SHOWN: [(&str, &str, Show); 8] = [
    ("default rate", "default_rate", percent),
    ("stock 90+", "stock_90_plus", percent),
    ("ever under water", "ever_under_water_rate", percent),
    ("LGD", "lgd", percent),
    ("expected loss", "expected_loss", percent),
    ("still owe after auction", "owed_after_auction_rate", percent),
    ("household loss 95%", "household_loss_var_95", money),
    ("household loss 99%", "household_loss_var_99", money),
];

/// The table of a summary, wrapped to `width` characters where one is given. Each estimate is followed by its Monte
/// Carlo standard error; where no default was seen, the upper end of the rate's 95% interval stands in its place.
///
/// # Errors
/// A column of the summary is missing.
pub fn render(summary: &DataFrame, labels: &[CellLabel], width: Option<u16>) -> Result<String, ReportError> {
    let keys = CellLabel::keys(labels);
    let scenarios = labels.iter().any(|label| label.scenario.is_some());
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).force_no_tty();
    match width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    let mut header: Vec<Cell> = scenarios.then(|| Cell::new("scenario")).into_iter().collect();
    header.extend(keys.iter().map(|key| right(short(key, &keys))));
    header.extend(SHOWN.iter().map(|(heading, _, _)| right(heading)));
    table.set_header(header);

    for (row, label) in labels.iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        if scenarios {
            cells.push(Cell::new(label.scenario.as_deref().unwrap_or(NOTHING)));
        }
        for key in &keys {
            let value = label.value(key).map_or_else(|| NOTHING.to_owned(), ToString::to_string);
            cells.push(right(value));
        }
        for (_, column, show) in SHOWN {
            cells.push(right(shown(summary, row, column, show)?));
        }
        table.add_row(cells);
    }
    if let Some(width) = width {
        keep_words_whole(&mut table, width);
    }
    Ok(table.trim_fmt())
}

/// Breaks lines between words only, never within a number, where `width` allows it.
fn keep_words_whole(table: &mut Table, width: u16) {
    const PADDING: usize = 2;
    const BORDERS: usize = 2;
    let longest_word = |column: usize| {
        let texts = table.column_cells_with_header_iter(column).flatten().map(Cell::content);
        texts.flat_map(|text| text.split(' ').map(|word| word.chars().count()).max()).max().unwrap_or(0) + PADDING
    };
    let least: Vec<usize> = (0..table.header().map_or(0, |header| header.cell_count())).map(longest_word).collect();
    if least.iter().sum::<usize>() + BORDERS > usize::from(width) {
        return;
    }
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(least).unwrap_or(width))));
    }
}

fn right(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

fn shown(summary: &DataFrame, row: usize, column: &str, show: Show) -> Result<String, ReportError> {
    let number = |column: &str| -> Result<Option<f64>, ReportError> { Ok(summary.column(column)?.f64()?.get(row)) };
    let estimate = Estimate { value: number(column)?, mcse: number(&format!("{column}_mcse"))? };
    let text = show(estimate);
    if column != "default_rate" {
        return Ok(text);
    }
    let bound = number("default_rate_upper_95")?;
    Ok(bound.map_or(text, |bound| format!("< {}", show(Estimate { value: Some(bound), mcse: None }))))
}

/// The last part of a key, where no other key ends in it.
fn short<'a>(key: &'a str, keys: &[&str]) -> &'a str {
    let last = |key: &'a str| key.rsplit_once('.').map_or(key, |(_, last)| last);
    let same = keys.iter().filter(|other| other.rsplit('.').next() == Some(last(key))).count();
    if same > 1 { key } else { last(key) }
}
