//! Arguments of `merge`.

use std::path::PathBuf;

use clap::Args;

use super::OutputArguments;
use crate::cli::merge;

pub(super) const EXAMPLES: &str = "\
Examples:
  underwater merge /tmp/part-1 /tmp/part-2 --out /tmp/smoke
  underwater merge results/smoke

A PART is the folder that `run --shard` left, its part.json, or a folder that holds several of
them. Their order does not matter, nor into how many shards the worlds were split: they must be
parts of one study, and have each of its worlds once. What is missing, there twice, of another
study, cut short or damaged is named, all at once, and nothing is written. The results are those of
one run, byte for byte but for the times in manifest.json. Parts are left as they are.";

#[derive(Args)]
pub(super) struct MergeArguments {
    /// Parts of a study, in any order
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
}

impl MergeArguments {
    pub fn lower(self) -> merge::Request {
        let Self { parts, output } = self;
        merge::Request { parts, output: output.lower() }
    }
}
