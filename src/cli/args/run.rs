//! Arguments of `run`.

use std::time::Duration;

use clap::Args;

use super::{OutputArguments, StudyArguments};
use crate::aggregate::TABLES;
use crate::cli::run;
use crate::parts::Shard;

const EXAMPLES: &str = "\
Examples:
  underwater run configs/smoke.toml
  underwater run configs/china_leverage.toml --worlds 200 --set loan.annual_rate=0.04
  underwater run configs/smoke.toml --out /tmp/smoke --save-paths
  underwater run configs/smoke.toml --shard 3/8 --out /tmp/part-3";

/// What is said of an option that `--shard` excludes.
pub(super) const NOT_OF_A_SHARD: [(&str, &str); 2] = [("--format", FORMS), ("--no-report", FORMS)];
const FORMS: &str =
    "a shard leaves no tables: `underwater merge` makes them and the page, in the formats asked for there";

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

#[derive(Args)]
pub(super) struct RunArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Simulate one of so many equal shares of the worlds, from 1, and leave a part for `merge` in place of results
    #[arg(long, value_name = "K/N", conflicts_with_all = ["format", "no_report"])]
    shard: Option<Shard>,
    /// Write every path under every cell to paths.parquet
    #[arg(long)]
    save_paths: bool,
    /// Save what has been simulated every so many seconds, for the same command to go on from; 0 for never
    #[arg(long, value_name = "N", default_value = "60", value_parser = seconds)]
    checkpoint_seconds: Option<Duration>,
    /// Start over, whatever a run of this study that was cut short has saved
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
    seconds.ok_or_else(|| "not a number of seconds, such as 60 or 0.5, or 0 for never".to_owned())
}
