//! `underwater run`: simulates a study and writes its folder.

use std::path::PathBuf;
use std::time::Duration;

use super::checkpoint::Checkpoint;
use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::interrupt::{self, KeepsItself};
use super::paths::{paths_file, writer};
use super::plan::{Plan, Source};
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use crate::aggregate::{CONVERGENCE, WORLDS, is_known, worlds_at_last_look};
use crate::engine::stopped_at;
use crate::outcome::label::CellLabel;
use crate::outcome::precision::looks;
use crate::outcome::{Part, StudyResult};
use crate::parts::Shard;
use crate::report::parquet::write_worlds;
use crate::report::reading::{self, CellTables};
use crate::report::text_table::{terminal_width, wrapped};
use crate::report::with_separators;
use crate::report::{Language, Manifest, Partial, Question, RUN, Results, RunClock, StudyFolder, Tables, terminal};
use crate::study::Study;

/// A study, where its results go, and how it is run.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    /// The shard, where it is not the whole study.
    pub shard: Option<Shard>,
    pub save_paths: bool,
    /// Time between two checkpoints; none are made without.
    pub checkpoint_every: Option<Duration>,
    /// Whether what an earlier run kept is left aside.
    pub fresh: bool,
    pub output: Output,
}

/// Reads the config, simulates what is not there already, writes tables, manifest and forms, and shows the summary.
pub(super) fn run(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let plan = request.source.plan()?;
    deliver(&Run { plan: &plan, request }, &request.output, &clock)?;
    Ok(())
}

struct Run<'a> {
    plan: &'a Plan,
    request: &'a Request,
}

impl Work for Run<'_> {
    fn question(&self) -> &'static Question {
        &RUN
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        self.plan.manifest(clock)
    }

    fn default_folder(&self) -> PathBuf {
        self.plan.default_folder()
    }

    fn wanted_files(&self) -> Vec<String> {
        if self.request.save_paths { vec![paths_file()] } else { Vec::new() }
    }

    fn check_memory(&self, with_files: &[String]) -> Result<(), Failure> {
        let output = &self.request.output;
        let shape = Shape::of(&self.plan.study, output.threads);
        Memory::of_run(&shape, with_files.contains(&paths_file()), &output.forms.formats)
            .check(Room::find(output.memory_limit).as_ref())
    }

    fn compute(&self, folder: &mut StudyFolder, with_files: &[String]) -> Result<Tables, Failure> {
        let simulator = Simulator::new(&self.request.output)?;
        let result = self.kept(&simulator, folder, with_files.contains(&paths_file()))?;
        interrupt::check()?;
        tables(&result, &self.plan.labels(), None, folder)
    }

    fn simulated(&self, tables: &Tables) -> Result<Option<u64>, Failure> {
        let looks = tables.iter().find(|(table, _)| table.name == CONVERGENCE.name);
        looks.map_or(Ok(None), |(_, looks)| Ok(worlds_at_last_look(looks)?))
    }

    fn shown(&self, results: &Results, more_in: &str, took: &str) -> Result<String, Failure> {
        shown(results, self.request.output.forms.language, more_in, took)
    }
}

/// Tables of what was simulated; rows of worlds are written into the folder.
pub(super) fn tables(
    result: &StudyResult,
    labels: &[CellLabel],
    partial: Option<&Partial>,
    folder: &mut StudyFolder,
) -> Result<Tables, Failure> {
    folder.write(&WORLDS.file("parquet"), |file| write_worlds(result, labels, partial, file))?;
    interrupt::check()?;
    let mut tables = Tables::new();
    for table in RUN.tables {
        tables.extend(table.make(result, labels)?.map(|rows| (*table, rows)));
    }
    Ok(tables)
}

/// The summary as a table, the answer in words, and the size of the study.
pub(super) fn shown(results: &Results, language: Language, more_in: &str, took: &str) -> Result<String, Failure> {
    let width = terminal_width();
    let fitted = |text: &str| width.map_or_else(|| text.to_owned(), |width| wrapped(text, usize::from(width), 0));
    let manifest = &results.manifest;
    let paths = with_separators(&manifest.worlds.saturating_mul(manifest.households).to_string());
    let tables = CellTables::of(results)?;
    let table = terminal::fitted_summary(tables, language, width, more_in)?;
    let sentences = RUN.sentences(results, language)?;
    // That worlds are missing is said before anything else.
    let (first, answer) = sentences.split_at(usize::from(manifest.partial.is_some()));
    let mut parts: Vec<String> = first.iter().map(|sentence| fitted(sentence)).collect();
    parts.extend([fitted(&manifest.title_in(language)), table, fitted(&reading::summary(tables, language)?.note)]);
    parts.push(String::new());
    parts.extend(answer.iter().map(|sentence| fitted(sentence)));
    parts.push(String::new());
    let size = (&paths, &results.labels.len().to_string(), &manifest.horizon_months.to_string());
    parts.push(format!("{}{took}", language.simulated(size.0, size.1, size.2)));
    Ok(parts.join("\n"))
}

impl Run<'_> {
    /// Simulates a study, and keeps it from time to time, so that the same command goes on if this one is cut short.
    fn kept(
        &self,
        simulator: &Simulator<'_>,
        folder: &mut StudyFolder,
        save_paths: bool,
    ) -> Result<StudyResult, Failure> {
        let Request { checkpoint_every, fresh, output, .. } = self.request;
        let study = &self.plan.study;
        let asked = self.plan.manifest(&RunClock::start());
        let (mut checkpoint, part) =
            Checkpoint::begin(folder, &asked, study, *checkpoint_every, (*fresh, output.quiet), save_paths)?;
        let _keeps_itself = KeepsItself::begin();
        let paths = checkpoint.paths();
        let mut write = paths.clone().map(|paths| writer(study, paths));
        let mut part = part;
        while let Some(end) = next_look(study, &part)? {
            part = simulator.go_on(study, part, end, write.as_deref_mut(), &mut checkpoint)?;
        }
        checkpoint.end(&part)?;
        if let Some(paths) = paths {
            folder.adopt(|staging| paths.place(staging, &paths_file()).map(|(_, written)| written))?;
        }
        stopped_at(study, part.worlds.end, part).map_err(Failure::other)
    }
}

/// To which world a run goes on from what it has; `None` where it is at its end, or looked and knows enough.
fn next_look(study: &Study, part: &Part) -> Result<Option<u32>, Failure> {
    let (here, most_worlds) = (part.worlds.end, study.worlds);
    let Some(precision) = study.precision else { return Ok((here < most_worlds).then_some(most_worlds)) };
    let is_look = looks(most_worlds).any(|look| look == here);
    if is_look && is_known(&part.rows, study.error_units(), precision)? {
        return Ok(None);
    }
    Ok(looks(most_worlds).find(|look| *look > here))
}
