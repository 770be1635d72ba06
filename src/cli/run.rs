//! `underwater run`: simulates a study and writes its folder.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, say};
use super::forms::{Forms, write_each, write_together};
use super::plan::{Plan, Source};
use super::progress::Told;
use super::size::{Bytes, Memory, Room, Shape};
use super::standing::{Asked, Standing};
use super::{identity, interrupt};
use crate::aggregate::{PATHS, PathRow, SUMMARY, WORLDS};
use crate::config::notes;
use crate::engine::{Engine, EngineError};
use crate::kernel::InstructionSet;
use crate::outcome::{PathOutcome, StudyResult};
use crate::report::manifest::{
    AuthorNotes, CautionNote, CellRecord, DataFile, PROGRAM, SCHEMA_VERSION, ValueNote, WrittenFile,
};
use crate::report::parquet::write_parquet;
use crate::report::text_table::terminal_width;
use crate::report::with_separators;
use crate::report::{
    Difference, Form, Manifest, PathsWriter, Results, RunClock, StudyFolder, report_file, shell_word, terminal,
    warnings,
};
use crate::study::{Caution, Study};

/// A study, where its results go, and how it is run.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub out: Option<PathBuf>,
    pub threads: usize,
    pub save_paths: bool,
    pub force: bool,
    pub quiet: bool,
    /// In place of what the system allows.
    pub memory_limit: Option<Bytes>,
    pub forms: Forms,
}

/// Reads the config, simulates what is not there already, writes tables, manifest and forms, and shows the summary.
pub(super) fn run(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let plan = request.source.plan()?;
    if !request.quiet {
        for caution in warnings::cautions_in_words(&caution_notes(&plan), request.forms.language) {
            say(&warnings::line(&caution, request.forms.language));
        }
    }
    let path = request.out.clone().unwrap_or_else(|| plan.default_folder());
    let mut folder = StudyFolder::open(&path, &command_line())?;
    interrupt::guard(&folder);
    if !folder.is_guarded() {
        say(&format!("{}: this file system has no locks; let no other command write there", path.display()));
    }
    let new = manifest(&plan, &clock);
    let forms = &request.forms;
    let asked = Asked { manifest: &new, forms, save_paths: request.save_paths, force: request.force };
    let standing = Standing::of(&folder, &asked)?;
    match standing {
        Standing::Lacking { why, with_paths, before } => {
            if let Some(why) = why {
                tell(request, &format!("{}: {why}; computed again", path.display()));
            }
            let results = compute((&plan, &clock), new, with_paths, before.as_deref(), request, &mut folder)?;
            let missing = forms_after(request, before.as_deref(), &results.manifest);
            let written = write_each(&missing, &results, &mut folder)?;
            // Whether or not anybody reads the table to its end, what was not written is said.
            let shown = show(&path, &results, request, Some(clock.times().elapsed_seconds));
            written.check(&path).and(shown)
        }
        Standing::Computed { manifest, outdated, is_outdated, missing, differences } => {
            let results = reuse(*manifest, &new, &outdated, is_outdated, &mut folder)?;
            tell_reused(request, &path, is_outdated, &differences);
            let written = write_each(&missing, &results, &mut folder)?;
            let shown = show(&path, &results, request, None);
            written.check(&path).and(shown)
        }
    }
}

/// What others are told who want to write into the same folder.
pub(super) fn command_line() -> String {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| shell_word(&word.to_string_lossy())).collect();
    format!("underwater {}", words.join(" "))
}

fn tell(request: &Request, text: &str) {
    if !request.quiet {
        say(text);
    }
}

fn tell_reused(request: &Request, path: &Path, is_outdated: bool, differences: &[Difference]) {
    let path = path.display();
    for difference in differences {
        let what = if difference.name == paths_file() { "it is listed no longer" } else { "made anew from the tables" };
        tell(request, &format!("{path}: {difference}; {what}"));
    }
    tell(
        request,
        &if is_outdated {
            format!(
                "{path} held these numbers told in other words; what shows them was made anew, nothing was simulated"
            )
        } else {
            format!("{path} is complete already; --force computes it again")
        },
    );
}

/// Simulates beside what the folder holds, and exchanges it for the tables in one move.
fn compute(
    (plan, clock): (&Plan, &RunClock),
    manifest: Manifest,
    with_paths: bool,
    before: Option<&Manifest>,
    request: &Request,
    folder: &mut StudyFolder,
) -> Result<Results, Failure> {
    let shape = Shape::of(&plan.study, request.threads);
    Memory::of(&shape, with_paths).check(Room::find(request.memory_limit).as_ref())?;
    let tables = Form::tables();
    let mut names = [tables.files(), vec![WORLDS.file("parquet")]].concat();
    names.extend(with_paths.then(|| PATHS.file("parquet")));
    names.extend(request.forms.wanted().iter().flat_map(|form| form.files()));
    folder.is_free_for(&names)?;

    let result = simulate(&plan.study, folder, with_paths, request)?;
    let mut results = compute_tables(&result, plan, manifest, folder)?;
    drop(result);
    interrupt::check()?;
    tables.write(&results, folder)?;
    interrupt::check()?;
    results.manifest.times = clock.times();
    let differences = folder.differences();
    // What was made of the very same tables in the same words is as whole as before.
    let is_same = before.is_some_and(|before| {
        let is_in = |name: &str| folder.prepared().iter().any(|file| file.name == name);
        let same = |file: &WrittenFile| !is_in(&file.name) || folder.prepared().contains(file);
        before.says_the_same(&results.manifest) && before.files.iter().all(same)
    });
    let stays = |name: &str| is_same && !differences.iter().any(|difference| difference.name == name);
    results.manifest = folder.commit(results.manifest.clone(), stays)?;
    Ok(results)
}

/// Forms to be written after the tables: those asked for, and those that results of the same study had before.
fn forms_after(request: &Request, before: Option<&Manifest>, now: &Manifest) -> Vec<Form> {
    let mut forms = request.forms.wanted();
    forms.retain(|form| request.force || !form.is_listed(now));
    let had = |form: &Form| before.is_some_and(|before| form.is_listed(before)) && !form.is_listed(now);
    let lost: Vec<Form> = Form::all().into_iter().filter(|form| had(form) && !forms.contains(form)).collect();
    forms.extend(lost);
    forms
}

/// Results that are there, with everything that shows them made anew where it tells what the config no longer says.
fn reuse(
    before: Manifest,
    new: &Manifest,
    outdated: &[Form],
    is_outdated: bool,
    folder: &mut StudyFolder,
) -> Result<Results, Failure> {
    let path = folder.path().to_owned();
    let times = before.times.clone();
    let files = before.files.clone();
    if is_outdated {
        let manifest = Manifest { files, times, digest: String::new(), ..new.clone() };
        let mut results = Results::read(&path, manifest)?;
        results.manifest = write_together(outdated, &results, folder)?;
        return Ok(results);
    }
    let mut results = Results::read(&path, before)?;
    let is_missing = |name: &str| !path.join(name).exists();
    if files.iter().any(|file| file.name == paths_file()) && is_missing(&paths_file()) {
        results.manifest = folder.commit(results.manifest.clone(), |name| name != paths_file())?;
    }
    Ok(results)
}

fn simulate(
    study: &Study,
    folder: &mut StudyFolder,
    with_paths: bool,
    request: &Request,
) -> Result<StudyResult, Failure> {
    let engine = Engine {
        threads: request.threads,
        instruction_set: InstructionSet::best(),
        cuts: None,
        progress: &Told::new(study.paths(), request.quiet),
        interrupted: interrupt::watch()?,
    };
    let failed = |error: EngineError| match error {
        EngineError::Interrupted => Failure::other("interrupted"),
        other => Failure::other(other),
    };
    if !with_paths {
        return engine.run(study, None).map_err(failed);
    }
    let mut file = folder.create(&paths_file())?;
    let mut writer = PathsWriter::new(&mut file)?;
    let cells = study.cells.len();
    let mut write = |first_path: u64, outcomes: &[PathOutcome]| {
        let row = |(path, (cell, outcome)): (u64, (usize, &PathOutcome))| PathRow {
            world: path / study.households,
            household: path % study.households,
            cell,
            outcome: *outcome,
        };
        let paths = (first_path..).zip(outcomes.chunks(cells));
        let rows: Vec<PathRow> =
            paths.flat_map(|(path, cells)| cells.iter().enumerate().map(move |cell| row((path, cell)))).collect();
        writer.push(&rows).map_err(|error| error.to_string())
    };
    let done = engine.run(study, Some(&mut write)).map_err(failed);
    let done = done.and_then(|result| Ok(writer.finish().map(|()| result)?));
    // The file knows its name, and the system's word for what went wrong with it.
    let result = done.map_err(|failure| file.refusal().map_or(failure, Failure::from))?;
    folder.keep(file)?;
    Ok(result)
}

/// The tables of a run, with the manifest they are told with.
fn compute_tables(
    result: &StudyResult,
    plan: &Plan,
    manifest: Manifest,
    folder: &mut StudyFolder,
) -> Result<Results, Failure> {
    if let Some(worlds) = WORLDS.make(result, &plan.labels())? {
        folder.write(&WORLDS.file("parquet"), |file| write_parquet(&worlds, file))?;
    }
    interrupt::check()?;
    Ok(Results::of(result, manifest)?)
}

/// The file of every path.
fn paths_file() -> String {
    PATHS.file("parquet")
}

/// The author's words, from the config.
fn author_notes(plan: &Plan) -> AuthorNotes {
    let head = notes::head(&plan.loaded);
    let name = plan.loaded.source_paths.last().and_then(|path| path.file_name());
    let values = notes::notes(&plan.loaded).into_iter().map(|note| ValueNote {
        scenario: note.scenario,
        key: note.key,
        written: note.written,
        comment: note.comment,
        place: note.place,
    });
    AuthorNotes {
        question: head.question,
        config_file: name.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        remarks: head.remarks,
        values: values.collect(),
    }
}

/// What the author should think about, as the manifest keeps it.
fn caution_notes(plan: &Plan) -> Vec<CautionNote> {
    let note = |Caution { key, english, chinese }: Caution| CautionNote { key: key.to_owned(), english, chinese };
    plan.cautions().into_iter().map(note).collect()
}

fn manifest(plan: &Plan, clock: &RunClock) -> Manifest {
    let study = &plan.study;
    let data = plan.loaded.files_read.iter();
    Manifest {
        program: PROGRAM.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema_version: SCHEMA_VERSION,
        value_version: identity::VALUE_VERSION,
        study: study.name.clone(),
        hash: plan.hash.clone(),
        seed: study.seed,
        worlds: u64::from(study.worlds),
        households: study.households,
        horizon_months: study.horizon_months,
        workout_tail_months: study.workout_tail_months,
        cells: CellRecord::of(&plan.labels()),
        config: plan.loaded.resolved.clone(),
        notes: author_notes(plan),
        cautions: caution_notes(plan),
        data: data.map(|file| DataFile { path: file.written.clone(), blake3: file.blake3.clone() }).collect(),
        files: Vec::new(),
        counts: BTreeMap::from([
            ("paths".to_owned(), study.paths()),
            ("paths_times_cells".to_owned(), study.paths().saturating_mul(study.cells.len() as u64)),
        ]),
        times: clock.times(),
        digest: String::new(),
    }
}

/// The summary as a table, the size of the study, and where the results are.
fn show(path: &Path, results: &Results, request: &Request, seconds: Option<f64>) -> Result<(), Failure> {
    if request.quiet {
        return Ok(());
    }
    let language = request.forms.language;
    let page = report_file(language);
    let more_in = if request.forms.report { &page } else { "summary.parquet" };
    let (summary, labels) = (results.table(&SUMMARY)?, &results.labels);
    let table = terminal::fitted_summary(summary, labels, language, terminal_width(), more_in)?;
    let manifest = &results.manifest;
    let paths = with_separators(&manifest.worlds.saturating_mul(manifest.households).to_string());
    let cells = results.labels.len();
    let noun = if cells == 1 { "cell" } else { "cells" };
    let took = seconds.map_or_else(String::new, |seconds| format!(" in {seconds:.1} s"));
    let mut out = io::stdout().lock();
    writeln!(out, "{table}")?;
    writeln!(out, "{paths} paths × {cells} {noun} × {} months{took}", manifest.horizon_months)?;
    writeln!(out, "{}", path.display())?;
    if request.forms.report {
        writeln!(out, "{}", path.join(&page).display())?;
    }
    out.flush()?;
    for warning in warnings::in_words(results, language)? {
        say(&warnings::line(&warning, language));
    }
    Ok(())
}
