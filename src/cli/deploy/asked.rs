//! How a study is split, as the engines need it.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::size::Bytes;
use crate::config::Overrides;
use crate::report::shell_word;
use crate::told::told;

/// What is laid over the config, into how many shards its worlds are split, and what the user gives each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split<'a> {
    pub overrides: &'a Overrides,
    pub shards: u32,
    /// CPUs of a shard.
    pub cpus: u16,
    /// Memory of a shard, in place of what is estimated.
    pub memory: Option<Bytes>,
    /// Whether every path is written.
    pub save_paths: bool,
    /// Seconds between two checkpoints, in place of what `run` takes.
    pub checkpoint_seconds: Option<u32>,
}

impl Split<'_> {
    /// What stands behind `run` for every shard: the config and what is laid over it, each a word of a shell.
    pub fn typed(&self, config: &str) -> Vec<String> {
        let Overrides { sets, seed, worlds, households } = self.overrides;
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
        number("checkpoint-seconds", self.checkpoint_seconds.map(u64::from));
        words.extend(self.save_paths.then(|| "--save-paths".to_owned()));
        words
    }
}

/// A path as text: a script can hold no other.
pub(super) fn text_of(path: &Path) -> Result<&str, Failure> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    text.ok_or_else(|| {
        Failure::Input(told!("{}: a script cannot name such a path", "{}：脚本中无法写出这样的路径", path.display()))
    })
}
