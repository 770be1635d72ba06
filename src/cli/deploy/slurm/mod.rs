//! An array job of Slurm, whose tasks are shards, and a job after it that merges their parts.

use std::path::PathBuf;

use serde::Serialize;

use super::asked::{Split, text_of};
use super::resources::{Job, Needs};
use super::room::Room;
use super::template::filled;
use super::words::{Label, Minutes};
use super::writing::Files;
use crate::cli::delivery::command_line;
use crate::cli::failure::Failure;
use crate::cli::plan::Plan;
use crate::cli::size::Bytes;

/// Times that a shard is requeued which fails for no known reason.
const RESTARTS: u64 = 5;

const FILES: [(&str, &str); 4] = [
    ("README.md", include_str!("README.md")),
    ("submit.sh", include_str!("submit.sh")),
    ("shards.sh", include_str!("shards.sh")),
    ("merge.sh", include_str!("merge.sh")),
];

/// What Slurm is told beside.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Slurm {
    /// Time limit of a shard, in place of what is estimated.
    pub time: Option<Minutes>,
    /// Options of `sbatch` by name.
    pub named: Vec<(&'static str, Label)>,
    pub program: String,
    pub results: Option<PathBuf>,
}

/// What the templates are filled with.
#[derive(Serialize)]
struct Filling<'a> {
    study: &'a str,
    job: String,
    shards: u32,
    cpus: u16,
    shard: Asked,
    merge: Asked,
    named: Vec<(&'static str, String)>,
    program: &'a str,
    /// Config and options of `run`, words of a shell.
    run: Vec<String>,
    folder: &'a str,
    /// The folder of the logs as `sbatch` takes it.
    logs: String,
    way_back: String,
    submit: String,
    results: Option<String>,
    results_shown: String,
    most_restarts: u64,
    command: String,
}

/// What a job asks for, and what of it was told.
#[derive(Serialize)]
struct Asked {
    cpus: u16,
    memory: String,
    memory_is_given: bool,
    mebibytes: u64,
    told_time: String,
    time_is_given: bool,
    time: String,
}

impl Asked {
    fn of(job: &Job, memory: Option<Bytes>, time: Option<Minutes>) -> Result<Self, Failure> {
        Ok(Self {
            cpus: job.cpus,
            memory: format!("about {}", job.memory),
            memory_is_given: memory.is_some(),
            mebibytes: job.mebibytes_of(memory)?,
            told_time: job.told_time(),
            time_is_given: time.is_some(),
            time: time.unwrap_or_else(|| job.minutes()).to_string(),
        })
    }
}

impl Slurm {
    /// The files.
    pub(in crate::cli::deploy) fn files(
        &self,
        plan: &Plan,
        config: &str,
        split: &Split<'_>,
        needs: &Needs,
        room: &Room,
    ) -> Result<Files, Failure> {
        let Split { shards, memory, .. } = *split;
        let study = &plan.study.name;
        // A shard that is out of time is requeued as well.
        let limit = self.time.unwrap_or_else(|| needs.shard.minutes());
        let legs = needs.shard.minutes().0.div_ceil(limit.0.max(1)).saturating_sub(1);
        let results = self.results.as_deref().map(text_of).transpose()?.map(str::to_owned);
        let filling = Filling {
            study,
            job: format!("underwater-{study}"),
            shards,
            cpus: needs.shard.cpus,
            shard: Asked::of(&needs.shard, memory, self.time)?,
            merge: Asked::of(&needs.merge, None, None)?,
            named: self.named.iter().map(|(name, value)| (*name, value.to_string())).collect(),
            program: &self.program,
            run: split.typed(config),
            folder: room.folder.trim_end_matches('/'),
            // `%` would stand for something else there.
            logs: format!("{}/logs", room.folder.trim_end_matches('/')).replace('%', "%%"),
            way_back: room.way_back(),
            submit: room.file("submit.sh"),
            results_shown: results.clone().unwrap_or_else(|| plan.default_folder().display().to_string()),
            results,
            most_restarts: RESTARTS + legs,
            command: command_line(),
        };
        FILES.iter().map(|(name, template)| Ok(((*name).to_owned(), filled(template, &filling)?))).collect()
    }
}
