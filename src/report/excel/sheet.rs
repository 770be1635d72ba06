//! A table as a sheet: header frozen and filtered, labels frozen, numbers in the format of their unit.

use polars::prelude::{AnyValue, DataFrame};
use rust_xlsxwriter::{Format, Worksheet};

use super::Styles;
use crate::aggregate::ColumnKind;
use crate::outcome::Unit;
use crate::report::ReportError;
use crate::report::dictionary::Entry;
use crate::report::language::{Language, key_label};

/// Width of a column, characters.
const WIDTH: f64 = 15.0;

/// Writes header and rows; an absent value leaves its field empty.
pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    table: &DataFrame,
    dictionary: &[Entry],
    language: Language,
    styles: &Styles,
) -> Result<(), ReportError> {
    sheet.set_name(name)?;
    let entry = |column: &str| dictionary.iter().find(|entry| entry.table == name && entry.column == column);
    let unit = |column: &str| entry(column).map(|entry| entry.unit);
    // What is no column of the dictionary is a swept key.
    let labels = table
        .columns()
        .iter()
        .take_while(|column| entry(column.name()).is_none_or(|entry| entry.kind == ColumnKind::Label));
    let labels = labels.count();
    for (place, column) in (0_u16..).zip(table.columns()) {
        let heading = match (language, entry(column.name())) {
            // With its unit, as people read it; the files of other formats keep the names that programs read.
            (Language::Chinese, Some(entry)) => {
                (language.texts().with_unit)(&entry.chinese_name, language.of(entry.unit.words()))
            }
            (Language::Chinese, None) => key_label(column.name(), language),
            (Language::English, _) => column.name().to_string(),
        };
        sheet.write_string_with_format(0, place, heading, &styles.header)?;
        sheet.set_column_width(place, WIDTH)?;
        let format = format(unit(column.name()), styles);
        for row in 0..table.height() {
            let line = u32::try_from(row + 1).unwrap_or(u32::MAX);
            match column.get(row)? {
                AnyValue::Null => {}
                AnyValue::Boolean(value) => drop(sheet.write_boolean(line, place, value)?),
                AnyValue::Int64(value) => drop(with(sheet, line, place, value as f64, format)?),
                AnyValue::Float64(value) => drop(with(sheet, line, place, value, format)?),
                AnyValue::String(value) => drop(sheet.write_string(line, place, value)?),
                other => drop(sheet.write_string(line, place, other.to_string())?),
            }
        }
    }
    let last_row = u32::try_from(table.height()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.width().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(1, u16::try_from(labels).unwrap_or(0))?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn with<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    value: f64,
    format: Option<&Format>,
) -> Result<&'a mut Worksheet, ReportError> {
    Ok(match format {
        Some(format) => sheet.write_number_with_format(row, column, value, format)?,
        None => sheet.write_number(row, column, value)?,
    })
}

fn format(unit: Option<Unit>, styles: &Styles) -> Option<&Format> {
    match unit? {
        Unit::Fraction => Some(&styles.percent),
        Unit::Money => Some(&styles.money),
        Unit::Level => Some(&styles.number),
        Unit::Count => Some(&styles.whole),
        Unit::Months | Unit::Cents | Unit::Billionths | Unit::Code => None,
        Unit::Text | Unit::OfEstimate | Unit::OfKey => None,
    }
}
