//! Arguments of `deploy`.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Subcommand};

use super::{StudyArguments, whole};
use crate::cli::deploy::{self, Label, Minutes, label, minutes};
use crate::cli::size::{Bytes, bytes};
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0

Each writes a folder of its own with a README.md that says how to start, watch and go on. Nothing is
simulated and nothing is started. A study is split by its worlds: a few shards with many CPUs each
are better than many small ones.",
    "\
示例：
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0

每个命令写出一个文件夹，其中的 README.md 说明如何启动、查看和继续。不做模拟，也不启动任何作业。研究按世界分片：片数少而每片 CPU 多，比许多小片更好。",
);

const SLURM_EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy slurm configs/china_leverage.toml --shards 8 --cpus 32 --partition long --out deploy/slurm
  bash deploy/slurm/submit.sh

The folder holds shards.sh (an array job), merge.sh (a job after it), submit.sh (which submits both)
and README.md. A shard that is killed, preempted or out of time is requeued and goes on from its last
checkpoint; one whose input is wrong is not. Options given to submit.sh go to sbatch.",
    "\
示例：
  underwater deploy slurm configs/china_leverage.toml --shards 8
  underwater deploy slurm configs/china_leverage.toml --shards 8 --cpus 32 --partition long --out deploy/slurm
  bash deploy/slurm/submit.sh

文件夹中有 shards.sh（数组作业）、merge.sh（其后的作业）、submit.sh（提交两者）和 README.md。被终止、抢占或超时的片会重新排队，从最近的检查点继续；输入有误的则不会。给 submit.sh 的选项会传给 sbatch。",
);

const KUBERNETES_EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0 \\
      --cpus 16 --storage-class nfs --out deploy/kubernetes
  kubectl apply --server-side -f deploy/kubernetes

The folder holds config.yaml (a ConfigMap with the config and its data files), storage.yaml (a
PersistentVolumeClaim that several nodes can write to), shards.yaml (an Indexed Job), merge.yaml (a
Job that waits for their parts), fetch.yaml (a pod to copy the results from) and README.md.",
    "\
示例：
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0
  underwater deploy kubernetes configs/china_leverage.toml --shards 8 --image registry.example/underwater:0.1.0 \\
      --cpus 16 --storage-class nfs --out deploy/kubernetes
  kubectl apply --server-side -f deploy/kubernetes

文件夹中有 config.yaml（含配置及其数据文件的 ConfigMap）、storage.yaml（多个节点可写的 PersistentVolumeClaim）、shards.yaml（Indexed Job）、merge.yaml（等待各部分的 Job）、fetch.yaml（用来取出结果的 pod）和 README.md。",
);

#[derive(Args)]
pub(super) struct DeployArguments {
    #[command(subcommand)]
    engine: Engine,
}

#[derive(Subcommand)]
enum Engine {
    /// Write an array job of Slurm, and a job that merges its parts
    ///
    /// 写出 Slurm 的数组作业，以及合并其各部分的作业
    #[command(after_help = SLURM_EXAMPLES.english, after_long_help = SLURM_EXAMPLES.chinese)]
    Slurm(SlurmArguments),
    /// Write an Indexed Job of Kubernetes, and a Job that merges its parts
    ///
    /// 写出 Kubernetes 的 Indexed Job，以及合并其各部分的 Job
    #[command(after_help = KUBERNETES_EXAMPLES.english, after_long_help = KUBERNETES_EXAMPLES.chinese)]
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
    ///
    /// 把世界分成的片数，每片是一个使用其全部 CPU 的作业
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    shards: u32,
    /// CPUs of a shard
    ///
    /// 每片的 CPU 数
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = RangedU64ValueParser::<u16>::new().range(1..=1024))]
    cpus: u16,
    /// Memory of a shard, such as 4GiB [default: half as much again as `check` tells]
    ///
    /// 每片的内存，例如 4GiB [默认：`check` 所示的一倍半]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory: Option<Bytes>,
    /// Write every path under every cell to paths.parquet of the results
    ///
    /// 把每个单元的每条路径写入结果的 paths.parquet
    #[arg(long)]
    save_paths: bool,
    /// Shards save what they have simulated every so many seconds [default: 60, as `run`]
    ///
    /// 各片每隔若干秒保存已模拟的部分 [默认：60，同 `run`]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..=86_400))]
    checkpoint_seconds: Option<u32>,
    /// Folder to write into [default: results/<study>/<engine>-<hash>]
    ///
    /// 写入的文件夹 [默认：results/<研究>/<引擎>-<哈希>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace files of these names that the folder holds
    ///
    /// 替换文件夹中同名的文件
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
    ///
    /// 每片的时限：分钟数、HH:MM:SS 或 D-HH:MM:SS [默认：`check` 所示的三倍]
    #[arg(long, value_name = "TIME", value_parser = minutes)]
    time: Option<Minutes>,
    /// Partition of the jobs
    ///
    /// 作业的分区
    #[arg(long, value_name = "NAME", value_parser = label)]
    partition: Option<Label>,
    /// Account that is charged
    ///
    /// 计费的账户
    #[arg(long, value_name = "NAME", value_parser = label)]
    account: Option<Label>,
    /// Quality of service
    ///
    /// 服务质量（QOS）
    #[arg(long, value_name = "NAME", value_parser = label)]
    qos: Option<Label>,
    /// Features that a node must have
    ///
    /// 节点必须具备的特性
    #[arg(long, value_name = "FEATURES", value_parser = label)]
    constraint: Option<Label>,
    /// The program as the nodes find it
    ///
    /// 节点上程序的路径
    #[arg(long, value_name = "PATH", default_value = "underwater")]
    program: String,
    /// Folder for the merged results [default: results/<study>/<hash>, as of one run]
    ///
    /// 合并后结果的文件夹 [默认：results/<研究>/<哈希>，同一次运行]
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
    ///
    /// 含有程序的镜像，用 deploy/Containerfile 构建
    #[arg(long, value_name = "IMAGE", value_parser = label)]
    image: Label,
    /// Shards at work at the same time [default: all]
    ///
    /// 同时运行的片数 [默认：全部]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    parallelism: Option<u32>,
    /// Size of the volume [default: from the disk that `check` tells]
    ///
    /// 卷的大小 [默认：按 `check` 所示的磁盘]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    storage: Option<Bytes>,
    /// Storage class of the volume; it must let several nodes write [default: the cluster's]
    ///
    /// 卷的存储类；必须允许多个节点写入 [默认：集群的]
    #[arg(long, value_name = "NAME", value_parser = label)]
    storage_class: Option<Label>,
}

impl KubernetesArguments {
    fn lower(self) -> deploy::Request {
        let Self { shards, image, parallelism, storage, storage_class } = self;
        shards.lower(deploy::Engine::Kubernetes(deploy::Kubernetes { image, parallelism, storage, storage_class }))
    }
}
