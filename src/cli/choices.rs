//! What an option chooses among, as it is named on the command line.

use clap::ValueEnum;

use crate::report::{ExportFormat, Language};

/// Format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FileFormat {
    /// Tables as CSV, with a data dictionary
    Csv,
    /// Tables as Parquet
    Parquet,
    /// One Excel workbook
    Xlsx,
    /// Tables for people in Markdown
    Md,
    /// Tables for people in LaTeX (booktabs)
    Tex,
    /// All tables in one JSON file
    Json,
    /// Figures
    Svg,
}

/// Each once, in the order given.
pub(super) fn formats(names: &[FileFormat]) -> Vec<ExportFormat> {
    let mut found: Vec<ExportFormat> = Vec::new();
    for name in names {
        let format = match name {
            FileFormat::Csv => ExportFormat::Csv,
            FileFormat::Parquet => ExportFormat::Parquet,
            FileFormat::Xlsx => ExportFormat::Excel,
            FileFormat::Md => ExportFormat::Markdown,
            FileFormat::Tex => ExportFormat::Latex,
            FileFormat::Json => ExportFormat::Json,
            FileFormat::Svg => ExportFormat::Svg,
        };
        if !found.contains(&format) {
            found.push(format);
        }
    }
    found
}

/// Language of what people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    /// English
    En,
    /// 简体中文
    Zh,
}

impl LanguageName {
    /// The language.
    pub fn lower(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Zh => Language::Chinese,
        }
    }
}

/// How principal is repaid, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MethodName {
    /// The same instalment every month
    Level,
    /// The same principal every month
    ConstantPrincipal,
    /// Level up to --switch-month, constant principal after
    Hybrid,
    /// Interest until the last month, principal then
    InterestOnly,
}

/// Form of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Table,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}
