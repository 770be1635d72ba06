//! Segments of a book for people: a row per cell and segment.

use polars::prelude::DataFrame;

use super::{CellNames, Heading, ReadingTable};
use crate::aggregate::book::{BY, SEGMENT};
use crate::aggregate::segments::{LOANS, RATIOS, SEGMENT_EXPOSURE};
use crate::aggregate::{CELL, SEGMENTS};
use crate::outcome::{Column, SegmentSum};
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{NOTHING, Show, count};
use crate::report::results::{Results, estimate, integers, number};
use crate::stats::Estimate;

/// What is shown: numerator and denominator.
const SHOWN: [(SegmentSum, SegmentSum); 3] = [
    (SegmentSum::Defaults, SegmentSum::Loans),
    (SegmentSum::LossAtDefault, SegmentSum::Ead),
    (SegmentSum::Loss, SegmentSum::Exposure),
];

/// The column of a ratio of two sums.
pub(in crate::report) fn ratio((y, x): (SegmentSum, SegmentSum)) -> Option<Column> {
    let is_it = |of: SegmentSum, other: SegmentSum| of as usize == other as usize;
    RATIOS.iter().find(|(_, of, over)| is_it(*of, y) && is_it(*over, x)).map(|(column, ..)| *column)
}

/// Loans, exposure, default rate, LGD and loss rate, with errors; `None` where households are drawn.
///
/// # Errors
/// A column is missing.
pub fn segments(results: &Results, language: Language) -> Result<Option<ReadingTable>, ReportError> {
    let Some(table) = results.rows(&SEGMENTS) else { return Ok(None) };
    let (texts, names) = (language.texts(), CellNames::new(&results.labels, language));
    let ratios: Vec<Column> = SHOWN.into_iter().filter_map(ratio).collect();
    let mut columns = names.headings();
    columns.push(Heading::words(texts.segment));
    let of_numbers = [LOANS, SEGMENT_EXPOSURE].into_iter().chain(ratios.iter().copied());
    columns.extend(of_numbers.map(|column| Heading::numbers(column_label(&column, language))));
    let of_cells: Vec<usize> = integers(table, &CELL)?.into_iter().map(|cell| cell as usize).collect();
    let loans = integers(table, &LOANS)?;
    let mut rows = Vec::new();
    for (row, cell) in of_cells.iter().enumerate() {
        let mut fields = names.fields(*cell);
        fields.push(segment_name(table, row, language)?);
        fields.push(loans.get(row).map_or_else(|| NOTHING.to_owned(), |loans| count(loans.unsigned_abs())));
        let exposure = Estimate { value: number(table, &SEGMENT_EXPOSURE, row)?, mcse: None };
        fields.push(Show::Money.estimate(exposure, language));
        for column in &ratios {
            fields.push(Show::Percent.short(estimate(table, column, row)?, language));
        }
        rows.push(fields);
    }
    let (caption, note) = (texts.segments_caption.to_owned(), texts.segments_note.to_owned());
    Ok(Some(ReadingTable { name: "segments", caption, columns, rows, cells: of_cells, note }))
}

/// A segment in words: what the book is cut by, and the part.
pub(in crate::report) fn segment_name(
    table: &DataFrame,
    row: usize,
    language: Language,
) -> Result<String, ReportError> {
    let text = |column: &Column| -> Result<String, ReportError> {
        Ok(table.column(&column.header())?.str()?.get(row).unwrap_or_default().to_owned())
    };
    let (by, segment) = (text(&BY)?, text(&SEGMENT)?);
    // A book that is not cut is all of itself.
    Ok(if by == segment { language.texts().whole_book.to_owned() } else { format!("{by}: {segment}") })
}
