//! Forms of results written into their folder: each for itself, so that one that fails takes no other with it, or all
//! together, where some of them would contradict the rest.

use std::path::Path;

use clap::Args;

use super::choices::{LanguageName, file_format, formats};
use super::failure::Failure;
use super::interrupt;
use crate::report::{Form, Format, Language, Manifest, Question, ReportError, Results, StudyFolder};

/// In which forms results are wanted, beside Parquet, which is always written: reports are made of it.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    pub formats: Vec<&'static Format>,
    pub report: bool,
    pub language: Language,
}

impl Forms {
    /// Each of them, Parquet left out.
    pub fn wanted(&self, question: &'static Question) -> Vec<Form> {
        let asked = self.formats.iter().map(|format| Form::of(question, format, self.language));
        let page = self.report.then(|| Form::page(question, self.language));
        asked.chain(page).filter(|form| *form != Form::tables(question)).collect()
    }
}

/// The options that say so.
#[derive(Args)]
pub(super) struct FormArguments {
    /// Formats of tables and figures; Parquet is written in any case
    ///
    /// 表和图的格式；Parquet 总会写出
    #[arg(long, value_name = "FORMATS", value_parser = file_format(), value_delimiter = ',', default_value = "csv")]
    format: Vec<&'static Format>,
    /// Write no report
    ///
    /// 不写报告
    #[arg(long)]
    no_report: bool,
    /// Language of the printed table, the report, figures and tables for people
    ///
    /// 打印的表、报告、图和供人阅读的表所用的语言
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

impl FormArguments {
    pub fn lower(self) -> Forms {
        let Self { format, no_report, language } = self;
        Forms { formats: formats(&format), report: !no_report, language: language.lower() }
    }
}

/// What was written, and what was not.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub names: Vec<String>,
    faults: Vec<ReportError>,
}

impl Written {
    /// Fails where a form was not written, with the reason of each.
    pub fn check(self, folder: &Path) -> Result<(), Failure> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let mut faults: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        faults.dedup();
        let folder = folder.display();
        Err(Failure::Other(format!(
            "{}\nerror: the tables in {folder} are whole; the same command writes what is missing",
            faults.join("\nerror: ")
        )))
    }
}

/// Writes forms one after the other, each put in place when it is whole.
pub(super) fn write_each(forms: &[Form], results: &Results, folder: &mut StudyFolder) -> Result<Written, Failure> {
    let mut written = Written::default();
    let mut manifest = results.manifest.clone();
    for form in forms {
        interrupt::check()?;
        let done = form.write(results, folder).and_then(|names| {
            // A figure that the study has nothing for any more leaves with the others of its form.
            let stays = |name: &str| !form.has(name);
            manifest = folder.commit(manifest.clone(), stays)?;
            Ok(names)
        });
        match done {
            Ok(names) => written.names.extend(names),
            Err(fault) => {
                folder.discard();
                written.faults.push(fault);
            }
        }
    }
    Ok(written)
}

/// Writes forms and puts them in place in one move with the results' manifest, so that all of them tell the same.
pub(super) fn write_together(forms: &[Form], results: &Results, folder: &mut StudyFolder) -> Result<Manifest, Failure> {
    for form in forms {
        interrupt::check()?;
        form.write(results, folder)?;
    }
    let stays = |name: &str| !forms.iter().any(|form| form.has(name));
    Ok(folder.commit(results.manifest.clone(), stays)?)
}
