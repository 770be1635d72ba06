//! Arguments of `run`.

use std::time::Duration;

use clap::Args;

use super::{OutputArguments, StudyArguments};
use crate::aggregate::TABLES;
use crate::cli::run;
use crate::cli::tongue::said;
use crate::parts::Shard;
use crate::told::{Words, told};

const EXAMPLES: &str = "\
Examples:
  underwater run configs/smoke.toml
  underwater run configs/china_leverage.toml --worlds 200 --set loan.annual_rate=0.04
  underwater run configs/smoke.toml --out /tmp/smoke --save-paths
  underwater run configs/smoke.toml --shard 3/8 --out /tmp/part-3";

/// What is said of an option that `--shard` excludes.
pub(super) const NOT_OF_A_SHARD: [(&str, Words); 2] = [("--format", FORMS), ("--no-report", FORMS)];
const FORMS: Words = Words::new(
    "a shard leaves no tables: `underwater merge` makes them and the page, in the formats asked for there",
    "一片不留下表：由 `underwater merge` 按那里要求的格式写出各表和报告页",
);

/// Examples, and what the folder holds: the tables are named where they are made.
pub(super) fn help() -> String {
    let tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let tables = tables.join(", ");
    format!(
        "{EXAMPLES}\n\nThe folder holds {tables} (.csv and .parquet; underwriting where a lender can refuse, \
         real_amounts where consumer prices are known, insurance where loans are insured, exits where they may be repaid before their time, feedback where households act on each other, convergence where it stops at a precision, lenders where a household has more than one loan), worlds.parquet, paths.parquet if asked for, dictionary.csv, which explains every column, report.html, and \
         manifest.json: a folder with it is whole. Results are the same bytes for any number of threads. Whole results \
         of the same study are not computed again unless --force is given; what a folder holds is replaced when its \
         successor is whole, and not before. One command at a time writes into a folder.\n\nA run that is cut short, by \
         Ctrl-C, a kill or a power cut, is gone on with by the same command, on any number of threads: it saves what it \
         has done in a checkpoint inside the folder, which is removed when the results are whole. --fresh starts over.\n\n\
         --shard 3/8 simulates the third of eight equal shares of the worlds and leaves a part, with part.json in place \
         of manifest.json; `underwater merge` makes of all parts what one run would have made. A part goes on where it \
         was cut short as a run does.\n\n\
         While it runs, a bar, or a line every 30 seconds where stderr is no terminal, says how far it is; --progress \
         json says it to programs. What limits the results \
         is said on stderr at the end, and in report.html. The printed table fits the terminal, or COLUMNS."
    )
}

/// The same in Chinese.
pub(super) fn help_in_chinese() -> String {
    let tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let (tables, examples) = (tables.join("、"), EXAMPLES.replacen("Examples:", "示例：", 1));
    format!(
        "{examples}\n\n文件夹中有 {tables}（.csv 和 .parquet；underwriting 只在贷款人可以拒贷时有，real_amounts 在已知消费价格时，\
         insurance 在贷款有保险时，exits 在可提前还清时，feedback 在家庭相互影响时，convergence 在按精度停止时，lenders 在家庭有多笔贷款时）、\
         worlds.parquet、按要求写出的 paths.parquet、说明每一列的 dictionary.csv、report.html 和 manifest.json：有它的文件夹就是完整的。\
         线程数不影响结果的任何字节。同一研究的完整结果不会重算，除非给出 --force；文件夹中的内容只在新的结果完整后才被替换。\
         同一时间只有一个命令写一个文件夹。\n\n\
         因 Ctrl-C、被终止或断电而中断的运行，用同一命令继续，线程数不限：已完成的部分保存在文件夹内的检查点里，结果完整后即删除。\
         --fresh 从头开始。\n\n\
         --shard 3/8 模拟八等份世界中的第三份，留下一个部分，以 part.json 代替 manifest.json；`underwater merge` 把所有部分合成一次运行的结果。\
         部分中断后与运行一样可以继续。\n\n\
         运行时，进度条（标准错误不是终端时每 30 秒一行）说明进度；--progress json 供程序读取。结果的局限在结束时写到标准错误，并载入 \
         report.html。打印的表适应终端宽度或 COLUMNS。"
    )
}

#[derive(Args)]
pub(super) struct RunArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Simulate one of so many equal shares of the worlds, from 1, and leave a part for `merge` in place of results
    ///
    /// 只模拟若干等份世界中的一份（从 1 起），留下供 `merge` 合并的部分，而不是结果
    #[arg(long, value_name = "K/N", conflicts_with_all = ["format", "no_report"])]
    shard: Option<Shard>,
    /// Write every path under every cell to paths.parquet
    ///
    /// 把每个单元的每条路径写入 paths.parquet
    #[arg(long)]
    save_paths: bool,
    /// Save what has been simulated every so many seconds, for the same command to go on from; 0 for never
    ///
    /// 每隔若干秒保存已模拟的部分，供同一命令继续；0 为从不
    #[arg(long, value_name = "N", default_value = "60", value_parser = seconds)]
    checkpoint_seconds: Option<Duration>,
    /// Start over, whatever a run of this study that was cut short has saved
    ///
    /// 从头开始，不管本研究中断的运行保存了什么
    #[arg(long)]
    fresh: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl RunArguments {
    pub fn lower(self) -> run::Request {
        let Self { study, shard, save_paths, checkpoint_seconds, fresh, output } = self;
        let checkpoint_every = checkpoint_seconds.filter(|every| !every.is_zero());
        run::Request { source: study.lower(), shard, save_paths, checkpoint_every, fresh, output: output.lower() }
    }
}

/// A time, in seconds.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.trim().parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let wrong =
        || told!("not a number of seconds, such as 60 or 0.5, or 0 for never", "不是秒数，例如 60 或 0.5，0 为从不");
    seconds.ok_or_else(|| said(&wrong()))
}
