//! A form of the results in a language: what is asked for, listed and written as one.

use super::export::{ExportFormat, export, write_report};
use super::files::report_file;
use super::language::Language;
use super::results::{Results, UNDERWRITING};
use super::{Manifest, ReportError, StudyFolder};

/// A form of the results, made from their tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tables or figures in a format.
    Export(ExportFormat, Language),
    /// The page.
    Page(Language),
}

impl Form {
    /// A format in a language; those that have none are the same in all.
    pub fn of(format: ExportFormat, language: Language) -> Self {
        match format {
            ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::Json => Self::Export(format, Language::English),
            ExportFormat::Excel | ExportFormat::Markdown | ExportFormat::Latex | ExportFormat::Svg => {
                Self::Export(format, language)
            }
        }
    }

    /// Every form but Parquet, of which the others are made.
    pub fn all() -> Vec<Self> {
        use ExportFormat::{Csv, Excel, Json, Latex, Markdown, Svg};
        let mut forms = Vec::new();
        for language in Language::ALL {
            let formats = [Csv, Excel, Markdown, Latex, Json, Svg].map(|format| Self::of(format, language));
            forms.extend(formats.into_iter().chain([Self::Page(language)]));
        }
        forms.iter().enumerate().filter(|(at, form)| !forms[..*at].contains(form)).map(|(_, form)| *form).collect()
    }

    /// Every file it may write.
    pub fn files(self) -> Vec<String> {
        let with_underwriting = |extension: &str, mut files: Vec<String>| {
            files.push(format!("{UNDERWRITING}.{extension}"));
            files
        };
        match self {
            Self::Page(language) => vec![report_file(language)],
            Self::Export(format, language) => match format {
                ExportFormat::Csv => with_underwriting("csv", format.files(language)),
                ExportFormat::Parquet => with_underwriting("parquet", format.files(language)),
                _ => format.files(language),
            },
        }
    }

    /// Whether a file is one of its.
    pub fn has(self, name: &str) -> bool {
        self.files().iter().any(|file| file == name)
    }

    /// Whether results have it.
    pub fn is_listed(self, manifest: &Manifest) -> bool {
        manifest.files.iter().any(|file| self.has(&file.name))
    }

    /// Prepares its files in a folder; gives their names.
    ///
    /// # Errors
    /// A table does not fit the form, or the file system refuses.
    pub fn write(self, results: &Results, folder: &mut StudyFolder) -> Result<Vec<String>, ReportError> {
        match self {
            Self::Export(format, language) => export(results, format, language, folder),
            Self::Page(language) => Ok(vec![write_report(results, language, folder)?]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_one_of_all_and_shares_no_file_with_another() {
        let all = Form::all();
        assert_eq!(all.len(), 12, "two without a language, four and the page in two");
        let mut files: Vec<String> = all.iter().flat_map(|form| form.files()).collect();
        let count = files.len();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), count);
    }
}
