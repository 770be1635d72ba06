//! Why a command ended without doing what it was asked, and the exit code that says so.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::cut_short;
use super::tongue::{self, of_messages};
use crate::aggregate::AggregateError;
use crate::answers::AnswerError;
use crate::config::Faults;
use crate::parts::{PartFileError, PartManifest};
use crate::report::{Language, ReportError};
use crate::told::{Told, told};

/// Why a command ended.
#[derive(Debug)]
pub(super) enum Failure {
    /// The user's input is wrong; nothing was written. Exit code 2.
    Input(Told),
    /// Faults of a config, each with its place. Exit code 2.
    Faults(Faults),
    /// Anything else. Exit code 1.
    Other(String),
    /// Two runs differ beyond error: what was found is printed and written. Exit code 3.
    Differs,
    /// Whoever read stdout has seen enough (`| head`). Not a failure.
    ClosedPipe,
}

impl Failure {
    /// Input that is wrong, for a reason that nobody has put into Chinese yet.
    pub fn input(why: impl fmt::Display) -> Self {
        Self::Input(Told::only_english(why.to_string()))
    }

    /// Anything else.
    pub fn other(why: impl fmt::Display) -> Self {
        Self::Other(why.to_string())
    }

    /// Says why on stderr and gives the exit code.
    pub fn report(self) -> ExitCode {
        let language = of_messages();
        let (text, code) = match self {
            Self::Input(why) => (format!("{}{}", error(language), tongue::told(&why, language)), 2),
            Self::Faults(faults) => (counted(&faults, language), 2),
            Self::Other(why) => (format!("{}{why}", error(language)), 1),
            Self::Differs => return ExitCode::from(3),
            Self::ClosedPipe => return ExitCode::SUCCESS,
        };
        say(&marked(&text, has_colour()));
        ExitCode::from(code)
    }
}

/// A message for people, written in one go, so that lines of several processes do not mix. Where stderr is closed there
/// is nobody to tell.
pub(super) fn say(text: &str) {
    let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}

/// The same of what is told in both languages.
pub(super) fn say_told(what: &Told) {
    say(tongue::told(what, of_messages()));
}

/// Whether stderr is a terminal that shows colour, and nobody asked for none (<https://no-color.org>).
fn has_colour() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !is_set("NO_COLOR") && std::env::var("TERM").is_ok_and(|term| term != "dumb")
}

/// How a message begins that says why a command ended.
fn error(language: Language) -> &'static str {
    match language {
        Language::English => "error: ",
        Language::Chinese => "错误：",
    }
}

/// The word `error` at a line's start in red, where the terminal shows it; colour says nothing else.
fn marked(text: &str, colour: bool) -> String {
    let begins = [Language::English, Language::Chinese].map(|language| error(language).trim_end());
    let mark = |line: &str| match begins.into_iter().find_map(|error| Some((error, line.strip_prefix(error)?))) {
        Some((error, rest)) if colour => format!("\u{1b}[1;31m{error}\u{1b}[0m{rest}"),
        _ => line.to_owned(),
    };
    text.split('\n').map(mark).collect::<Vec<_>>().join("\n")
}

fn counted(faults: &Faults, language: Language) -> String {
    let (listed, count) = match language {
        Language::English => (faults.to_string(), faults.len()),
        Language::Chinese => (faults.chinese(), faults.len()),
    };
    let noun = if count == 1 { "fault" } else { "faults" };
    let end = told!("{count} {noun} in the config; nothing was computed", "配置中有 {count} 处错误；没有进行计算");
    format!("{listed}\n{}{}", error(language), tongue::told(&end, language))
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

impl From<AggregateError> for Failure {
    fn from(error: AggregateError) -> Self {
        Self::other(error)
    }
}

impl From<AnswerError> for Failure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Asked(why) => Self::input(why),
            AnswerError::Stopped { why, is_input: true } => Self::Input(why),
            AnswerError::Faults(faults) => faults.into(),
            AnswerError::Aggregate(_) | AnswerError::Stopped { is_input: false, .. } => Self::other(error),
        }
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoResults { ref path } => match cut_short::told(path).as_str() {
                "" => Self::input(error),
                told => Self::input(format!("{error}; {told}")),
            },
            ReportError::IsPart { ref path } => match PartManifest::read(path) {
                Ok(part) => Self::input(format!("{error}: {}", cut_short::told_of_part(&part))),
                Err(why) => Self::input(format!("{error}: {why}")),
            },
            ReportError::OtherStudy { .. }
            | ReportError::Foreign { .. }
            | ReportError::HoldsResults { .. }
            | ReportError::InTheWay { .. } => Self::input(error),
            _ => Self::other(error),
        }
    }
}

impl From<PartFileError> for Failure {
    fn from(error: PartFileError) -> Self {
        match error {
            PartFileError::Io { .. } | PartFileError::Vanished { .. } => Self::other(error),
            // Tried again it would be the same: the shard is to be run again, or another part to be named.
            _ => Self::input(error),
        }
    }
}

/// Errors of stdout; those of files come as [`ReportError`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Other(format!("writing to stdout: {error}")),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::Other(format!("writing to stdout: {other:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn only_the_word_error_is_coloured_and_only_where_it_is_shown() {
        let text = "a.toml:1:1  x = 1 is wrong\nerror: 1 fault";
        assert_eq!(marked(text, false), text);
        assert_eq!(marked("错误：a", true), "\u{1b}[1;31m错误：\u{1b}[0ma");
        assert_eq!(marked(text, true), "a.toml:1:1  x = 1 is wrong\n\u{1b}[1;31merror:\u{1b}[0m 1 fault");
    }
}
