//! Arguments of `merge`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArguments;
use crate::cli::merge;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater merge /tmp/part-1 /tmp/part-2 --out /tmp/smoke
  underwater merge results/smoke

A PART is the folder that `run --shard` left, its part.json, or a folder that holds several of
them. Their order does not matter, nor into how many shards the worlds were split: they must be
parts of one study, and have each of its worlds once. What is missing, there twice, of another
study, cut short or damaged is named, all at once, and nothing is written. The results are those of
one run, byte for byte but for the times in manifest.json: with paths.parquet where the shards were
run with --save-paths, all of them or none. Parts are left as they are.

--allow-partial merges the worlds there are. The results have a hash of their own, so that nothing
takes them for those of the study, and say in every title, table, figure, sheet and file what they
are: in CSV, Parquet, JSON and the workbook the first column of every table is
partial_missing_worlds. Single paths are left out. What is there twice, of another study or damaged
is refused all the same.",
    "\
示例：
  underwater merge /tmp/part-1 /tmp/part-2 --out /tmp/smoke
  underwater merge results/smoke

PART 是 `run --shard` 留下的文件夹、其中的 part.json，或含有若干个它们的文件夹。次序不限，分成多少片也不限：它们须属于同一项研究，且每个世界恰有一次。缺失、重复、属于其他研究、未完成或损坏的，都一次列出，且不写任何内容。除 manifest.json 中的时间外，结果与一次运行逐字节相同；各片都用 --save-paths 运行时含 paths.parquet，要么全有，要么全无。各部分保持原样。

--allow-partial 合并现有的世界。结果有自己的哈希，不会被当作该研究的结果；每个标题、表、图、工作表和文件都会注明：在 CSV、Parquet、JSON 和工作簿中，每张表的第一列是 partial_missing_worlds。逐条路径不写出。重复、属于其他研究或损坏的，仍会被拒绝。",
);

#[derive(Args)]
pub(super) struct MergeArguments {
    /// Parts of a study, in any order
    ///
    /// 研究的各个部分，次序不限
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// Merge what there is, though worlds are missing or parts were cut short; everything that is written says so
    ///
    /// 合并现有的部分，即使缺少世界或有部分未完成；写出的一切都会注明
    #[arg(long)]
    allow_partial: bool,
    /// Leave out the single paths, where parts have them
    ///
    /// 即使各部分有逐条路径，也不写出
    #[arg(long)]
    no_paths: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl MergeArguments {
    pub fn lower(self) -> merge::Request {
        let Self { parts, allow_partial, no_paths, output } = self;
        merge::Request { parts, allow_partial, no_paths, output: output.lower() }
    }
}
