//! Arguments of `check`.

use clap::Args;

use super::StudyArguments;
use crate::cli::check;
use crate::cli::size::{Bytes, bytes};
use crate::cli::told_arguments::ToldArguments;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater check configs/china_leverage.toml
  underwater check configs/china_leverage.toml --worlds 20000 --set study.horizon_months=240",
    "\
示例：
  underwater check configs/china_leverage.toml
  underwater check configs/china_leverage.toml --worlds 20000 --set study.horizon_months=240",
);

#[derive(Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Threads it is to run on, 0 for all
    ///
    /// 将使用的线程数，0 为全部
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    threads: u16,
    /// Most memory to use, such as 4GiB [default: what machine, control group and ulimit leave]
    ///
    /// 最多使用的内存，例如 4GiB [默认：机器、控制组和 ulimit 所允许的]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory_limit: Option<Bytes>,
    #[command(flatten)]
    told: ToldArguments,
}

impl CheckArguments {
    pub fn lower(self) -> check::Request {
        let Self { study, threads, memory_limit, told } = self;
        let language = told.lower();
        check::Request { source: study.lower(), threads: usize::from(threads), memory_limit, language }
    }
}
