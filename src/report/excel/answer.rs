//! The first sheet, for people: question, answer, warnings, the main table with numbers that are numbers, and charts of it.

use rust_xlsxwriter::{Chart, ChartMarker, ChartMarkerType, ChartType, Format, Worksheet};

use super::{Styles, title};
use crate::outcome::label::CellValue;
use crate::report::ReportError;
use crate::report::figure::lines_of;
use crate::report::language::Language;
use crate::report::number::Show;
use crate::report::question::Question;
use crate::report::questions::RUN;
use crate::report::reading::{CellNames, CellTables, NumberColumn, ReadingTable, summary_numbers};
use crate::report::results::Results;
use crate::report::text_table::wrapped;
use crate::report::warnings::cautions_in_words;

/// Columns that texts run across, and about how many letters fit into them.
const ACROSS: u16 = 11;
const LETTERS: usize = 150;
/// Height of a line of text, points.
const LINE: f64 = 15.0;
/// Rows that a chart takes.
const CHART_ROWS: u32 = 18;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    question: &Question,
    results: &Results,
    language: Language,
    styles: &Styles,
) -> Result<(), ReportError> {
    let texts = language.texts();
    sheet.set_name(texts.answer)?;
    sheet.write_string_with_format(0, 0, title(results, language).as_ref(), &styles.title)?;
    let mut line = 1;
    let asked = results.manifest.question(language);
    let (answer, why) = question.answer(results, language)?;
    let warnings = [cautions_in_words(&results.manifest.cautions, language), question.warnings(results, language)?];
    text(sheet, &mut line, &asked, &styles.wrapped)?;
    for sentence in answer.iter().chain(&why) {
        text(sheet, &mut line, sentence, &styles.wrapped)?;
    }
    for warning in warnings.concat() {
        text(sheet, &mut line, &format!("{}{warning}", texts.warning), &styles.warning)?;
    }
    line += 1;
    let main = question.readings(results, language)?.into_iter().next();
    if *question == RUN {
        let columns = summary_numbers(CellTables::of(results)?, language)?;
        let first = line;
        line = numbers(sheet, results, &columns, line, language, styles)?;
        let note = main.map(|main| main.note).unwrap_or_default();
        text(sheet, &mut line, &note, &styles.wrapped)?;
        charts(sheet, results, &columns, (first + 1, line + 1), language)?;
    } else if let Some(main) = main {
        words(sheet, &main, &mut line, styles)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    Ok(())
}

/// A text across the sheet, as high as its lines.
fn text(sheet: &mut Worksheet, line: &mut u32, text: &str, format: &Format) -> Result<(), ReportError> {
    if !text.is_empty() {
        let lines = wrapped(text, LETTERS, 0).lines().count().max(1);
        sheet.merge_range(*line, 0, *line, ACROSS, text, format)?;
        sheet.set_row_height(*line, lines as f64 * LINE)?;
        *line += 1;
    }
    Ok(())
}

/// The summary in the order of the terminal: of each number its value and, where it has one, its error beside it.
fn numbers(
    sheet: &mut Worksheet,
    results: &Results,
    columns: &[NumberColumn],
    line: u32,
    language: Language,
    styles: &Styles,
) -> Result<u32, ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let headings = names.headings();
    for (place, heading) in (0_u16..).zip(&headings) {
        sheet.write_string_with_format(line, place, &heading.text, &styles.header)?;
        sheet.set_column_width(place, 16)?;
    }
    let first = u16::try_from(headings.len()).unwrap_or(0);
    let has_scenario = headings.len() > names.keys().len();
    let currency = results.manifest.currency().unwrap_or(texts.currency_units);
    let mut place = first;
    for column in columns {
        let unit = if column.show == Show::Money { currency } else { "%" };
        sheet.write_string_with_format(line, place, (texts.with_unit)(column.heading, unit), &styles.header)?;
        sheet.set_column_width(place, 13)?;
        if column.has_error {
            sheet.write_string_with_format(line, place + 1, "±", &styles.header)?;
            sheet.set_column_width(place + 1, 9)?;
        }
        place += 1 + u16::from(column.has_error);
    }
    for (cell, label) in results.labels.iter().enumerate() {
        let row = line + 1 + u32::try_from(cell).unwrap_or(u32::MAX);
        for (place, field) in (0_u16..).zip(names.fields(cell)) {
            let key = names.keys().get(usize::from(place).wrapping_sub(usize::from(has_scenario)));
            let value = key.and_then(|key| label.value(key));
            let share = field.ends_with('%');
            match value {
                Some(CellValue::Float(value)) if share => {
                    sheet.write_number_with_format(row, place, *value, &styles.short_percent)?
                }
                Some(CellValue::Float(value)) => sheet.write_number(row, place, *value)?,
                Some(CellValue::Integer(value)) => sheet.write_number(row, place, *value as f64)?,
                _ => sheet.write_string(row, place, field)?,
            };
        }
        let mut place = first;
        for column in columns {
            let format = if column.show == Show::Money { &styles.whole } else { &styles.short_percent };
            let of_cell = column.values.get(cell).copied().unwrap_or_default();
            for value in [of_cell.value, of_cell.mcse].into_iter().take(1 + usize::from(column.has_error)) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, place, value, format)?;
                }
                place += 1;
            }
        }
    }
    Ok(line + 1 + u32::try_from(results.labels.len()).unwrap_or(0))
}

/// Of a study whose cells make a grid: default rate and expected loss by the swept key, a line a scenario.
fn charts(
    sheet: &mut Worksheet,
    results: &Results,
    columns: &[NumberColumn],
    (first_row, below): (u32, u32),
    language: Language,
) -> Result<(), ReportError> {
    let texts = language.texts();
    let names = CellNames::new(&results.labels, language);
    let Some((key, lines)) = lines_of(results, language)? else { return Ok(()) };
    let headings = names.headings();
    let key_column = names.keys().iter().position(|other| *other == key).unwrap_or(0);
    let key_column = u16::try_from(key_column + headings.len() - names.keys().len()).unwrap_or(0);
    let mut place = u16::try_from(headings.len()).unwrap_or(0);
    let mut left = 0;
    for column in columns {
        let at = place;
        place += 1 + u16::from(column.has_error);
        if ![texts.default_rate, texts.expected_loss].contains(&column.heading) {
            continue;
        }
        let mut chart = Chart::new(ChartType::ScatterStraightWithMarkers);
        chart.title().set_name(column.heading);
        chart.x_axis().set_name(&names.key(key));
        chart.y_axis().set_name(&(texts.with_unit)(column.heading, "%")).set_num_format("0%");
        for (name, cells) in &lines {
            // A line's cells stand below each other in the table, or the chart would show another order.
            let rows = cells.first().zip(cells.last()).filter(|(first, last)| *last - *first + 1 == cells.len());
            let Some((first, last)) = rows else { return Ok(()) };
            let row = |cell: usize| first_row + u32::try_from(cell).unwrap_or(0);
            chart
                .add_series()
                .set_name(if name.is_empty() { column.heading } else { name.as_str() })
                .set_categories((texts.answer, row(*first), key_column, row(*last), key_column))
                .set_values((texts.answer, row(*first), at, row(*last), at))
                .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle));
        }
        chart.set_width(560).set_height(320);
        sheet.insert_chart(below, left, &chart)?;
        left += 6;
    }
    // What is below the charts is printed too.
    sheet.set_row_height(below + CHART_ROWS, LINE)?;
    Ok(())
}

/// A table for people as it is.
fn words(sheet: &mut Worksheet, table: &ReadingTable, line: &mut u32, styles: &Styles) -> Result<(), ReportError> {
    for (place, heading) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(*line, place, &heading.text, &styles.header)?;
        sheet.set_column_width(place, 18)?;
    }
    for row in &table.rows {
        *line += 1;
        for (place, field) in (0_u16..).zip(row) {
            sheet.write_string(*line, place, field)?;
        }
    }
    *line += 1;
    text(sheet, line, &table.note, &styles.wrapped)
}
