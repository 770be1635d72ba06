//! A table for the terminal: plain text without colour, never broken within a number.

use unicode_width::UnicodeWidthStr;

use super::ReportError;
use super::language::Language;
use super::reading::{CellTables, Form, Heading, ReadingTable, summary, summary_as};
use super::text_table::{Align, framed, wrapped};

/// Estimates that must fit beside the columns that name the cells, or the cells are named in one column.
const ENOUGH_ESTIMATES: usize = 3;

/// Whether words in rows stay on one line, so that a row is a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Whole,
    Wrapped,
}

/// Blanks beside a column's text.
const PADDING: usize = 2;

/// The summary as wide as there is room for: in full without a `width` or where it fits; else in short numbers, and with
/// as many estimates as fit, the most important ones; a last line then says how many more are in `file`.
///
/// # Errors
/// A column of the summary is missing.
pub fn fitted_summary(
    tables: CellTables<'_>,
    language: Language,
    width: Option<u16>,
    file: &str,
) -> Result<String, ReportError> {
    let full = summary(tables, language)?;
    let Some(width) = width.filter(|width| least_width(&full, Names::Whole) > usize::from(*width)) else {
        return Ok(set(&full, width, true, Names::Whole));
    };
    // One estimate, and the cells in one column, is the least that says anything.
    let mut form = Form::short(1, true);
    let beside = (ENOUGH_ESTIMATES..=Form::ESTIMATES).rev().map(|estimates| Form::short(estimates, false));
    let in_one_column = (1..=Form::ESTIMATES).rev().map(|estimates| Form::short(estimates, true));
    for candidate in beside.chain(in_one_column) {
        let table = summary_as(tables, language, &candidate)?;
        let whole = if candidate.cells_in_one_column { Names::Wrapped } else { Names::Whole };
        if least_width(&table, whole) <= usize::from(width) {
            form = candidate;
            break;
        }
    }
    let whole = if form.cells_in_one_column { Names::Wrapped } else { Names::Whole };
    let shown = set(&summary_as(tables, language, &form)?, Some(width), false, whole);
    Ok(format!("{shown}\n{}", (language.texts().columns_left_out)(&form.left_out().to_string(), file)))
}

/// The table, wrapped to `width` columns where one is given. Chinese characters count for two.
pub fn render(table: &ReadingTable, width: Option<u16>) -> String {
    set(table, width, false, Names::Wrapped)
}

/// The same; `narrow` columns are no wider than their numbers need, where there is all the room in the world.
fn set(table: &ReadingTable, width: Option<u16>, narrow: bool, names: Names) -> String {
    // A table that cannot fit is left to the terminal to wrap: cut into shreds it would say less.
    let width = width.filter(|width| least_width(table, names) <= usize::from(*width));
    let align = |numeric| if numeric { Align::Right } else { Align::Left };
    let least = |place| u16::try_from(least_column_width(table, place, names)).unwrap_or(u16::MAX);
    let heading = |(place, it): (usize, &Heading)| match width {
        None if it.numeric && narrow => wrapped(&it.text, usize::from(least(place)) - PADDING, 0),
        _ => it.text.clone(),
    };
    let headings: Vec<String> = table.columns.iter().enumerate().map(heading).collect();
    let aligned = headings.iter().zip(&table.columns);
    let columns: Vec<(&str, Align)> = aligned.map(|(text, it)| (text.as_str(), align(it.numeric))).collect();
    framed(&columns, &table.rows, width.map(|width| (width, (0..columns.len()).map(least).collect())))
}

/// Whether a table fits into so many columns with no number and no word broken.
pub fn fits(table: &ReadingTable, width: u16) -> bool {
    least_width(table, Names::Wrapped) <= usize::from(width)
}

/// Width at which no number and no word is broken.
fn least_width(table: &ReadingTable, names: Names) -> usize {
    // A border on each side and a blank between columns.
    let borders = table.columns.len() + 1;
    (0..table.columns.len()).map(|place| least_column_width(table, place, names)).sum::<usize>() + borders
}

/// Numbers stay on one line with their errors; words may wrap between each other.
fn least_column_width(table: &ReadingTable, place: usize, names: Names) -> usize {
    let longest_word = |text: &str| text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let Some(heading) = table.columns.get(place) else { return 0 };
    let fields = table.rows.iter().filter_map(|row| row.get(place));
    let of_field =
        |text: &String| if heading.numeric || names == Names::Whole { text.width() } else { longest_word(text) };
    fields.map(of_field).max().unwrap_or(0).max(longest_word(&heading.text)) + PADDING
}
