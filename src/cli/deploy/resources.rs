//! What a shard and the merge ask for: what `check` tells of them, with a margin.

use std::fmt;

use super::asked::Split;
use super::words::Minutes;
use crate::cli::failure::Failure;
use crate::cli::plan::Plan;
use crate::cli::size::{Bytes, Disk, Memory, Shape, merging_seconds, seconds};
use crate::report::csv::CSV;
use crate::report::{Language, RunClock};
use crate::study::Study;
use crate::told::told;

/// Asked for is so many times the memory that is told: an estimate is one, and what exceeds it is killed.
const MEMORY_MARGIN: f64 = 1.5;
/// Asked for is so many times the time on the reference machine: cores of clusters may be slower, and are shared.
const TIME_MARGIN: f64 = 3.0;
/// The same of disk: parts and results, written beside what they replace.
const DISK_MARGIN: f64 = 4.0;
/// Memory is asked for in such steps, and one at least.
const MEMORY_STEP: f64 = 134_217_728.0;
/// Shortest time asked for, minutes.
const LEAST_MINUTES: f64 = 10.0;
/// Seconds between two checkpoints where nobody says otherwise, as of `run`.
const CHECKPOINT_SECONDS: u32 = 60;
/// Most shards: no more tasks than an array job has on most clusters.
const MOST_SHARDS: u32 = 1000;

/// What a job is told to take, and what is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub cpus: u16,
    /// As it is told.
    pub memory: Bytes,
    /// The same, seconds on the reference machine.
    pub seconds: f64,
}

/// What the jobs of a study take.
#[derive(Clone, Debug)]
pub(super) struct Needs {
    pub shard: Job,
    pub merge: Job,
    /// Worlds of the largest shard.
    pub worlds: u32,
    /// Of parts and results together.
    disk: Bytes,
}

/// Refuses more shards than there are worlds, or than an engine takes.
pub(super) fn shards_checked(shards: u32, worlds: u32) -> Result<(), Failure> {
    match shards {
        0 => Err(Failure::Input(told!(
            "--shards 0: a study is split into one shard at least",
            "--shards 0：研究至少分为一片"
        ))),
        _ if shards > worlds => Err(Failure::Input(told!(
            "--shards {shards}: the study has {worlds} worlds, and a shard has one at least",
            "--shards {shards}：研究有 {worlds} 个情景世界，每片至少一个"
        ))),
        _ if shards > MOST_SHARDS => Err(Failure::Input(told!(
            "--shards {shards}: at most {MOST_SHARDS} are allowed; a few shards with many CPUs each are better",
            "--shards {shards}：最多 {MOST_SHARDS} 片；片数少而每片 CPU 多更好"
        ))),
        _ => Ok(()),
    }
}

impl Needs {
    /// Of the shards of a study.
    pub fn of(plan: &Plan, split: &Split<'_>) -> Self {
        let Split { shards, cpus, save_paths, checkpoint_seconds, .. } = *split;
        let study = &plan.study;
        let worlds = study.worlds.div_ceil(shards.max(1));
        let shape = |study: &Study, cpus: u16| Shape::of(study, usize::from(cpus)).elsewhere();
        let share = shape(&Study { worlds, ..study.clone() }, cpus);
        // A file of rows a checkpoint, at the speed that is allowed for.
        let checkpoints = TIME_MARGIN * seconds(&share) / f64::from(checkpoint_seconds.unwrap_or(CHECKPOINT_SECONDS));
        let files = shards as usize * (checkpoints.ceil() as usize + 1);
        let whole = Shape::of_tables(&plan.manifest(&RunClock::start()), &study.tally_shape(), files).elsewhere();
        let memory = |shape: &Shape| Memory::of_run(shape, save_paths, &[&CSV]).total();
        let disk = Disk::of(&whole, &[&CSV], true);
        Self {
            shard: Job { cpus, memory: memory(&share), seconds: seconds(&share) },
            merge: Job { cpus: 1, memory: memory(&whole), seconds: merging_seconds(&whole) },
            worlds,
            disk: Bytes(disk.tables.0 + if save_paths { disk.paths.0 } else { 0.0 }),
        }
    }

    /// Gibibytes of disk that are asked for.
    pub fn disk_gibibytes(&self) -> u64 {
        (self.disk.0 * DISK_MARGIN / 1_073_741_824.0).ceil() as u64
    }
}

impl Job {
    /// Memory that is asked for, mebibytes.
    pub fn mebibytes(&self) -> u64 {
        ((self.memory.0 * MEMORY_MARGIN / MEMORY_STEP).ceil() * MEMORY_STEP / 1_048_576.0) as u64
    }

    /// The memory that the user asks for, mebibytes.
    pub fn mebibytes_of(&self, asked: Option<Bytes>) -> Result<u64, Failure> {
        let Some(asked) = asked else { return Ok(self.mebibytes()) };
        if asked.0 < self.memory.0 {
            return Err(Failure::Input(told!(
                "--memory {asked} is less than a shard needs, about {} on {} threads; more shards, fewer cells or \
                 fewer --cpus need less",
                "--memory {asked} 少于一片所需，即约 {}（{} 个线程）；片数更多、单元更少或 --cpus 更少，所需就更少",
                self.memory,
                self.cpus
            )));
        }
        Ok((asked.0 / 1_048_576.0).ceil() as u64)
    }

    /// Time that is asked for.
    pub fn minutes(&self) -> Minutes {
        let minutes = self.seconds * TIME_MARGIN / 60.0;
        Minutes(if minutes > LEAST_MINUTES { minutes.ceil() } else { LEAST_MINUTES } as u64)
    }

    /// Time it is told to take, for people.
    pub fn told_time(&self) -> String {
        crate::cli::size::duration(self.seconds, Language::English)
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shard, merge, worlds, .. } = self;
        let (memory, time) = (shard.memory, shard.told_time());
        writeln!(f, "a shard of {worlds} worlds: about {memory} and {time} on {} threads", shard.cpus)?;
        write!(f, "the merge: about {} and {}", merge.memory, merge.told_time())
    }
}
