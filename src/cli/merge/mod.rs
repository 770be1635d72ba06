//! `underwater merge`: the results of a study from the parts that its shards have left.

mod differences;
mod found;
mod refusals;

use std::path::{Path, PathBuf};

use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::interrupt;
use super::plan::results_of;
use super::run::{shown, tables};
use super::size::{Memory, Room, Shape};
use crate::outcome::{Part, StudyResult};
use crate::parts::{PartFolder, Share};
use crate::report::manifest::SCHEMA_VERSION;
use crate::report::{Manifest, Question, RUN, Results, RunClock, StudyFolder, Tables};
use found::Found;

/// Parts, and where the results go.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub parts: Vec<PathBuf>,
    pub output: Output,
}

/// Looks at the parts, refuses all that is wrong with them at once, and makes what one run would have made.
pub(super) fn merge(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let found = found::parts(&request.parts);
    let parts = refusals::mergeable(found)?;
    let Some(share) = parts.first().and_then(|part| part.manifest.share.clone()) else {
        return Err(Failure::input("there are no parts"));
    };
    deliver(&Merge { parts: &parts, share, request }, &request.output, &clock)?;
    Ok(())
}

struct Merge<'a> {
    /// In the order of their worlds.
    parts: &'a [Found],
    /// What the first of them says of the study.
    share: Share,
    request: &'a Request,
}

impl Work for Merge<'_> {
    fn question(&self) -> &'static Question {
        &RUN
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version: SCHEMA_VERSION,
            times: clock.times(),
            ..self.share.manifest.clone()
        }
    }

    fn default_folder(&self) -> PathBuf {
        let Manifest { study, hash, .. } = &self.share.manifest;
        results_of(study, hash)
    }

    fn check_memory(&self, _: &[String]) -> Result<(), Failure> {
        let Share { manifest, shape, .. } = &self.share;
        let shape = Shape::of_tables(manifest, shape);
        Memory::of(&shape, false).check(Room::find(self.request.output.memory_limit).as_ref())
    }

    fn compute(&self, folder: &mut StudyFolder, _: &[String]) -> Result<Tables, Failure> {
        let Part { rows, tallies, .. } = joined(self.parts)?;
        let Share { manifest, price_of_cell, .. } = &self.share;
        let price_of_cell = price_of_cell.clone();
        let result = StudyResult { households: manifest.households, worlds: rows, tallies, price_of_cell };
        interrupt::check()?;
        tables(&result, &manifest.labels(), folder)
    }

    fn shown(&self, results: &Results, more_in: &str, took: &str) -> Result<String, Failure> {
        shown(results, self.request.output.forms.language, more_in, took)
    }
}

/// One part of all, read one after the other.
fn joined(parts: &[Found]) -> Result<Part, Failure> {
    let mut whole: Option<Part> = None;
    for Found { path, manifest } in parts {
        interrupt::check()?;
        let part = read(path, manifest)?;
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => whole.append(part).map_err(Failure::other)?,
        }
    }
    whole.ok_or_else(|| Failure::input("there are no parts"))
}

fn read(path: &Path, manifest: &crate::parts::PartManifest) -> Result<Part, Failure> {
    let Some(share) = &manifest.share else {
        return Err(Failure::Input(format!("{} is no part of a shard", path.display())));
    };
    Ok(PartFolder::read(path.to_owned(), manifest.identity.clone(), share.shape)?.1)
}
