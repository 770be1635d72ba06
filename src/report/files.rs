//! Names of the files of a study.

use std::sync::OnceLock;

use super::figure;
use super::language::Language;
use super::results::{TABLES, UNDERWRITING};

/// Every file a study may write beside its manifest. A folder that holds anything else without a manifest belongs to
/// somebody else and is left alone.
pub fn files() -> &'static [String] {
    static FILES: OnceLock<Vec<String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut names: Vec<String> = Vec::new();
        for table in TABLES.into_iter().chain([UNDERWRITING, "worlds"]) {
            names.extend(["csv", "parquet"].map(|extension| format!("{table}.{extension}")));
        }
        names.extend(["paths.parquet", "dictionary.csv", "results.json"].map(str::to_owned));
        for language in Language::ALL {
            names.extend([
                workbook_file(language),
                markdown_file(language),
                latex_file(language),
                report_file(language),
            ]);
            names.extend(figure::names().map(|name| figure_file(name, language)));
        }
        names
    })
}

/// The page.
pub fn report_file(language: Language) -> String {
    format!("report{}.html", language.suffix())
}

pub(super) fn workbook_file(language: Language) -> String {
    format!("results{}.xlsx", language.suffix())
}

pub(super) fn markdown_file(language: Language) -> String {
    format!("tables{}.md", language.suffix())
}

pub(super) fn latex_file(language: Language) -> String {
    format!("tables{}.tex", language.suffix())
}

pub(super) fn figure_file(name: &str, language: Language) -> String {
    format!("figure_{name}{}.svg", language.suffix())
}
