//! `underwater deploy`: the files with which an engine of clusters runs a study in shards, and merges their parts.

mod asked;
mod kubernetes;
mod resources;
mod room;
mod slurm;
mod template;
mod words;
mod writing;

use std::io::{self, Write};
use std::path::PathBuf;

use asked::{Split, text_of};

use super::failure::Failure;
use super::plan::Source;
use super::shard::refuse_precision;

use super::size::Bytes;
use crate::report::shell_word;
pub(super) use kubernetes::Kubernetes;
use resources::{Needs, shards_checked};
use room::Room;
pub(super) use slurm::Slurm;
pub(super) use words::{Label, Minutes, label, minutes};
use writing::write;

/// A study, how it is split, and what is to run it.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub shards: u32,
    /// CPUs of a shard.
    pub cpus: u16,
    /// Memory of a shard, in place of what is estimated.
    pub memory: Option<Bytes>,
    pub save_paths: bool,
    /// Seconds between two checkpoints of a shard.
    pub checkpoint_seconds: Option<u32>,
    pub out: Option<PathBuf>,
    pub force: bool,
    pub engine: Engine,
}

/// What runs it.
#[derive(Clone, Debug)]
pub(super) enum Engine {
    Slurm(Slurm),
    Kubernetes(Kubernetes),
}

/// Writes the files and says how to start what they describe.
pub(super) fn deploy(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    refuse_precision(&plan.study)?;
    shards_checked(request.shards, plan.study.worlds)?;
    let Source { config, overrides } = &request.source;
    let Request { shards, cpus, memory, save_paths, checkpoint_seconds, .. } = *request;
    let split = Split { overrides, shards, cpus, memory, save_paths, checkpoint_seconds };
    let needs = Needs::of(&plan, &split);
    let name = match request.engine {
        Engine::Slurm(_) => "slurm",
        Engine::Kubernetes(_) => "kubernetes",
    };
    let beside = plan.default_folder();
    let default = beside.with_file_name(format!("{name}-{}", plan.hash));
    let room = Room::of(request.out.as_ref().unwrap_or(&default))?;
    let (files, start) = match &request.engine {
        Engine::Slurm(slurm) => {
            (slurm.files(&plan, text_of(config)?, &split, &needs, &room)?, format!("bash {}", room.file("submit.sh")))
        }
        Engine::Kubernetes(kubernetes) => (
            kubernetes.files(&plan, &split, &needs, &room)?,
            format!("kubectl apply --server-side -f {}", shell_word(&room.folder)),
        ),
    };
    write(&room, &files, request.force)?;
    let mut out = io::stdout().lock();
    for (name, _) in &files {
        writeln!(out, "{}", room.path.join(name).display())?;
    }
    writeln!(out, "\n{needs}\n\nStart it with\n  {start}")?;
    Ok(out.flush()?)
}
