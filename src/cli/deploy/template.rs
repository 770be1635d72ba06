//! Templates of files that others read. What comes from the user goes through a filter that quotes it: `word` for a shell,
//! `yaml` for YAML.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::cli::failure::Failure;
use crate::report::shell_word;

/// Fills a template.
pub(super) fn filled(template: &str, values: &impl Serialize) -> Result<String, Failure> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(unfit)?);
    environment.add_filter("word", |text: String| shell_word(&text));
    environment.add_filter("yaml", |text: String| yaml(&text));
    environment.render_str(template, Serde(values)).map_err(unfit)
}

fn unfit(error: minijinja::Error) -> Failure {
    Failure::other(format!("a template: {error:#}"))
}

/// A text as one line of YAML: as it is where it is a plain name, else in double quotes.
fn yaml(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    // What begins with a letter and goes on plainly is a text, but for the words that mean something else.
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_plain)
        && !words.contains(&text.to_ascii_lowercase().as_str());
    if is_name { text.to_owned() } else { quoted(text) }
}

/// In double quotes: what is not a printable sign of ASCII is told by its number, since readers differ on what they take
/// for the end of a line.
fn quoted(text: &str) -> String {
    let sign = |c: char| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        ' '..='~' => c.to_string(),
        _ if u32::from(c) <= 0xFFFF => format!("\\u{:04X}", u32::from(c)),
        _ => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

/// A text as a value of YAML that people can read: its lines as they are, indented by so much, or in double quotes where a
/// reader could take it for another.
pub(super) fn yaml_text(text: &str, indent: usize) -> String {
    let is_shown = |c: char| match c {
        '\n' | '\t' | ' '..='~' => true,
        // Ends of lines to some readers, and what is not to be printed.
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => u32::from(c) >= 0xA0,
    };
    if text.is_empty() || !text.chars().all(is_shown) {
        return quoted(text);
    }
    // How many ends of lines are kept at the end.
    let keep = match text.strip_suffix('\n') {
        None => "-",
        Some(rest) if rest.is_empty() || rest.ends_with('\n') => "+",
        Some(_) => "",
    };
    let pad = " ".repeat(indent);
    let body = text.strip_suffix('\n').unwrap_or(text);
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{pad}{line}") };
    let lines: Vec<String> = body.split('\n').map(line).collect();
    // A first line that begins with a space would be taken for the indentation.
    format!("|2{keep}\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// What a reader of YAML finds under the one key of a text.
    fn read(yaml: &str) -> String {
        let read: BTreeMap<String, BTreeMap<String, String>> = serde_saphyr::from_str(yaml).expect("YAML");
        read["data"]["key"].clone()
    }

    /// Signs that mean something in YAML, ends of lines of all kinds, and any others.
    fn text() -> impl Strategy<Value = String> {
        let sign = prop_oneof![
            prop::sample::select(" \n\t:#-'\"\\|>%@&*!{}[]$~\u{85}\u{2028}\r\u{feff}房𝄞".chars().collect::<Vec<_>>()),
            any::<char>().prop_filter("no text has it", |c| *c != '\0'),
        ];
        prop::collection::vec(sign, 0..30).prop_map(|signs| signs.into_iter().collect())
    }

    proptest! {
        #[test]
        fn a_text_in_yaml_is_read_as_it_was(text in text()) {
            prop_assert_eq!(read(&format!("data:\n  key: {}\n", yaml(&text))), text.clone());
            prop_assert_eq!(read(&format!("data:\n  key: {}\n", yaml_text(&text, 4))), text);
        }
    }

    #[test]
    fn what_means_something_else_is_quoted() {
        for text in ["true", "No", "null", "12", "1e3", "", "a: b", "- a", "0x1", ".5"] {
            assert!(yaml(text).starts_with('"'), "{text}");
        }
        assert_eq!(yaml("configs/a.toml"), "configs/a.toml");
        assert_eq!(yaml_text("a: 1 # 房\n\n b\n", 4), "|2\n    a: 1 # 房\n\n     b");
    }
}
