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
one run, byte for byte but for the times in manifest.json: with paths.parquet where the shards were
run with --save-paths, all of them or none. Parts are left as they are.

--allow-partial merges the worlds there are. The results have a hash of their own, so that nothing
takes them for those of the study, and say in every title, table, figure, sheet and file what they
are: in CSV, Parquet, JSON and the workbook the first column of every table is
partial_missing_worlds. Single paths are left out. What is there twice, of another study or damaged
is refused all the same.";

#[derive(Args)]
pub(super) struct MergeArguments {
    /// Parts of a study, in any order
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// Merge what there is, though worlds are missing or parts were cut short; everything that is written says so
    #[arg(long)]
    allow_partial: bool,
    /// Leave out the single paths, where parts have them
    #[arg(long)]
    no_paths: bool,
    #[command(flatten)]
    output: OutputArguments,
}

impl MergeArguments {
    pub fn lower(self) -> merge::Request {
        let Self { parts, allow_partial, no_paths, output } = self;
        merge::Request { parts, allow_partial, no_paths, output: output.lower() }
    }
}
