//! `underwater merge`: the results of a study from the parts that its shards have left.

mod differences;
mod found;
mod refusals;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::identity;
use super::interrupt;
use super::paths::paths_file;
use super::plan::results_of;
use super::run::{shown, tables};
use super::size::{Memory, Room, Shape};
use crate::outcome::{Part, StudyResult, Tallies, WorldTable};
use crate::parts::{PartFolder, PartManifest, Share};
use crate::report::manifest::SCHEMA_VERSION;
use crate::report::{
    Manifest, MissingWorlds, Partial, PathsWriter, PendingFile, Question, RUN, Results, RunClock, StudyFolder, Tables,
};
use crate::told::told;
use found::Found;

/// Parts, and where the results go.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub parts: Vec<PathBuf>,
    /// Whether worlds may be missing.
    pub allow_partial: bool,
    /// Whether paths are left out, whatever the parts have.
    pub no_paths: bool,
    pub output: Output,
}

/// Looks at the parts, refuses all that is wrong with them at once, and makes what one run would have made.
pub(super) fn merge(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let found = found::parts(&request.parts);
    let (parts, missing) = refusals::mergeable(found, request.allow_partial, request.no_paths)?;
    let Some(share) = parts.first().and_then(|part| part.manifest.share.clone()) else {
        return Err(Failure::Input(told!("there are no parts", "没有任何部分")));
    };
    let partial = (!missing.is_empty()).then(|| Partial {
        of_worlds: share.manifest.worlds,
        of_hash: share.manifest.hash.clone(),
        missing: missing.iter().map(MissingWorlds::of).collect(),
    });
    deliver(&Merge { parts: &parts, share, partial, request }, &request.output, &clock)?;
    Ok(())
}

struct Merge<'a> {
    /// In the order of their worlds.
    parts: &'a [Found],
    /// What the first of them says of the study.
    share: Share,
    /// What is missing.
    partial: Option<Partial>,
    request: &'a Request,
}

impl Work for Merge<'_> {
    fn question(&self) -> &'static Question {
        &RUN
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let whole = Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version: SCHEMA_VERSION,
            times: clock.times(),
            ..self.share.manifest.clone()
        };
        match &self.partial {
            Some(partial) => some_worlds(whole, partial),
            None => whole,
        }
    }

    fn default_folder(&self) -> PathBuf {
        let Manifest { study, hash, .. } = self.manifest(&RunClock::start());
        results_of(&study, &hash)
    }

    fn wanted_files(&self) -> Vec<String> {
        if self.has_paths() { vec![paths_file()] } else { Vec::new() }
    }

    fn check_memory(&self, with_files: &[String]) -> Result<(), Failure> {
        let files = self.parts.iter().map(|part| part.manifest.files().count()).sum();
        let shape = Shape::of_tables(&self.manifest(&RunClock::start()), &self.share.shape, files);
        Memory::of_run(&shape, with_files.contains(&paths_file()), &self.request.output.forms.formats)
            .check(Room::find(self.request.output.memory_limit).as_ref())
    }

    fn compute(&self, folder: &mut StudyFolder, _: &[String]) -> Result<Tables, Failure> {
        let (tallies, rows) = joined(self.parts)?;
        let Share { manifest, price_of_cell, loan_book, .. } = &self.share;
        let result = StudyResult {
            households: manifest.households,
            worlds: rows,
            tallies: tallies.weighted(manifest.error_units()).map_err(Failure::other)?,
            price_of_cell: price_of_cell.clone(),
            loan_book: loan_book.clone().map(Arc::new),
            units: manifest.error_units(),
            precision: None,
        };
        interrupt::check()?;
        if self.has_paths() {
            self.write_paths(folder)?;
        }
        tables(&result, &manifest.labels(), self.partial.as_ref(), folder)
    }

    fn shown(&self, results: &Results, more_in: &str, took: &str) -> Result<String, Failure> {
        shown(results, self.request.output.forms.language, more_in, took)
    }
}

impl Merge<'_> {
    /// Whether there are paths, and they are wanted: all parts have them, or none. Paths of some worlds would look like
    /// those of all.
    fn has_paths(&self) -> bool {
        !self.request.no_paths
            && self.partial.is_none()
            && self.parts.iter().all(|part| part.manifest.whole_paths().is_some())
    }

    /// The paths of all parts as one file; whole row groups are not encoded again.
    fn write_paths(&self, folder: &mut StudyFolder) -> Result<(), Failure> {
        let mut file = folder.create(&paths_file())?;
        let written = self.append_paths(&mut file);
        // The file knows its name, and the system's word for what went wrong with it.
        written.map_err(|failure| file.refusal().map_or(failure, Failure::from))?;
        Ok(folder.keep(file)?)
    }

    fn append_paths(&self, file: &mut PendingFile) -> Result<(), Failure> {
        let mut writer = PathsWriter::new(file, 0)?;
        for Found { path, manifest } in self.parts {
            interrupt::check()?;
            if let Some(paths) = manifest.whole_paths() {
                writer.append(&path.join(&paths.name))?;
            }
        }
        Ok(writer.finish()?)
    }
}

/// The manifest of results that lack some worlds of the study with this one.
fn some_worlds(whole: Manifest, partial: &Partial) -> Manifest {
    let worlds = whole.worlds.saturating_sub(partial.missing_worlds());
    let hash = identity::digits(&json!({ "partial": partial, "value_version": whole.value_version }));
    Manifest { partial: Some(partial.clone()), hash, ..whole.of_worlds(worlds) }
}

/// Tallies and rows of all parts, read one after the other in the order of their worlds.
fn joined(parts: &[Found]) -> Result<(Tallies, WorldTable), Failure> {
    let mut whole: Option<(Tallies, WorldTable)> = None;
    for Found { path, manifest } in parts {
        interrupt::check()?;
        let Part { worlds, tallies, rows } = read(path, manifest)?;
        if worlds != manifest.worlds() {
            // Its shard is still at work.
            return Err(Failure::Other(format!("{} has changed while it was merged", path.display())));
        }
        match &mut whole {
            None => whole = Some((tallies, rows)),
            Some((all_tallies, all_rows)) => {
                all_tallies.merge(&tallies).map_err(Failure::other)?;
                all_rows.append(rows);
            }
        }
    }
    whole.ok_or_else(|| Failure::Input(told!("there are no parts", "没有任何部分")))
}

fn read(path: &Path, manifest: &PartManifest) -> Result<Part, Failure> {
    let Some(share) = &manifest.share else {
        return Err(Failure::Input(told!("{} is no part of a shard", "{} 不是分片的部分", path.display())));
    };
    Ok(PartFolder::read(path.to_owned(), manifest.identity.clone(), share.shape)?.1)
}
