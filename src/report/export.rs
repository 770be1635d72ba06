//! The same tables in every format asked for.

use super::csv::write_csv;
use super::dictionary::dictionary;
use super::excel::{title, write_excel};
use super::files::{figure_file, latex_file, markdown_file, report_file, workbook_file};
use super::json::write_json;
use super::language::Language;
use super::parquet::write_parquet;
use super::results::{Results, TABLES};
use super::{ReportError, StudyFolder, figure, latex, markdown, page, reading};

/// A form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A file a table, and the data dictionary.
    Csv,
    /// A file a table.
    Parquet,
    /// One workbook.
    Excel,
    /// One file of tables for people.
    Markdown,
    /// The same for LaTeX.
    Latex,
    /// One file for programs.
    Json,
    /// A file a figure.
    Svg,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [ExportFormat; 7] =
        [Self::Csv, Self::Parquet, Self::Excel, Self::Markdown, Self::Latex, Self::Json, Self::Svg];

    /// Names of the files it writes. A figure the study has nothing for is not written; a table that not every study has is
    /// written beside them.
    pub fn files(self, language: Language) -> Vec<String> {
        let tables = |extension: &str| TABLES.iter().map(|table| format!("{table}.{extension}")).collect();
        match self {
            Self::Csv => {
                let mut names: Vec<String> = tables("csv");
                names.push("dictionary.csv".to_owned());
                names
            }
            Self::Parquet => tables("parquet"),
            Self::Excel => vec![workbook_file(language)],
            Self::Markdown => vec![markdown_file(language)],
            Self::Latex => vec![latex_file(language)],
            Self::Json => vec!["results.json".to_owned()],
            Self::Svg => figure::names().map(|name| figure_file(name, language)).collect(),
        }
    }
}

/// Writes the results into a folder in one format; gives the names of the files written.
///
/// # Errors
/// A table does not fit the format, or the file system refuses.
pub fn export(
    results: &Results,
    format: ExportFormat,
    language: Language,
    folder: &mut StudyFolder,
) -> Result<Vec<String>, ReportError> {
    let mut names = format.files(language);
    match format {
        ExportFormat::Csv => {
            for (name, table) in results.tables() {
                let file = format!("{name}.csv");
                folder.write(&file, |file| write_csv(table, file))?;
                also(&mut names, file);
            }
            let dictionary = dictionary()?;
            folder.write("dictionary.csv", |file| write_csv(&dictionary, file))?;
        }
        ExportFormat::Parquet => {
            for (name, table) in results.tables() {
                let file = format!("{name}.parquet");
                folder.write(&file, |file| write_parquet(table, file))?;
                also(&mut names, file);
            }
        }
        ExportFormat::Excel => {
            folder.write(&workbook_file(language), |file| write_excel(results, language, file))?;
        }
        ExportFormat::Markdown => {
            let text = markdown::render(title(results), &reading::tables(results, language)?);
            write_text(folder, &markdown_file(language), &text)?;
        }
        ExportFormat::Latex => {
            let text = latex::render(title(results), &reading::tables(results, language)?);
            write_text(folder, &latex_file(language), &text)?;
        }
        ExportFormat::Json => folder.write("results.json", |file| write_json(results, file))?,
        ExportFormat::Svg => {
            names.clear();
            for name in figure::names() {
                let Some(svg) = figure::figure_svg(results, name, language)? else { continue };
                let file = figure_file(name, language);
                write_text(folder, &file, &svg)?;
                names.push(file);
            }
        }
    }
    Ok(names)
}

/// Writes the page into a folder; gives its name.
///
/// # Errors
/// A table lacks a column, or the file system refuses.
pub fn write_report(results: &Results, language: Language, folder: &mut StudyFolder) -> Result<String, ReportError> {
    let name = report_file(language);
    write_text(folder, &name, &page::page(results, language)?)?;
    Ok(name)
}

fn also(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

fn write_text(folder: &mut StudyFolder, name: &str, text: &str) -> Result<(), ReportError> {
    folder.write(name, |file| file.write_all(text.as_bytes()).map_err(super::error::of_writer))
}
