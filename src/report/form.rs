//! A form of the results in a language: what is asked for, listed and written as one.

use super::format::Format;
use super::formats::FORMATS;
use super::language::Language;
use super::page::PAGE;
use super::parquet::PARQUET;
use super::question::Question;
use super::results::Results;
use super::{Manifest, ReportError, StudyFolder};

/// A form of the results, made from their tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    question: &'static Question,
    format: &'static Format,
    language: Language,
}

impl Form {
    /// A format in a language; those without words are the same in all.
    pub fn of(question: &'static Question, format: &'static Format, language: Language) -> Self {
        Self { question, format, language: if format.has_words { language } else { Language::English } }
    }

    /// The page.
    pub fn page(question: &'static Question, language: Language) -> Self {
        Self::of(question, &PAGE, language)
    }

    /// The tables of which all other forms are made.
    pub fn tables(question: &'static Question) -> Self {
        Self::of(question, &PARQUET, Language::English)
    }

    /// Every form but the tables.
    pub fn all(question: &'static Question) -> Vec<Self> {
        let mut forms = Vec::new();
        for language in Language::ALL {
            for format in FORMATS.into_iter().chain([&PAGE]).filter(|format| **format != PARQUET) {
                let form = Self::of(question, format, language);
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        forms
    }

    /// Every file it may write.
    pub fn files(self) -> Vec<String> {
        (self.format.files)(self.question, self.language)
    }

    /// Whether a file is one of its.
    pub fn has(self, name: &str) -> bool {
        self.files().iter().any(|file| file == name)
    }

    /// Whether results have it.
    pub fn is_listed(self, manifest: &Manifest) -> bool {
        manifest.files.iter().any(|file| self.has(&file.name))
    }

    /// Whether it can be written here.
    ///
    /// # Errors
    /// What is missing.
    pub fn ready(self) -> Result<(), ReportError> {
        (self.format.ready)(self.language)
    }

    /// Prepares its files in a folder; gives their names.
    ///
    /// # Errors
    /// A table does not fit the form, or the file system refuses.
    pub fn write(self, results: &Results, folder: &mut StudyFolder) -> Result<Vec<String>, ReportError> {
        (self.format.write)(self.question, results, self.language, folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::report::questions::QUESTIONS;

    #[test]
    fn every_form_is_one_of_all_and_shares_no_file_with_another() {
        for question in QUESTIONS {
            let all = Form::all(question);
            assert_eq!(all.len(), 15, "three without a language, five and the page in two");
            let mut files: Vec<String> = all.iter().flat_map(|form| form.files()).collect();
            let count = files.len();
            files.sort();
            files.dedup();
            assert_eq!(files.len(), count);
        }
    }
}
