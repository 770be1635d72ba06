//! Excel: one workbook with the answer, contents, manifest, units, assumptions and a sheet a table.

mod answer;
mod facts;
mod sheet;

use std::borrow::Cow;
use std::io::Write;

use polars::prelude::DataFrame;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};

use super::ReportError;
use super::dictionary::{Entry, entries_of};
use super::format::{self, always, detail, filled_frac};
use super::language::Language;
use super::question::Question;
use super::results::Results;
use crate::told::Words;

/// Formats of a workbook, made once.
struct Styles {
    header: Format,
    title: Format,
    wrapped: Format,
    warning: Format,
    percent: Format,
    short_percent: Format,
    money: Format,
    number: Format,
    whole: Format,
    link: Format,
}

impl Styles {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            title: Format::new().set_bold().set_font_size(14),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            warning: Format::new().set_text_wrap().set_align(FormatAlign::Top).set_font_color(0x8A3B00),
            short_percent: Format::new().set_num_format("0.00%"),
            percent: Format::new().set_num_format("0.000%"),
            money: Format::new().set_num_format("#,##0.00"),
            number: Format::new().set_num_format("0.0000"),
            whole: Format::new().set_num_format("#,##0"),
            link: Format::new().set_font_color(0x0563C1).set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
}

/// One workbook.
pub const XLSX: format::Format = format::Format {
    name: "xlsx",
    holds: Words::new("One Excel workbook", "一个 Excel 工作簿"),
    has_words: true,
    files: |_, language| vec![format!("results{}.xlsx", language.suffix())],
    ready: always,
    write: |question, results, language, folder| {
        let name = format!("results{}.xlsx", language.suffix());
        folder.write(&name, |file| write_excel(question, results, language, file))?;
        Ok(vec![name])
    },
    bytes: |extent| {
        let packed = 0.55 + 0.22 * detail(extent);
        45_000.0 + extent.cells * filled_frac(extent) * packed * (11_400.0 + 238.0 * extent.months)
    },
};

/// Writes the workbook. It holds no time of its own, so that the same results give the same bytes.
///
/// # Errors
/// A table has more rows than a sheet can hold, or the writer fails.
pub fn write_excel(
    question: &Question,
    results: &Results,
    language: Language,
    mut into: impl Write,
) -> Result<(), ReportError> {
    let texts = language.texts();
    let (styles, dictionary): (Styles, Vec<Entry>) = (Styles::new(), entries_of(question, &results.manifest));
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(title(results, language))
        .set_author("underwater")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);

    answer::write(workbook.add_worksheet(), question, results, language, &styles)?;
    facts::contents(workbook.add_worksheet(), question, results, language, &styles)?;
    facts::manifest(workbook.add_worksheet(), results, texts, &styles)?;
    facts::units(workbook.add_worksheet(), &dictionary, language, &styles)?;
    facts::assumptions(workbook.add_worksheet(), results, texts, &styles)?;
    for (table, rows) in results.tables().filter(|(_, rows)| is_sheet(rows)) {
        sheet::write(workbook.add_worksheet(), table.name, rows, &dictionary, language, &styles)?;
    }
    into.write_all(&workbook.save_to_buffer()?).map_err(|error| ReportError::Workbook(error.into()))
}

/// Most rows of a table that is a sheet: what is longer nobody reads as one, and a sheet ends at 1 048 576.
const MOST_ROWS: usize = 100_000;

/// Whether a table is a sheet.
fn is_sheet(rows: &DataFrame) -> bool {
    rows.height() <= MOST_ROWS
}

/// Title of the study, or its name where it has none.
pub(super) fn title(results: &Results, language: Language) -> Cow<'_, str> {
    results.manifest.title_in(language)
}
