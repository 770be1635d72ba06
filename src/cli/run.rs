//! `underwater run`: simulates a study and writes its folder.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, say};
use super::money::with_separators;
use super::plan::{Plan, Source};
use super::progress::Bar;
use super::size::{Size, available_memory};
use super::table::terminal_width;
use super::{identity, interrupt};
use crate::aggregate::{self, PathRow};
use crate::engine::{Engine, EngineError};
use crate::kernel::InstructionSet;
use crate::outcome::{PathOutcome, StudyResult};
use crate::report::csv::write_csv;
use crate::report::folder::{inspect, read_manifest};
use crate::report::manifest::{CellRecord, DataFile, PROGRAM, SCHEMA_VERSION};
use crate::report::parquet::{read_parquet, write_parquet};
use crate::report::{FolderState, Manifest, Opened, PathsWriter, RunClock, StudyFolder, terminal};
use crate::study::Study;

/// A study, where its results go, and how it is run.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub out: Option<PathBuf>,
    pub threads: usize,
    pub save_paths: bool,
    pub force: bool,
    pub quiet: bool,
}

const SUMMARY: &str = "summary.parquet";
const PATHS: &str = "paths.parquet";

/// Reads the config, simulates, writes tables and manifest, and shows the summary.
pub(super) fn run(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    let plan = request.source.plan()?;
    let path = request.out.clone().unwrap_or_else(|| plan.default_folder());
    let found = found(&path, &plan.hash, request)?;
    if found == Found::Whole {
        return show_again(&path, &plan, request);
    }
    Size::of(&plan.study, request.threads, request.save_paths).check(available_memory())?;
    let force = request.force || found == Found::Lacking;
    let Opened::Ready(mut folder) = StudyFolder::open(&path, &plan.hash, force)? else {
        return show_again(&path, &plan, request);
    };
    let result = simulate(&plan.study, &mut folder, request)?;
    write_tables(&result, &plan, &mut folder)?;
    interrupt::check()?;
    let manifest = folder.finish(manifest(&plan, &clock))?;
    show(&path, &plan, request, Some(manifest.times.elapsed_seconds))
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
    let has_paths = manifest.files.iter().any(|file| file.name == PATHS);
    let is_current = manifest.schema_version == SCHEMA_VERSION;
    Ok(if has_all && is_current && (has_paths || !request.save_paths) { Found::Whole } else { Found::Lacking })
}

fn simulate(study: &Study, folder: &mut StudyFolder, request: &Request) -> Result<StudyResult, Failure> {
    let engine = Engine {
        threads: request.threads,
        instruction_set: InstructionSet::best(),
        cuts: None,
        progress: &Bar::new(study.paths(), request.quiet),
        interrupted: interrupt::watch()?,
    };
    let failed = |error: EngineError| match error {
        EngineError::Interrupted => interrupt::interrupted(),
        EngineError::NotFinite(at) => {
            let command = request.source.explain_command(at.world, at.household, at.cell);
            Failure::Other(format!("{at}; to look at it:\n  {command}"))
        }
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

fn write_tables(result: &StudyResult, plan: &Plan, folder: &mut StudyFolder) -> Result<(), Failure> {
    let labels = plan.labels();
    let worlds = aggregate::worlds(result, &labels)?;
    folder.write("worlds.parquet", |file| write_parquet(&worlds, file))?;
    drop(worlds);
    let mut tables = vec![
        ("summary", aggregate::summary(result, &labels)?),
        ("months", aggregate::months(result, &labels)?),
        ("loss_distribution", aggregate::loss_distribution(result, &labels)?),
        ("transitions", aggregate::transitions(result, &labels)?),
        ("default_by_ltv_dsti", aggregate::default_by_ltv_dsti(result, &labels)?),
        ("resolution", aggregate::resolution(result, &labels)?),
    ];
    tables.extend(aggregate::underwriting(result, &labels)?.map(|table| ("underwriting", table)));
    for (name, table) in &tables {
        interrupt::check()?;
        folder.write(&format!("{name}.csv"), |file| write_csv(table, file))?;
        folder.write(&format!("{name}.parquet"), |file| write_parquet(table, file))?;
    }
    Ok(())
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
        data: data.map(|file| DataFile { path: file.written.clone(), blake3: file.blake3.clone() }).collect(),
        files: Vec::new(),
        counts: BTreeMap::from([
            ("paths".to_owned(), study.paths()),
            ("paths_times_cells".to_owned(), study.paths().saturating_mul(study.cells.len() as u64)),
        ]),
        times: clock.times(),
    }
}

fn show_again(path: &Path, plan: &Plan, request: &Request) -> Result<(), Failure> {
    if !request.quiet {
        say(&format!("{} is complete already; --force computes it again", path.display()));
    }
    show(path, plan, request, None)
}

/// The summary as a table, the size of the study, and where the results are.
fn show(path: &Path, plan: &Plan, request: &Request, seconds: Option<f64>) -> Result<(), Failure> {
    if request.quiet {
        return Ok(());
    }
    let table = terminal::render(&read_parquet(&path.join(SUMMARY))?, &plan.labels(), terminal_width())?;
    let study = &plan.study;
    let paths = with_separators(&study.paths().to_string());
    let cells = study.cells.len();
    let noun = if cells == 1 { "cell" } else { "cells" };
    let took = seconds.map_or_else(String::new, |seconds| format!(" in {seconds:.1} s"));
    let mut out = io::stdout().lock();
    writeln!(out, "{table}")?;
    writeln!(out, "{paths} paths × {cells} {noun} × {} months{took}", study.horizon_months)?;
    writeln!(out, "{}", path.display())?;
    Ok(())
}
