//! The study as it is typed behind `run` in a script.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::config::Overrides;
use crate::report::shell_word;

/// A path as text: a script can hold no other.
pub(super) fn text_of(path: &Path) -> Result<&str, Failure> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    text.ok_or_else(|| Failure::input(format!("{}: a script cannot name such a path", path.display())))
}

/// The config and what is laid over it, each a word of a shell.
pub(super) fn typed(config: &str, overrides: &Overrides) -> Vec<String> {
    let Overrides { sets, seed, worlds, households } = overrides;
    // It is no option.
    let config = if config.starts_with('-') { format!("./{config}") } else { config.to_owned() };
    let mut words = vec![shell_word(&config)];
    words.extend(sets.iter().flat_map(|set| ["--set".to_owned(), shell_word(set)]));
    let mut number = |option: &str, value: Option<u64>| {
        words.extend(value.into_iter().flat_map(|value| [format!("--{option}"), value.to_string()]));
    };
    number("seed", *seed);
    number("worlds", worlds.map(u64::from));
    number("households", households.map(u64::from));
    words
}
