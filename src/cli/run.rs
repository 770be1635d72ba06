//! `underwater run`: simulates a study and writes its folder.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, say};
use super::money::with_separators;
use super::plan::{Plan, Source};
use super::progress::Told;
use super::size::{Bytes, Memory, Room, Shape};
use super::table::terminal_width;
use super::{identity, interrupt};
use crate::aggregate::{self, PathRow};
use crate::config::notes;
use crate::engine::{Engine, EngineError};
use crate::kernel::InstructionSet;
use crate::outcome::{PathOutcome, StudyResult};
use crate::report::folder::{inspect, read_manifest};
use crate::report::manifest::{AuthorNotes, CautionNote, CellRecord, DataFile, PROGRAM, SCHEMA_VERSION, ValueNote};
use crate::report::parquet::write_parquet;
use crate::report::{
    ExportFormat, FolderState, Language, Manifest, Opened, PathsWriter, Results, RunClock, StudyFolder, export,
    report_file, terminal, warnings, write_report,
};
use crate::study::{Caution, Study, cautions};

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

/// In which forms results are wanted, beside Parquet, which is always written: reports are made of it.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    pub formats: Vec<ExportFormat>,
    pub report: bool,
    pub language: Language,
}

/// Cell the others are compared with: the first, the config's first scenario with the first value of each sweep.
const BASE_CELL: usize = 0;
const WORLDS: &str = "worlds.parquet";
const PATHS: &str = "paths.parquet";

/// Reads the config, simulates, writes tables and manifest, and shows the summary.
pub(super) fn run(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    let plan = request.source.plan()?;
    if !request.quiet {
        for caution in warnings::cautions_in_words(&caution_notes(&plan.study), request.forms.language) {
            say(&warnings::line(&caution, request.forms.language));
        }
    }
    let path = request.out.clone().unwrap_or_else(|| plan.default_folder());
    let found = found(&path, &plan.hash, request)?;
    if found == Found::Whole {
        return show_again(&path, request);
    }
    let shape = Shape::of(&plan.study, request.threads);
    Memory::of(&shape, request.save_paths).check(Room::find(request.memory_limit).as_ref())?;
    let force = request.force || found == Found::Lacking;
    let Opened::Ready(mut folder) = StudyFolder::open(&path, &plan.hash, force)? else {
        return show_again(&path, request);
    };
    let result = simulate(&plan.study, &mut folder, request)?;
    let results = tables(&result, &plan, &clock, &mut folder)?;
    drop(result);
    export(&results, ExportFormat::Parquet, request.forms.language, &mut folder)?;
    write_forms(&results, &request.forms, &mut folder)?;
    interrupt::check()?;
    let manifest = folder.finish(Manifest { times: clock.times(), ..results.manifest.clone() })?;
    show(&path, &results, request, Some(manifest.times.elapsed_seconds))
}

/// Writes everything asked for that is not Parquet.
fn write_forms(results: &Results, forms: &Forms, folder: &mut StudyFolder) -> Result<(), Failure> {
    for format in forms.formats.iter().filter(|format| **format != ExportFormat::Parquet) {
        interrupt::check()?;
        export(results, *format, forms.language, folder)?;
    }
    if forms.report {
        interrupt::check()?;
        write_report(results, forms.language, folder)?;
    }
    Ok(())
}

/// What a folder holds of the results asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// All of them.
    Whole,
    /// Results of this study, but not all that is asked for.
    Lacking,
    /// None, or those of another study.
    Nothing,
}

fn found(path: &Path, hash: &str, request: &Request) -> Result<Found, Failure> {
    match inspect(path)? {
        FolderState::Complete { hash: found } if found == hash && !request.force => {}
        _ => return Ok(Found::Nothing),
    }
    let Ok(manifest) = read_manifest(path) else { return Ok(Found::Lacking) };
    let is_there = |name: &str, bytes: u64| path.join(name).metadata().is_ok_and(|file| file.len() == bytes);
    let has_all = manifest.files.iter().all(|file| is_there(&file.name, file.bytes));
    let is_listed = |name: &str| manifest.files.iter().any(|file| file.name == name);
    let tables = ExportFormat::Parquet.files(request.forms.language);
    let has_tables = is_listed(WORLDS) && tables.iter().all(|name| is_listed(name));
    let has_paths = is_listed(PATHS);
    let is_current = manifest.schema_version == SCHEMA_VERSION;
    Ok(if has_all && has_tables && is_current && (has_paths || !request.save_paths) {
        Found::Whole
    } else {
        Found::Lacking
    })
}

fn simulate(study: &Study, folder: &mut StudyFolder, request: &Request) -> Result<StudyResult, Failure> {
    let engine = Engine {
        threads: request.threads,
        instruction_set: InstructionSet::best(),
        cuts: None,
        progress: &Told::new(study.paths(), request.quiet),
        interrupted: interrupt::watch()?,
    };
    let failed = |error: EngineError| match error {
        EngineError::Interrupted => interrupt::interrupted(),
        other => Failure::other(other),
    };
    if !request.save_paths {
        return engine.run(study, None).map_err(failed);
    }
    let mut file = folder.create(PATHS)?;
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
    let result = engine.run(study, Some(&mut write)).map_err(failed)?;
    writer.finish()?;
    folder.commit(file)?;
    Ok(result)
}

/// The tables of a run, with the manifest they are told with; its times are those so far.
fn tables(result: &StudyResult, plan: &Plan, clock: &RunClock, folder: &mut StudyFolder) -> Result<Results, Failure> {
    let labels = plan.labels();
    let worlds = aggregate::worlds(result, &labels)?;
    folder.write(WORLDS, |file| write_parquet(&worlds, file))?;
    drop(worlds);
    interrupt::check()?;
    let tables = [
        aggregate::summary(result, &labels)?,
        aggregate::comparisons(result, &labels, BASE_CELL)?,
        aggregate::months(result, &labels)?,
        aggregate::loss_distribution(result, &labels)?,
        aggregate::loss_histogram(result, &labels)?,
        aggregate::transitions(result, &labels)?,
        aggregate::default_by_ltv_dsti(result, &labels)?,
        aggregate::resolution(result, &labels)?,
    ];
    Ok(Results::new(manifest(plan, clock), tables, aggregate::underwriting(result, &labels)?))
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
fn caution_notes(study: &Study) -> Vec<CautionNote> {
    let note = |Caution { key, english, chinese }: Caution| CautionNote { key: key.to_owned(), english, chinese };
    cautions(study).into_iter().map(note).collect()
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
        cautions: caution_notes(study),
        data: data.map(|file| DataFile { path: file.written.clone(), blake3: file.blake3.clone() }).collect(),
        files: Vec::new(),
        counts: BTreeMap::from([
            ("paths".to_owned(), study.paths()),
            ("paths_times_cells".to_owned(), study.paths().saturating_mul(study.cells.len() as u64)),
        ]),
        times: clock.times(),
    }
}

/// Adds to whole results what they lack of the forms asked for, and shows them.
fn show_again(path: &Path, request: &Request) -> Result<(), Failure> {
    if !request.quiet {
        say(&format!("{} is complete already; --force computes it again", path.display()));
    }
    let manifest = read_manifest(path)?;
    let is_listed = |name: &String| manifest.files.iter().any(|file| file.name == *name);
    let language = request.forms.language;
    let lacking = |format: &&ExportFormat| !format.files(language).iter().any(is_listed);
    let formats: Vec<ExportFormat> = request.forms.formats.iter().filter(lacking).copied().collect();
    let report = request.forms.report && !is_listed(&report_file(language));
    let results = Results::read(path, manifest.clone())?;
    if !formats.is_empty() || report {
        let (mut folder, manifest) = StudyFolder::amend(path, &[])?;
        write_forms(&results, &Forms { formats, report, language }, &mut folder)?;
        folder.finish(manifest)?;
    }
    show(path, &results, request, None)
}

/// The summary as a table, the size of the study, and where the results are.
fn show(path: &Path, results: &Results, request: &Request, seconds: Option<f64>) -> Result<(), Failure> {
    if request.quiet {
        return Ok(());
    }
    let language = request.forms.language;
    let page = report_file(language);
    let more_in = if request.forms.report { &page } else { "summary.parquet" };
    let (summary, labels) = (results.summary(), &results.labels);
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
