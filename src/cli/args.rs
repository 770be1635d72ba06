//! The arguments: parsed by clap here, and lowered to plain values that the commands take.

mod check;
mod deploy;
mod explain;
mod export;
mod household;
mod merge;
mod run;
mod schedule;
mod sensitivity;
mod solve;
mod study;
mod why;

use study::{OutputArguments, StudyArguments, whole};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use super::compare;
use super::failure::say;
use super::help::{in_language, show_if_asked};
use super::init;
use super::keys;
use super::list;
use super::path_story;
use super::tongue::{of_messages, said};
use super::usage::in_chinese;
use crate::config::suggest;
use crate::report::Language;
use crate::told::Words;

/// What the user asked for.
pub(super) enum Command {
    Run(super::run::Request),
    Merge(super::merge::Request),
    Solve(super::solve::Request),
    Why(super::why::Request),
    Household(super::household::Request),
    Check(super::check::Request),
    Deploy(super::deploy::Request),
    Schedule(super::schedule::Request),
    Explain(path_story::Request),
    Init(init::Request),
    Schema,
    Keys(keys::Request),
    List(list::Request),
    Sensitivity(super::sensitivity::Request),
    Compare(compare::Request),
    Export(super::export::Request),
    Report(super::export::ReportRequest),
    Tape(super::tape::Request),
    Completions(Shell),
    Man,
}

/// The arguments as clap knows them, for completions and the manual.
pub(super) fn command() -> clap::Command {
    in_language(both_languages(), Language::English)
}

/// The arguments with their help in both languages.
pub(super) fn both_languages() -> clap::Command {
    Arguments::command()
}

/// Reads the arguments; what is wrong with them is said on stderr, and the process ends with exit code 2.
pub(super) fn parse() -> Command {
    show_if_asked(both_languages(), of_messages());
    let arguments = Arguments::try_parse().unwrap_or_else(|error| refuse(&with_reason(with_suggestion(error))));
    match arguments.command {
        Sub::Run(run) => Command::Run(run.lower()),
        Sub::Merge(merge) => Command::Merge(merge.lower()),
        Sub::Solve(solve) => Command::Solve(solve.lower()),
        Sub::Why(why) => Command::Why(why.lower()),
        Sub::Household(household) => Command::Household(household.lower()),
        Sub::Deploy(deploy) => Command::Deploy(deploy.lower()),
        Sub::Check(check) => Command::Check(check.lower()),
        Sub::Schedule(schedule) => Command::Schedule(schedule.lower()),
        Sub::Explain(explain) => Command::Explain(explain.lower()),
        Sub::Init(init) => Command::Init(init.lower()),
        Sub::Schema => Command::Schema,
        Sub::Keys(keys) => Command::Keys(keys.lower()),
        Sub::Compare(compare) => Command::Compare(compare.lower()),
        Sub::List(list) => Command::List(list.lower()),
        Sub::Sensitivity(sensitivity) => Command::Sensitivity(sensitivity.lower()),
        Sub::Export(export) => Command::Export(export.lower()),
        Sub::Report(report) => Command::Report(report.lower()),
        Sub::Tape(tape) => Command::Tape(tape.lower()),
        Sub::Completions { shell } => Command::Completions(shell),
        Sub::Man => Command::Man,
    }
}

/// Says what is wrong and ends.
fn refuse(error: &clap::Error) -> ! {
    if let (Language::Chinese, Some(told)) = (of_messages(), in_chinese(error)) {
        say(told.trim_end());
        std::process::exit(error.exit_code());
    }
    error.exit()
}

/// The same error with the command that was meant, where the parser is too strict to see it: `rnu`.
fn with_suggestion(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let commands = Arguments::command();
    let names = commands.get_subcommands().map(clap::Command::get_name);
    if let (None, Some(meant)) = (error.get(ContextKind::SuggestedSubcommand), suggest::nearest(given, names)) {
        let meant = ContextValue::Strings(vec![meant.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, meant);
    }
    error
}

/// The same error with the reason why two options exclude each other, where one of them is `--shard`.
fn with_reason(mut error: clap::Error) -> clap::Error {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(name)) => vec![name.clone()],
        Some(ContextValue::Strings(names)) => names.clone(),
        _ => Vec::new(),
    };
    let named = [named(ContextKind::InvalidArg), named(ContextKind::PriorArg)].concat();
    let is_named = |option: &str| named.iter().any(|name| name.split(' ').next() == Some(option));
    let reason = run::NOT_OF_A_SHARD.iter().find(|(option, _)| is_named(option) && is_named("--shard"));
    if let Some((_, reason)) = reason.filter(|_| error.kind() == ErrorKind::ArgumentConflict) {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![said(&reason.told()).into()]));
    }
    error
}

/// Monte Carlo simulation of households who borrowed to buy a home, from the down payment to the last garnished
/// instalment.
///
/// 对按揭购房家庭的蒙特卡洛模拟：从首付到最后一笔被扣划的收入
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES.english, after_long_help = EXIT_CODES.chinese)]
struct Arguments {
    #[command(subcommand)]
    command: Sub,
}

const EXIT_CODES: Words = Words::new(
    "\
Data go to files and stdout, messages and the progress bar to stderr.
Exit codes, for people and schedulers: 0 done; 1 the machine was in the way (disk, files, another
command that writes into the folder): worth another try; 2 the input is wrong, nothing was written:
the same again is refused again; 3 `compare` found that two runs differ beyond error; 130, 143 and
129 interrupted by Ctrl-C, SIGTERM and SIGHUP: the same command goes on.",
    "\
数据写入文件和标准输出，消息和进度条写到标准错误。退出码，供人和调度程序使用：0 完成；1 机器方面的原因（磁盘、文件、另一命令正在写同一文件夹）：值得再试；2 输入有误，没有写任何内容：原样重来仍会被拒绝；3 `compare` 发现两次运行的差异超出误差；130、143、129 被 Ctrl-C、SIGTERM、SIGHUP 中断：同一命令会继续。",
);

#[derive(Subcommand)]
enum Sub {
    /// Simulate a study and write its tables.
    ///
    /// 模拟一项研究并写出各表
    #[command(after_help = run::help(), after_long_help = run::help_in_chinese())]
    Run(run::RunArguments),
    /// Make the results of a study of the parts that its shards have left.
    ///
    /// 把各分片留下的部分合成一项研究的结果
    #[command(after_help = merge::EXAMPLES.english, after_long_help = merge::EXAMPLES.chinese)]
    Merge(merge::MergeArguments),
    /// Find the values of a key for which a target is met: how much down payment is enough?
    ///
    /// 求使目标成立的参数取值：首付多少才够？
    #[command(after_help = solve::EXAMPLES.english, after_long_help = solve::EXAMPLES.chinese)]
    Solve(solve::SolveArguments),
    /// Tell what the defaults of a study needed, and where its losses come from.
    ///
    /// 说明一项研究中的违约因何而起，损失来自何处
    #[command(after_help = why::EXAMPLES.english, after_long_help = why::EXAMPLES.chinese)]
    Why(why::WhyArguments),
    /// Tell what one household's mortgage may come to.
    ///
    /// 说明一户家庭的按揭可能有怎样的结局
    #[command(after_help = household::EXAMPLES.english, after_long_help = household::EXAMPLES.chinese)]
    Household(household::HouseholdArguments),
    /// Say what a study would compute, or every fault in its config.
    ///
    /// 说明一项研究将计算什么，或列出其配置中的每处错误
    #[command(after_help = check::EXAMPLES.english, after_long_help = check::EXAMPLES.chinese)]
    Check(check::CheckArguments),
    /// Write what starts a study in shards on a cluster, and merges their parts.
    ///
    /// 写出在集群上分片运行并合并的文件
    #[command(after_help = deploy::EXAMPLES.english, after_long_help = deploy::EXAMPLES.chinese)]
    Deploy(deploy::DeployArguments),
    /// Print the repayment schedule of a loan, exact to the cent.
    ///
    /// 打印一笔贷款的还款计划，精确到分
    #[command(after_help = schedule::EXAMPLES.english, after_long_help = schedule::EXAMPLES.chinese)]
    Schedule(schedule::ScheduleArguments),
    /// Say which assumption matters: move keys of a study and see what its estimates do.
    ///
    /// 看哪些假设要紧：改动研究的参数，观察估计值的变化
    #[command(after_help = sensitivity::EXAMPLES.english, after_long_help = sensitivity::EXAMPLES.chinese)]
    Sensitivity(sensitivity::SensitivityArguments),
    /// Tell one simulated household's story month by month.
    ///
    /// 逐月讲述一户模拟家庭的经历
    #[command(after_help = explain::EXAMPLES.english, after_long_help = explain::EXAMPLES.chinese)]
    Explain(explain::ExplainArguments),
    /// Write a study to start from.
    ///
    /// 写出一项可供修改的研究
    #[command(after_help = init::EXAMPLES.english, after_long_help = init::EXAMPLES.chinese)]
    Init(init::InitArguments),
    /// Print the JSON Schema of a config, for editors.
    ///
    /// 打印配置的 JSON Schema，供编辑器使用
    #[command(after_help = SCHEMA_EXAMPLE.english, after_long_help = SCHEMA_EXAMPLE.chinese)]
    Schema,
    /// Tell what the keys of a config mean.
    ///
    /// 说明配置中各参数的含义
    #[command(after_help = keys::EXAMPLES.english, after_long_help = keys::EXAMPLES.chinese)]
    Keys(keys::KeysArguments),
    /// Say what differs between two runs, and whether chance makes it.
    ///
    /// 说明两次运行有何不同，是否出于偶然
    #[command(after_help = compare::EXAMPLES.english, after_long_help = compare::EXAMPLES.chinese)]
    Compare(compare::CompareArguments),
    /// Name the results there are.
    ///
    /// 列出现有的结果
    #[command(after_help = list::EXAMPLES.english, after_long_help = list::EXAMPLES.chinese)]
    List(list::ListArguments),
    /// Write the tables and figures of whole results in other formats.
    ///
    /// 把完整结果的表和图写成其他格式
    #[command(after_help = export::EXAMPLES.english, after_long_help = export::EXAMPLES.chinese)]
    Export(export::ExportArguments),
    /// Write the report of whole results: one page that works offline.
    ///
    /// 写出完整结果的报告：一张可离线阅读的网页
    #[command(after_help = export::REPORT_EXAMPLES.english, after_long_help = export::REPORT_EXAMPLES.chinese)]
    Report(export::ReportArguments),
    /// Look through a tape of existing loans, or write one to try.
    ///
    /// 检查存量贷款表，或写出一份供试用
    #[command(after_help = super::tape::EXAMPLES.english, after_long_help = super::tape::EXAMPLES.chinese)]
    Tape(super::tape::TapeArguments),
    /// Print the completions of a shell.
    ///
    /// 打印命令行补全脚本
    #[command(after_help = COMPLETIONS_EXAMPLE.english, after_long_help = COMPLETIONS_EXAMPLE.chinese)]
    Completions {
        /// Shell
        ///
        /// 命令行外壳
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page.
    ///
    /// 打印手册页
    #[command(after_help = MAN_EXAMPLE.english, after_long_help = MAN_EXAMPLE.chinese)]
    Man,
}

const SCHEMA_EXAMPLE: Words = Words::new(
    "Examples:\n  underwater schema > docs/config.schema.json",
    "示例：\n  underwater schema > docs/config.schema.json",
);

const COMPLETIONS_EXAMPLE: Words = Words::new(
    "Examples:\n  underwater completions bash > ~/.local/share/bash-completion/completions/underwater",
    "示例：\n  underwater completions bash > ~/.local/share/bash-completion/completions/underwater",
);

const MAN_EXAMPLE: Words = Words::new(
    "Examples:\n  underwater man > underwater.1 && man ./underwater.1",
    "示例：\n  underwater man > underwater.1 && man ./underwater.1",
);
