//! Arguments of `deploy`.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Subcommand};

use super::{StudyArguments, whole};
use crate::cli::deploy::{self, Label, Minutes, label, minutes};
use crate::cli::size::{Bytes, bytes};

pub(super) const EXAMPLES: &str = "\
Examples:
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0

Each writes a folder of its own with a README.md that says how to start, watch and go on. Nothing is
simulated and nothing is started. A study is split by its worlds: a few shards with many CPUs each
are better than many small ones.";

const SLURM_EXAMPLES: &str = "\
Examples:
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy slurm configs/china_leverage.toml --shards 8 --cpus 32 --partition long --out deploy/slurm
  bash deploy/slurm/submit.sh

The folder holds shards.sh (an array job), merge.sh (a job after it), submit.sh (which submits both)
and README.md. A shard that is killed, preempted or out of time is requeued and goes on from its last
checkpoint; one whose input is wrong is not. Options given to submit.sh go to sbatch.";

const KUBERNETES_EXAMPLES: &str = "\
Examples:
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0 \\
      --cpus 16 --storage-class nfs --out deploy/kubernetes
  kubectl apply --server-side -f deploy/kubernetes

The folder holds config.yaml (a ConfigMap with the config and its data files), storage.yaml (a
PersistentVolumeClaim that several nodes can write to), shards.yaml (an Indexed Job), merge.yaml (a
Job that waits for their parts), fetch.yaml (a pod to copy the results from) and README.md.";

#[derive(Args)]
pub(super) struct DeployArguments {
    #[command(subcommand)]
    engine: Engine,
}

#[derive(Subcommand)]
enum Engine {
    /// Write an array job of Slurm, and a job that merges its parts
    #[command(after_help = SLURM_EXAMPLES)]
    Slurm(SlurmArguments),
    /// Write an Indexed Job of Kubernetes, and a Job that merges its parts
    #[command(after_help = KUBERNETES_EXAMPLES)]
    Kubernetes(KubernetesArguments),
}

impl DeployArguments {
    pub fn lower(self) -> deploy::Request {
        match self.engine {
            Engine::Slurm(slurm) => slurm.lower(),
            Engine::Kubernetes(kubernetes) => kubernetes.lower(),
        }
    }
}

/// What every engine is told.
#[derive(Args)]
struct ShardsArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Shards to split the worlds into, each a job with all its CPUs
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    shards: u32,
    /// CPUs of a shard
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = RangedU64ValueParser::<u16>::new().range(1..=1024))]
    cpus: u16,
    /// Memory of a shard, such as 4GiB [default: half as much again as `check` tells]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory: Option<Bytes>,
    /// Write every path under every cell to paths.parquet of the results
    #[arg(long)]
    save_paths: bool,
    /// Shards save what they have simulated every so many seconds [default: 60, as `run`]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..=86_400))]
    checkpoint_seconds: Option<u32>,
    /// Folder to write into [default: results/<study>/<engine>-<hash>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace files of these names that the folder holds
    #[arg(long)]
    force: bool,
}

impl ShardsArguments {
    fn lower(self, engine: deploy::Engine) -> deploy::Request {
        let Self { study, shards, cpus, memory, save_paths, checkpoint_seconds, out, force } = self;
        deploy::Request {
            source: study.lower(),
            shards,
            cpus,
            memory,
            save_paths,
            checkpoint_seconds,
            out,
            force,
            engine,
        }
    }
}

#[derive(Args)]
struct SlurmArguments {
    #[command(flatten)]
    shards: ShardsArguments,
    /// Time limit of a shard: minutes, HH:MM:SS or D-HH:MM:SS [default: three times what `check` tells]
    #[arg(long, value_name = "TIME", value_parser = minutes)]
    time: Option<Minutes>,
    /// Partition of the jobs
    #[arg(long, value_name = "NAME", value_parser = label)]
    partition: Option<Label>,
    /// Account that is charged
    #[arg(long, value_name = "NAME", value_parser = label)]
    account: Option<Label>,
    /// Quality of service
    #[arg(long, value_name = "NAME", value_parser = label)]
    qos: Option<Label>,
    /// Features that a node must have
    #[arg(long, value_name = "FEATURES", value_parser = label)]
    constraint: Option<Label>,
    /// The program as the nodes find it
    #[arg(long, value_name = "PATH", default_value = "underwater")]
    program: String,
    /// Folder for the merged results [default: results/<study>/<hash>, as of one run]
    #[arg(long, value_name = "DIR")]
    results: Option<PathBuf>,
}

impl SlurmArguments {
    fn lower(self) -> deploy::Request {
        let Self { shards, time, partition, account, qos, constraint, program, results } = self;
        let names = [("partition", partition), ("account", account), ("qos", qos), ("constraint", constraint)];
        let named = names.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        shards.lower(deploy::Engine::Slurm(deploy::Slurm { time, named, program, results }))
    }
}

#[derive(Args)]
struct KubernetesArguments {
    #[command(flatten)]
    shards: ShardsArguments,
    /// Image that holds the program, built with deploy/Containerfile
    #[arg(long, value_name = "IMAGE", value_parser = label)]
    image: Label,
    /// Shards at work at the same time [default: all]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    parallelism: Option<u32>,
    /// Size of the volume [default: from the disk that `check` tells]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    storage: Option<Bytes>,
    /// Storage class of the volume; it must let several nodes write [default: the cluster's]
    #[arg(long, value_name = "NAME", value_parser = label)]
    storage_class: Option<Label>,
}

impl KubernetesArguments {
    fn lower(self) -> deploy::Request {
        let Self { shards, image, parallelism, storage, storage_class } = self;
        shards.lower(deploy::Engine::Kubernetes(deploy::Kubernetes { image, parallelism, storage, storage_class }))
    }
}
