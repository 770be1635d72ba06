//! Arguments of `explain`.

use clap::Args;

use super::{StudyArguments, whole};
use crate::cli::choices::Format;
use crate::cli::path_story::{self, Whose};
use crate::cli::told_arguments::ToldArguments;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater explain configs/smoke.toml --world 3 --household 17
  underwater explain configs/smoke.toml --world 3 --household 17 --cell 2 --format csv > path.csv

The path is the one `run` simulates under the same config and options, to the last cent. csv
holds the months alone, with every flow and balance; json holds the months, amounts as strings,
and the outcome as paths.parquet holds it.",
    "\
示例：
  underwater explain configs/smoke.toml --world 3 --household 17
  underwater explain configs/smoke.toml --world 3 --household 17 --cell 2 --format csv > path.csv

该路径就是 `run` 在同样的配置和选项下模拟的那一条，精确到最后一分钱。csv 只有各月，含每笔流量和余额；json 有各月（金额为字符串）以及 paths.parquet 中的结局。",
);

#[derive(Args)]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// World, from 0
    ///
    /// 情景世界编号，从 0 起
    #[arg(long, value_name = "W", value_parser = whole::<u64>)]
    world: u64,
    /// Household of that world, from 0
    ///
    /// 该世界中的家庭编号，从 0 起
    #[arg(long, value_name = "H", value_parser = whole::<u64>, required_unless_present = "loan")]
    household: Option<u64>,
    /// Loan of the study's tape, by its id, in place of --household
    ///
    /// 研究贷款表中的一笔贷款，以其 id 指定，代替 --household
    #[arg(long, value_name = "ID", conflicts_with = "household")]
    loan: Option<String>,
    /// Cell, from 0, as `check` lists them [default: 0]
    ///
    /// 单元编号，从 0 起，与 `check` 所列一致 [默认：0]
    #[arg(long, value_name = "K", value_parser = whole::<usize>)]
    cell: Option<usize>,
    /// Form of the output
    ///
    /// 输出的形式
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    told: ToldArguments,
}

impl ExplainArguments {
    pub fn lower(self) -> path_story::Request {
        let Self { study, world, household, loan, cell, format, told } = self;
        // One of them is there.
        let whose = loan.map_or(Whose::Household(household.unwrap_or_default()), Whose::Loan);
        path_story::Request { source: study.lower(), world, whose, cell, format, language: told.lower() }
    }
}
