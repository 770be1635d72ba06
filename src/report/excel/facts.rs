//! The sheets that say what the tables are: contents, manifest, units, assumptions.

use rust_xlsxwriter::{Url, Worksheet};

use super::{Styles, title};
use crate::outcome::is_only_shown;
use crate::report::PARTIAL_MISSING_WORLDS;
use crate::report::ReportError;
use crate::report::dictionary::Entry;
use crate::report::language::{Language, Texts};
use crate::report::question::Question;
use crate::report::results::Results;

/// Sheet, what it holds, rows; each a link.
pub(super) fn contents(
    sheet: &mut Worksheet,
    question: &Question,
    results: &Results,
    language: Language,
    styles: &Styles,
) -> Result<(), ReportError> {
    let texts = language.texts();
    sheet.set_name(texts.sheet_contents)?;
    sheet.write_string_with_format(0, 0, title(results, language).as_ref(), &styles.title)?;
    let partial = results.manifest.partial.as_ref().map(|partial| partial.sentence(language));
    sheet.write_string(1, 0, partial.unwrap_or_else(|| results.manifest.question(language).into_owned()))?;
    sheet.write_string(2, 0, (texts.made_by)(&results.manifest.version))?;
    for (column, heading) in (0_u16..).zip([texts.sheet, texts.holds, texts.rows]) {
        sheet.write_string_with_format(4, column, heading, &styles.header)?;
    }
    let facts = [texts.sheet_manifest, texts.sheet_units, texts.sheet_assumptions];
    let mut line = 5;
    for name in facts {
        link(sheet, line, name, styles)?;
        line += 1;
    }
    for (table, rows) in results.tables() {
        link(sheet, line, table.name, styles)?;
        sheet.write_string(line, 1, language.of(table.holds))?;
        sheet.write_number_with_format(line, 2, rows.height() as f64, &styles.whole)?;
        line += 1;
    }
    if let Some(rows) = question.kept.first() {
        sheet.write_string(line + 1, 1, (texts.in_a_file)(language.of(rows.holds), &rows.file("parquet")))?;
    }
    sheet.set_column_width(0, 24)?.set_column_width(1, 80)?.set_column_width(2, 10)?;
    Ok(())
}

fn link(sheet: &mut Worksheet, line: u32, name: &str, styles: &Styles) -> Result<(), ReportError> {
    let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
    sheet.write_url_with_format(line, 0, url, &styles.link)?;
    Ok(())
}

/// What was computed, from what; no times.
pub(super) fn manifest(
    sheet: &mut Worksheet,
    results: &Results,
    texts: &Texts,
    styles: &Styles,
) -> Result<(), ReportError> {
    let manifest = &results.manifest;
    sheet.set_name(texts.sheet_manifest)?;
    header(sheet, &[texts.item, texts.value], styles)?;
    let mut rows = vec![
        ("study".to_owned(), manifest.study.clone()),
        (texts.version.to_owned(), manifest.version.clone()),
        (texts.value_version.to_owned(), manifest.value_version.to_string()),
        (texts.hash.to_owned(), manifest.hash.clone()),
        (texts.seed.to_owned(), manifest.seed.to_string()),
        ("worlds".to_owned(), manifest.worlds.to_string()),
        ("households".to_owned(), manifest.households.to_string()),
        ("horizon_months".to_owned(), manifest.horizon_months.to_string()),
        ("workout_tail_months".to_owned(), manifest.workout_tail_months.to_string()),
    ];
    rows.extend(
        manifest
            .partial
            .iter()
            .map(|partial| (PARTIAL_MISSING_WORLDS.name.to_owned(), partial.missing_worlds().to_string())),
    );
    rows.extend(manifest.counts.iter().map(|(name, count)| (name.clone(), count.to_string())));
    rows.extend(manifest.data.iter().map(|file| (file.path.clone(), file.blake3.clone())));
    for (line, (item, value)) in (1_u32..).zip(&rows) {
        sheet.write_string(line, 0, item)?.write_string(line, 1, value)?;
    }
    sheet.set_column_width(0, 40)?.set_column_width(1, 70)?.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The data dictionary.
pub(super) fn units(
    sheet: &mut Worksheet,
    dictionary: &[Entry],
    language: Language,
    styles: &Styles,
) -> Result<(), ReportError> {
    let texts = language.texts();
    sheet.set_name(texts.sheet_units)?;
    header(sheet, &[texts.table, texts.column, texts.unit, texts.meaning], styles)?;
    for (line, entry) in (1_u32..).zip(dictionary) {
        let meaning = match language {
            Language::English => entry.english.clone(),
            Language::Chinese => format!("{}：{}", entry.chinese_name, entry.chinese),
        };
        sheet.write_string(line, 0, entry.table)?.write_string(line, 1, &entry.column)?;
        sheet.write_string(line, 2, language.of(entry.unit.words()))?;
        sheet.write_string_with_format(line, 3, meaning, &styles.wrapped)?;
    }
    sheet.set_column_width(0, 20)?.set_column_width(1, 36)?.set_column_width(2, 18)?.set_column_width(3, 90)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Every value the config sets, with what its author says of it.
pub(super) fn assumptions(
    sheet: &mut Worksheet,
    results: &Results,
    texts: &Texts,
    styles: &Styles,
) -> Result<(), ReportError> {
    sheet.set_name(texts.sheet_assumptions)?;
    let headings = [
        texts.scenario,
        texts.assumed_key,
        texts.assumed_value,
        texts.assumed_unit,
        texts.assumed_meaning,
        texts.assumed_source,
        texts.assumed_place,
    ];
    header(sheet, &headings, styles)?;
    let notes = results.manifest.notes.values.iter().filter(|note| !is_only_shown(&note.key));
    for (line, note) in (1_u32..).zip(notes) {
        sheet.write_string(line, 0, note.scenario.as_deref().unwrap_or(texts.all_cells))?;
        sheet.write_string(line, 1, &note.key)?.write_string_with_format(line, 2, &note.written, &styles.wrapped)?;
        sheet.write_string(line, 3, &note.unit)?.write_string_with_format(line, 4, &note.meaning, &styles.wrapped)?;
        sheet.write_string_with_format(line, 5, &note.comment, &styles.wrapped)?;
        sheet.write_string(line, 6, &note.place)?;
    }
    for (column, width) in (0_u16..).zip([14, 40, 30, 14, 60, 60, 28]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn header(sheet: &mut Worksheet, headings: &[&str], styles: &Styles) -> Result<(), ReportError> {
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &styles.header)?;
    }
    Ok(())
}
