//! `underwater export`: the tables and figures of whole results in other formats; `underwater report`: the page.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::chosen::results_folder;
use super::delivery::command_line;
use super::failure::{Failure, say};
use super::forms::write_each;
use super::{identity, interrupt};
use crate::report::{
    Difference, Form, Format, Holds, Language, Manifest, Question, ReportError, Results, StudyFolder, needed_files,
    question_of,
};
use crate::told::told;

/// Which results, and in which forms.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub results: PathBuf,
    pub formats: Vec<&'static Format>,
    pub language: Language,
}

/// Which results, and in which language.
#[derive(Clone, Debug)]
pub(super) struct ReportRequest {
    pub results: PathBuf,
    pub language: Language,
}

/// Writes the files into the folder and prints their names.
pub(super) fn export(request: &Request) -> Result<(), Failure> {
    let forms = |question| request.formats.iter().map(|format| Form::of(question, format, request.language)).collect();
    add(&request.results, &forms)
}

/// Writes the page into the folder and prints its name.
pub(super) fn report(request: &ReportRequest) -> Result<(), Failure> {
    add(&request.results, &|question| vec![Form::page(question, request.language)])
}

/// `forms` gives those of the question that the folder answers.
fn add(path: &Path, forms: &dyn Fn(&'static Question) -> Vec<Form>) -> Result<(), Failure> {
    interrupt::watch()?;
    let path = &results_folder(path, |_| true)?;
    let mut folder = StudyFolder::open_results(path, &command_line())?;
    interrupt::guard(folder.withdrawal());
    let manifest = readable(&folder)?;
    let question = question_of(&manifest)?;
    let forms = &forms(question);
    forms.iter().try_for_each(|form| form.ready())?;
    sound(&folder, &manifest, question, forms)?;
    folder.is_free_for(&forms.iter().flat_map(|form| form.files()).collect::<Vec<_>>())?;
    let results = Results::read(path, manifest, question.tables)?;
    let written = write_each(forms, &results, &mut folder)?;
    let mut out = io::stdout().lock();
    for name in &written.names {
        writeln!(out, "{}", path.join(name).display())?;
    }
    written.check(path)
}

/// The manifest of a folder.
fn readable(folder: &StudyFolder) -> Result<Manifest, Failure> {
    let path = folder.path().display();
    match folder.holds() {
        Holds::Results(manifest) => Ok((**manifest).clone()),
        Holds::Spoilt { why, .. } => {
            Err(Failure::Other(format!("{path}: {why}; the same command into this folder makes it anew")))
        }
        Holds::Nothing => Err(ReportError::NoResults { path: folder.path().to_owned() }.into()),
    }
}

/// Refuses a folder that does not hold what was written there, the files of `forms` aside, which are made anew. Files that
/// somebody removed are only told of, unless they are needed here.
fn sound(
    folder: &StudyFolder,
    manifest: &Manifest,
    question: &'static Question,
    forms: &[Form],
) -> Result<(), Failure> {
    let (path, command) = (folder.path().display(), question.command);
    let tables = Form::tables(question);
    if let Some(name) = needed_files(question.tables).find(|name| !manifest.files.iter().any(|file| file.name == *name))
    {
        return Err(Failure::Input(told!(
            "{path} holds no {name}: an earlier version of this program wrote it; `underwater {command}` with --force writes it anew",
            "{path} 中没有 {name}：它由本程序的较早版本写成；`underwater {command}` 加 --force 可重新写出"
        )));
    }
    let is_table = |difference: &Difference| tables.has(&difference.name);
    let is_made_anew = |difference: &Difference| forms.iter().any(|form| form.has(&difference.name));
    let (missing, differences): (Vec<Difference>, Vec<Difference>) = folder
        .differences()
        .into_iter()
        .filter(|difference| is_table(difference) || !is_made_anew(difference))
        .partition(|difference| difference.is_missing && !is_table(difference));
    if !differences.is_empty() {
        return Err(ReportError::Damaged { path: folder.path().to_owned(), differences }.into());
    }
    for difference in missing {
        say(&format!("{path}: {difference}; the same `underwater {command}` into this folder writes it anew"));
    }
    if manifest.value_version != identity::VALUE_VERSION {
        say(&format!(
            "{path}: these numbers are of value version {}, written by version {}; this program's are of {} and differ",
            manifest.value_version,
            manifest.version,
            identity::VALUE_VERSION
        ));
    }
    Ok(())
}
