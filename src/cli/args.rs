//! The arguments: parsed by clap here, and lowered to plain values that the commands take.

mod deploy;
mod household;
mod merge;
mod run;
mod schedule;
mod sensitivity;
mod solve;
mod why;

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use super::check;
use super::choices::{Format, LanguageName, file_format, formats};
use super::compare;
use super::delivery::Output;
use super::export;
use super::forms::FormArguments;
use super::init;
use super::keys;
use super::list;
use super::path_story::{self, Whose};
use super::plan::Source;
use super::progress::Way;
use super::size::{Bytes, bytes};
use super::told_arguments::ToldArguments;
use super::whole_number;
use crate::config::{Overrides, suggest};
use crate::report;

/// What the user asked for.
pub(super) enum Command {
    Run(super::run::Request),
    Merge(super::merge::Request),
    Solve(super::solve::Request),
    Why(super::why::Request),
    Household(super::household::Request),
    Check(check::Request),
    Deploy(super::deploy::Request),
    Schedule(super::schedule::Request),
    Explain(path_story::Request),
    Init(init::Request),
    Schema,
    Keys(keys::Request),
    List(list::Request),
    Sensitivity(super::sensitivity::Request),
    Compare(compare::Request),
    Export(export::Request),
    Report(export::ReportRequest),
    Tape(super::tape::Request),
    Completions(Shell),
    Man,
}

/// The arguments as clap knows them, for completions and the manual.
pub(super) fn command() -> clap::Command {
    Arguments::command()
}

/// Reads the arguments; what is wrong with them is said on stderr, and the process ends with exit code 2.
pub(super) fn parse() -> Command {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| with_reason(with_suggestion(error)).exit());
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
        Sub::Report(ReportArguments { results, language }) => {
            Command::Report(export::ReportRequest { results, language: language.lower() })
        }
        Sub::Tape(tape) => Command::Tape(tape.lower()),
        Sub::Completions { shell } => Command::Completions(shell),
        Sub::Man => Command::Man,
    }
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
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![(*reason).into()]));
    }
    error
}

/// Monte Carlo simulation of households who borrowed to buy a home, from the down payment to the last garnished
/// instalment.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Sub,
}

const EXIT_CODES: &str = "\
Data go to files and stdout, messages and the progress bar to stderr.
Exit codes, for people and schedulers: 0 done; 1 the machine was in the way (disk, files, another
command that writes into the folder): worth another try; 2 the input is wrong, nothing was written:
the same again is refused again; 3 `compare` found that two runs differ beyond error; 130, 143 and
129 interrupted by Ctrl-C, SIGTERM and SIGHUP: the same command goes on.";

#[derive(Subcommand)]
enum Sub {
    /// Simulate a study and write its tables.
    #[command(after_help = run::help())]
    Run(run::RunArguments),
    /// Make the results of a study of the parts that its shards have left.
    #[command(after_help = merge::EXAMPLES)]
    Merge(merge::MergeArguments),
    /// Find the values of a key for which a target is met: how much down payment is enough?
    #[command(after_help = solve::EXAMPLES)]
    Solve(solve::SolveArguments),
    /// Tell what the defaults of a study needed, and where its losses come from.
    #[command(after_help = why::EXAMPLES)]
    Why(why::WhyArguments),
    /// Tell what one household's mortgage may come to.
    #[command(after_help = household::EXAMPLES)]
    Household(household::HouseholdArguments),
    /// Say what a study would compute, or every fault in its config.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Write what starts a study in shards on a cluster, and merges their parts.
    #[command(after_help = deploy::EXAMPLES)]
    Deploy(deploy::DeployArguments),
    /// Print the repayment schedule of a loan, exact to the cent.
    #[command(after_help = schedule::EXAMPLES)]
    Schedule(schedule::ScheduleArguments),
    /// Say which assumption matters: move keys of a study and see what its estimates do.
    #[command(after_help = sensitivity::EXAMPLES)]
    Sensitivity(sensitivity::SensitivityArguments),
    /// Tell one simulated household's story month by month.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Write a study to start from.
    #[command(after_help = init::EXAMPLES)]
    Init(init::InitArguments),
    /// Print the JSON Schema of a config, for editors.
    #[command(after_help = "Examples:\n  underwater schema > docs/config.schema.json")]
    Schema,
    /// Tell what the keys of a config mean.
    #[command(after_help = keys::EXAMPLES)]
    Keys(keys::KeysArguments),
    /// Say what differs between two runs, and whether chance makes it.
    #[command(after_help = compare::EXAMPLES)]
    Compare(compare::CompareArguments),
    /// Name the results there are.
    #[command(after_help = list::EXAMPLES)]
    List(list::ListArguments),
    /// Write the tables and figures of whole results in other formats.
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArguments),
    /// Write the report of whole results: one page that works offline.
    #[command(after_help = REPORT_EXAMPLES)]
    Report(ReportArguments),
    /// Look through a tape of existing loans, or write one to try.
    #[command(after_help = super::tape::EXAMPLES)]
    Tape(super::tape::TapeArguments),
    /// Print the completions of a shell.
    #[command(
        after_help = "Examples:\n  underwater completions bash > ~/.local/share/bash-completion/completions/underwater"
    )]
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Examples:\n  underwater man > underwater.1 && man ./underwater.1")]
    Man,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  underwater export results/smoke/<hash> --format xlsx
  underwater export results/smoke/<hash> --format md,tex,svg --language zh

The files are written into the folder and entered into its manifest.";

const REPORT_EXAMPLES: &str = "\
Examples:
  underwater report results/smoke/<hash>
  underwater report results/smoke/<hash> --language zh

The page, report.html or report_zh.html, is written into the folder. It holds aggregates only,
and needs nothing but itself.";

const CHECK_EXAMPLES: &str = "\
Examples:
  underwater check configs/china_leverage.toml
  underwater check configs/china_leverage.toml --worlds 20000 --set study.horizon_months=240";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  underwater explain configs/smoke.toml --world 3 --household 17
  underwater explain configs/smoke.toml --world 3 --household 17 --cell 2 --format csv > path.csv

The path is the one `run` simulates under the same config and options, to the last cent. csv
holds the months alone, with every flow and balance; json holds the months, amounts as strings,
and the outcome as paths.parquet holds it.";

#[derive(Args)]
#[command(allow_negative_numbers = true)]
struct StudyArguments {
    /// Config of the study, a TOML file
    config: PathBuf,
    /// Lay a setting over the config; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// In place of study.seed
    #[arg(long, value_name = "N", value_parser = whole::<u64>)]
    seed: Option<u64>,
    /// In place of study.worlds
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    worlds: Option<u32>,
    /// In place of study.households
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    households: Option<u32>,
}

impl StudyArguments {
    fn lower(self) -> Source {
        let Self { config, set, seed, worlds, households } = self;
        Source { config, overrides: Overrides { sets: set, seed, worlds, households } }
    }
}

#[derive(Args)]
struct CheckArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Threads it is to run on, 0 for all
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    threads: u16,
    /// Most memory to use, such as 4GiB [default: what machine, control group and ulimit leave]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory_limit: Option<Bytes>,
    #[command(flatten)]
    told: ToldArguments,
}

impl CheckArguments {
    fn lower(self) -> check::Request {
        let Self { study, threads, memory_limit, told } = self;
        let language = told.lower();
        check::Request { source: study.lower(), threads: usize::from(threads), memory_limit, language }
    }
}

/// Where results go and how they are computed, of every command that leaves results.
#[derive(Args)]
struct OutputArguments {
    /// Folder for the results [default: results/<study>/<hash>, the command before the hash if it is not run]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads, 0 for all; the results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: u16,
    /// Compute again and replace what the folder holds, be it another study's
    #[arg(long)]
    force: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// How far it is, told on stderr
    #[arg(long, value_enum, default_value_t, conflicts_with = "quiet")]
    progress: Way,
    /// Most memory to use, such as 4GiB [default: what machine, control group and ulimit leave]
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    memory_limit: Option<Bytes>,
    #[command(flatten)]
    forms: FormArguments,
}

impl OutputArguments {
    fn lower(self) -> Output {
        let Self { out, threads, force, quiet, progress, memory_limit, forms } = self;
        let progress = if quiet { Way::None } else { progress };
        Output { progress, out, threads: usize::from(threads), force, quiet, memory_limit, forms: forms.lower() }
    }
}

#[derive(Args)]
struct ExportArguments {
    /// Folder of whole results, or the folder of a study that holds one
    results: PathBuf,
    /// Formats
    #[arg(long, value_name = "FORMATS", value_parser = file_format(), value_delimiter = ',', required = true)]
    format: Vec<&'static report::Format>,
    /// Language of figures, workbook and tables for people
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

impl ExportArguments {
    fn lower(self) -> export::Request {
        let Self { results, format, language } = self;
        export::Request { results, formats: formats(&format), language: language.lower() }
    }
}

#[derive(Args)]
struct ReportArguments {
    /// Folder of whole results, or the folder of a study that holds one
    results: PathBuf,
    /// Language of the report
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

#[derive(Args)]
struct ExplainArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// World, from 0
    #[arg(long, value_name = "W", value_parser = whole::<u64>)]
    world: u64,
    /// Household of that world, from 0
    #[arg(long, value_name = "H", value_parser = whole::<u64>, required_unless_present = "loan")]
    household: Option<u64>,
    /// Loan of the study's tape, by its id, in place of --household
    #[arg(long, value_name = "ID", conflicts_with = "household")]
    loan: Option<String>,
    /// Cell, from 0, as `check` lists them [default: 0]
    #[arg(long, value_name = "K", value_parser = whole::<usize>)]
    cell: Option<usize>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    told: ToldArguments,
}

impl ExplainArguments {
    fn lower(self) -> path_story::Request {
        let Self { study, world, household, loan, cell, format, told } = self;
        // One of them is there.
        let whose = loan.map_or(Whose::Household(household.unwrap_or_default()), Whose::Loan);
        path_story::Request { source: study.lower(), world, whose, cell, format, language: told.lower() }
    }
}

/// A whole number, as large as its type holds.
fn whole<T: TryFrom<u64> + Copy>(text: &str) -> Result<T, String> {
    let most = 8 * u32::try_from(size_of::<T>()).unwrap_or(8);
    whole_number::up_to(text, u64::MAX >> (u64::BITS - most))
}

fn threads(text: &str) -> Result<u16, String> {
    whole_number::up_to(text, 1024)
}
