//! The command line: a file per command. Data goes to files and stdout, messages and the progress bar to stderr.

mod args;
mod check;
mod checkpoint;
mod choices;
mod chosen;
mod combined_schedule;
mod compare;
mod cut_short;
mod delivery;
mod deploy;
mod explain;
mod export;
mod failure;
mod feedback_gain;
mod forms;
mod help;
mod household;
mod identity;
mod init;
mod interrupt;
mod keys;
mod list;
mod listed;
mod merge;
mod money;
mod path_story;
mod paths;
mod plan;
mod progress;
mod run;
mod schedule;
mod schedule_rows;
mod schema;
mod sensitivity;
mod shard;
mod shell;
mod simulator;
mod size;
mod solve;
mod standing;
mod story;
mod tape;
mod target;
mod telling_words;
mod told_arguments;
mod tongue;
mod usage;
mod whole_number;
mod why;

use std::process::ExitCode;

use args::Command;
use failure::Failure;

/// Reads the arguments of the process and does what they ask. Exit codes: 0 done, 2 the input is wrong and nothing was
/// written, 3 two runs differ beyond error, 1 anything else, 128 and the signal's number (130, 143, 129) when told to stop.
pub fn main() -> ExitCode {
    let done = match args::parse() {
        Command::Run(request) => match request.shard {
            Some(shard) => shard::run(&request, shard),
            None => run::run(&request),
        },
        Command::Merge(request) => merge::merge(&request),
        Command::Solve(request) => solve::solve(&request),
        Command::Why(request) => why::why(&request),
        Command::Household(request) => household::household(&request),
        Command::Deploy(request) => deploy::deploy(&request),
        Command::Check(request) => check::check(&request),
        Command::Schedule(request) => schedule::schedule(&request),
        Command::Explain(request) => explain::explain(&request),
        Command::Compare(request) => compare::run(&request),
        Command::List(request) => list::list(&request),
        Command::Sensitivity(request) => sensitivity::sensitivity(&request),
        Command::Init(request) => init::init(&request),
        Command::Schema => schema::schema(),
        Command::Keys(request) => keys::keys(&request),
        Command::Export(request) => export::export(&request),
        Command::Report(request) => export::report(&request),
        Command::Tape(request) => tape::tape(&request),
        Command::Completions(shell) => shell::completions(args::command(), shell),
        Command::Man => shell::man(args::command()),
    };
    done.map_or_else(ended, |()| ExitCode::SUCCESS)
}

/// What fails after a signal fails because of it.
fn ended(failure: Failure) -> ExitCode {
    interrupt::end_if_told();
    failure.report()
}
