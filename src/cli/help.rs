//! Help in English and in Chinese. Both stand where an argument is declared: a doc comment says it in English, and below an
//! empty line in Chinese; the meaning of a value holds both, parted by [`BESIDE`]; what follows the arguments is `after_help` in
//! English and `after_long_help` in Chinese. Here one of the languages is taken out.

use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable, StyledStr};
use clap::error::ErrorKind;
use clap::{Arg, Command};
use unicode_width::UnicodeWidthStr;

use super::tongue;
use crate::report::Language;
use crate::report::text_table::{terminal_width, wrapped};

/// What stands between both languages in the meaning of a value.
const BESIDE: &str = " · ";
/// Columns that help takes at most.
const WIDEST: usize = 100;
/// Columns before a text that stands below its option.
const INDENT: usize = 10;

/// What Chinese help is made of.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const OPTIONS: &str = "选项";

/// Shows the help that the words of the command line ask for, in `language`, and ends; does nothing where they ask for none.
pub(super) fn show_if_asked(command: Command, language: Language) {
    let words = without_language(std::env::args_os());
    if let Err(shown) = in_language(command, language).try_get_matches_from(words)
        && matches!(shown.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
    {
        shown.exit();
    }
}

/// The command with its texts in one language.
pub(super) fn in_language(command: Command, language: Language) -> Command {
    match language {
        Language::English => english(command),
        Language::Chinese => {
            let mut command = chinese(command);
            command.build();
            finished(command)
        }
    }
}

/// The language is said before help is: the option that names it belongs to some commands alone, and help to all.
fn without_language(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let (mut kept, mut is_value) = (Vec::new(), false);
    for word in words {
        let text = word.to_string_lossy();
        let is_joined = text.strip_prefix(tongue::OPTION).is_some_and(|rest| rest.starts_with('='));
        let is_option = *text == *tongue::OPTION;
        if !is_value && !is_option && !is_joined {
            kept.push(word);
        }
        is_value = is_option;
    }
    kept
}

fn english(command: Command) -> Command {
    let of_arg = |arg: Arg| {
        let values = values_in(&arg, Language::English);
        with_values(arg.long_help(Resettable::Reset), values)
    };
    let plain = command.long_about(Resettable::Reset).after_long_help(Resettable::Reset);
    plain.mut_args(of_arg).mut_subcommands(english)
}

fn chinese(command: Command) -> Command {
    let about = second(command.get_long_about()).or_else(|| command.get_about().cloned());
    let after = command.get_after_long_help().map(|after| StyledStr::from(fitted(&after.to_string())));
    // The list of commands needs no lines of its own for their names; options do.
    let has_commands = command.get_subcommands().next().is_some();
    command
        .about(about.map_or(Resettable::Reset, Resettable::Value))
        .long_about(Resettable::Reset)
        .after_help(after.map_or(Resettable::Reset, Resettable::Value))
        .after_long_help(Resettable::Reset)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .next_line_help(!has_commands)
        .mut_args(chinese_arg)
        .mut_subcommands(chinese)
}

fn chinese_arg(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { OPTIONS };
    let mut help = second(arg.get_long_help()).or_else(|| arg.get_help().cloned()).unwrap_or_default().to_string();
    let (values, takes_values) = (values_in(&arg, Language::Chinese), arg.get_action().takes_values());
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_values && !defaults.is_empty() {
        help += &format!(" [默认：{}]", defaults.join(", "));
    }
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let mut long = None;
    if takes_values && !names.is_empty() {
        if values.iter().any(|value| value.get_help().is_some()) {
            let line = |value: &PossibleValue| match value.get_help() {
                Some(meaning) => {
                    wrapped(&format!("- {}：{meaning}", value.get_name()), WIDEST - INDENT, 2).trim().to_owned()
                }
                None => format!("- {}", value.get_name()),
            };
            let lines: Vec<String> = values.iter().map(line).collect();
            long = Some(format!("{}\n\n可选值：\n{}", room_for(&help), lines.join("\n")));
        }
        help += &format!(" [可选：{}]", names.join(", "));
    }
    let arg =
        arg.help(room_for(&help)).long_help(long.map_or(Resettable::Reset, |long| Resettable::Value(long.into())));
    with_values(arg, values).help_heading(heading).hide_default_value(true).hide_possible_values(true)
}

/// What the parser has added by itself: its option for help, its command for help, and the words of the usage.
fn finished(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    let of_arg = |arg: Arg| match arg.get_id().as_str() {
        "help" => arg.help("显示帮助").long_help(Resettable::Reset).help_heading(OPTIONS),
        "version" => arg.help("显示版本").help_heading(OPTIONS),
        _ => arg,
    };
    command.override_usage(usage).mut_args(of_arg).mut_subcommands(|command| match command.get_name() {
        "help" => command.about("显示本帮助，或某个命令的帮助"),
        _ => finished(command),
    })
}

/// The second paragraph of a text, which is the Chinese one.
fn second(text: Option<&StyledStr>) -> Option<StyledStr> {
    Some(StyledStr::from(text?.to_string().split_once("\n\n")?.1.to_owned()))
}

/// Values of an argument, with their meaning in a language.
fn values_in(arg: &Arg, language: Language) -> Vec<PossibleValue> {
    let told = |value: PossibleValue| match value.get_help().map(ToString::to_string) {
        Some(both) => {
            let (english, chinese) = both.split_once(BESIDE).unwrap_or((&both, &both));
            let meaning = match language {
                Language::English => english,
                Language::Chinese => chinese,
            };
            value.help(meaning.to_owned())
        }
        None => value,
    };
    arg.get_possible_values().into_iter().map(told).collect()
}

/// Both meanings of a value in one text.
pub(super) fn beside(english: &str, chinese: &str) -> String {
    format!("{english}{BESIDE}{chinese}")
}

fn with_values(arg: Arg, values: Vec<PossibleValue>) -> Arg {
    let is_told = values.iter().any(|value| value.get_help().is_some());
    // Of a switch they are true and false, and nobody asks.
    if is_told && arg.get_action().takes_values() { arg.value_parser(PossibleValuesParser::new(values)) } else { arg }
}

/// Columns there are.
fn columns() -> usize {
    terminal_width().map_or(WIDEST, |columns| usize::from(columns).min(WIDEST))
}

/// A text below its option: broken between Chinese characters, where the parser knows blanks alone.
fn room_for(text: &str) -> String {
    wrapped(text, columns().saturating_sub(INDENT).max(INDENT), 0)
}

/// Paragraphs broken likewise; examples and lists stay as they are.
fn fitted(text: &str) -> String {
    let columns = columns().max(INDENT);
    let line = |line: &str| match line.starts_with(' ') || line.width() <= columns {
        true => line.to_owned(),
        false => wrapped(line, columns, 0),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::args::both_languages;

    fn has_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
    }

    /// The texts of a command and of those below it, each with where it stands.
    fn texts(command: &Command, above: &str) -> Vec<(String, String)> {
        let path = format!("{above}{}", command.get_name());
        let mut found = Vec::new();
        let told = [("about", command.get_about()), ("after", command.get_after_help())];
        // Not every command has examples of its own.
        for (what, text) in told.into_iter().filter(|(what, text)| *what == "about" || text.is_some()) {
            found.push((format!("{path}, {what}"), text.map(ToString::to_string).unwrap_or_default()));
        }
        for arg in command.get_arguments().filter(|arg| !["help", "version"].contains(&arg.get_id().as_str())) {
            let at = format!("{path}, {}", arg.get_id());
            found.push((at.clone(), arg.get_help().map(ToString::to_string).unwrap_or_default()));
            let values = arg.get_possible_values().into_iter().filter(|_| arg.get_action().takes_values());
            let meanings = values.filter_map(|value| value.get_help().map(ToString::to_string));
            found.extend(meanings.map(|meaning| (format!("{at}, a value"), meaning)));
        }
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            found.extend(texts(sub, &format!("{path} ")));
        }
        found
    }

    #[test]
    fn no_text_lacks_its_chinese_or_holds_both() {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| texts(&in_language(both_languages(), language), ""));
        let places = |of: &[(String, String)]| of.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>();
        assert_eq!(places(&english), places(&chinese));
        assert!(english.len() > 250, "{} texts", english.len());
        for ((place, english), (_, chinese)) in english.iter().zip(&chinese) {
            assert!(has_chinese(chinese), "{place}: {chinese}");
            // What the language is called it is in itself, and a word that is looked for in comments is named.
            let english = &english.replace("简体中文", "Chinese").replace("假设", "");
            assert!(!english.is_empty() && !has_chinese(english), "{place}: {english}");
            assert!(!chinese.contains("Examples:") && !chinese.contains("[default"), "{place}: {chinese}");
            // Options, keys and files that are named in one are named in the other.
            let named = |text: &str| {
                let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_./=".contains(c)));
                let is_option = |word: &&str| word.starts_with("--") && word.len() > 2;
                words
                    .filter(is_option)
                    .map(|word| word.trim_end_matches(['.', '-']).to_owned())
                    .collect::<BTreeSet<_>>()
            };
            assert_eq!(named(english), named(chinese), "{place}");
        }
    }

    #[test]
    fn the_option_that_names_the_language_is_left_out() {
        let left = |words: &[&str]| without_language(words.iter().map(OsString::from));
        assert_eq!(left(&["u", "--language", "zh", "run", "--help"]), ["u", "run", "--help"]);
        assert_eq!(left(&["u", "run", "--language=zh", "-h"]), ["u", "run", "-h"]);
    }
}
