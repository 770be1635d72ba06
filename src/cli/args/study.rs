//! Arguments of every command that reads a study, and of every one that leaves results.

use std::path::PathBuf;

use clap::Args;

use crate::cli::delivery::Output;
use crate::cli::forms::FormArguments;
use crate::cli::plan::Source;
use crate::cli::progress::Way;
use crate::cli::size::{Bytes, bytes};
use crate::cli::whole_number;
use crate::config::Overrides;

#[derive(Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct StudyArguments {
    /// Config of the study, a TOML file
    ///
    /// 研究的配置，一个 TOML 文件
    config: PathBuf,
    /// Lay a setting over the config; may be repeated
    ///
    /// 覆盖配置中的一项设置；可重复
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// In place of study.seed
    ///
    /// 代替 study.seed
    #[arg(long, value_name = "N", value_parser = whole::<u64>)]
    seed: Option<u64>,
    /// In place of study.worlds
    ///
    /// 代替 study.worlds
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    worlds: Option<u32>,
    /// In place of study.households
    ///
    /// 代替 study.households
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    households: Option<u32>,
}

impl StudyArguments {
    pub fn lower(self) -> Source {
        let Self { config, set, seed, worlds, households } = self;
        Source { config, overrides: Overrides { sets: set, seed, worlds, households } }
    }
}

/// Where results go and how they are computed, of every command that leaves results.
#[derive(Args)]
pub(super) struct OutputArguments {
    /// Folder for the results [default: results/<study>/<hash>, the command before the hash if it is not run]
    ///
    /// 结果文件夹 [默认：results/<研究>/<哈希>，命令不是 run 时哈希前加命令名]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads, 0 for all; the results do not depend on it
    ///
    /// 线程数，0 为全部；结果与之无关
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: u16,
    /// Compute again and replace what the folder holds, be it another study's
    ///
    /// 重新计算并替换文件夹中的内容，即使属于另一项研究
    #[arg(long)]
    force: bool,
    /// Print nothing but errors
    ///
    /// 只打印错误
    #[arg(long, short)]
    quiet: bool,
    /// How far it is, told on stderr
    ///
    /// 在标准错误上报告进度的方式
    #[arg(long, value_enum, default_value_t, conflicts_with = "quiet")]
    progress: Way,
    /// Most memory to use, such as 4GiB [default: what machine, control group and ulimit leave]
    ///
    /// 最多使用的内存，例如 4GiB [默认：机器、控制组和 ulimit 所允许的]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory_limit: Option<Bytes>,
    #[command(flatten)]
    forms: FormArguments,
}

impl OutputArguments {
    pub fn lower(self) -> Output {
        let Self { out, threads, force, quiet, progress, memory_limit, forms } = self;
        let progress = if quiet { Way::None } else { progress };
        Output { progress, out, threads: usize::from(threads), force, quiet, memory_limit, forms: forms.lower() }
    }
}

/// A whole number, as large as its type holds.
pub(super) fn whole<T: TryFrom<u64> + Copy>(text: &str) -> Result<T, String> {
    let most = 8 * u32::try_from(size_of::<T>()).unwrap_or(8);
    whole_number::up_to(text, u64::MAX >> (u64::BITS - most))
}

fn threads(text: &str) -> Result<u16, String> {
    whole_number::up_to(text, 1024)
}
