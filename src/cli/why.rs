//! `underwater why`: what the defaults of a study needed, and where its losses come from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::interrupt;
use super::plan::{Plan, Source};
use super::simulator::Simulator;
use super::size::{Memory, Paths, Room, Shape};
use crate::answers::why::{COMBINATIONS, Why};
use crate::config::load;
use crate::report::counts::POINTS;
use crate::report::manifest::Asked;
use crate::report::text_table::{terminal_width, wrapped};
use crate::report::{Manifest, Question, Results, RunClock, StudyFolder, Tables, WHY, printed_causes, with_separators};

/// A study and where the answer goes.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub output: Output,
}

/// Runs the study at every combination of its causes, unless that is there already, and shows what they do.
pub(super) fn why(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let loaded = load(&request.source.config, &request.source.overrides)?;
    let asked = Asked { command: WHY.command.to_owned(), options: BTreeMap::new() };
    let plan = Plan::of(loaded, Some(asked))?;
    let why = Why::new(&plan.loaded)?;
    deliver(&Asking { plan: &plan, why: &why, request }, &request.output, &clock)?;
    Ok(())
}

struct Asking<'a> {
    plan: &'a Plan,
    why: &'a Why,
    request: &'a Request,
}

impl Work for Asking<'_> {
    fn question(&self) -> &'static Question {
        &WHY
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let mut manifest = self.plan.manifest(clock);
        manifest.counts.insert(POINTS.to_owned(), COMBINATIONS as u64);
        manifest
    }

    fn default_folder(&self) -> PathBuf {
        self.plan.default_folder()
    }

    fn check_memory(&self, _with_files: &[String]) -> Result<(), Failure> {
        let output = &self.request.output;
        let shape = Shape::of(self.why.study(), output.threads);
        Memory::with_paths(&shape, Paths::Counted).check(Room::find(output.memory_limit).as_ref())
    }

    fn compute(&self, _folder: &mut StudyFolder, _with_files: &[String]) -> Result<Tables, Failure> {
        let simulator = Simulator::new(&self.request.output)?;
        Ok(self.why.answer(&self.plan.labels(), &simulator)?)
    }

    /// Causes and shares as tables and in sentences, and what it took.
    fn shown(&self, results: &Results, more_in: &str, took: &str) -> Result<String, Failure> {
        let language = self.request.output.forms.language;
        let width = terminal_width();
        let mut parts = printed_causes(results, language, width, more_in)?;
        for sentence in WHY.sentences(results, language)? {
            parts.push(width.map_or(sentence.clone(), |width| wrapped(&sentence, usize::from(width), 0)));
        }
        let manifest = &results.manifest;
        let paths = with_separators(&manifest.worlds.saturating_mul(manifest.households).to_string());
        let cells = results.labels.len();
        let noun = if cells == 1 { "cell" } else { "cells" };
        let months = manifest.horizon_months;
        parts.push(format!("{paths} paths × {cells} {noun} × {COMBINATIONS} combinations × {months} months{took}"));
        Ok(parts.join("\n"))
    }
}
