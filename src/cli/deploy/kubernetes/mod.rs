//! An Indexed Job of Kubernetes, whose indices are shards, and a Job that waits for their parts and merges them.

mod packed;

use serde::Serialize;

use super::asked::Split;
use super::resources::Needs;
use super::room::Room;
use super::template::{filled, yaml_text};
use super::words::Label;
use super::writing::Files;
use crate::cli::delivery::command_line;
use crate::cli::failure::Failure;
use crate::cli::plan::Plan;
use crate::cli::size::Bytes;
use packed::{Packed, PackedFile};

/// Times that a pod is replaced which fails for no known reason.
const RETRIES: u32 = 5;
/// Longest part of a name that comes from the study: a pod's name has 63 signs at most, a Job adds an index and five more.
const STUDY_SIGNS: usize = 24;

const FILES: [(&str, &str); 6] = [
    ("README.md", include_str!("README.md")),
    ("config.yaml", include_str!("config.yaml")),
    ("storage.yaml", include_str!("storage.yaml")),
    ("shards.yaml", include_str!("shards.yaml")),
    ("merge.yaml", include_str!("merge.yaml")),
    ("fetch.yaml", include_str!("fetch.yaml")),
];
const SHARD_SCRIPT: &str = include_str!("shard.sh");
const MERGE_SCRIPT: &str = include_str!("merge.sh");

/// What Kubernetes is told beside.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Kubernetes {
    /// Holds the program.
    pub image: Label,
    /// Shards at work at the same time; all without.
    pub parallelism: Option<u32>,
    /// Size of the volume, in place of what is estimated.
    pub storage: Option<Bytes>,
    pub storage_class: Option<Label>,
}

/// What the templates are filled with.
#[derive(Serialize)]
struct Filling<'a> {
    study: &'a str,
    name: String,
    command: String,
    folder: &'a str,
    image: String,
    shards: u32,
    parallelism: u32,
    retries: u32,
    deadline: u64,
    cpus: u16,
    shard_memory: String,
    memory_is_given: bool,
    mebibytes: u64,
    merge_memory: String,
    merge_mebibytes: u64,
    storage: String,
    storage_class: Option<String>,
    files: &'a [PackedFile],
    /// Config and options of `run`, words of a shell.
    run: Vec<String>,
    /// Commands of the containers, as YAML.
    script: String,
    merge_script: String,
}

impl Kubernetes {
    /// The files.
    pub(in crate::cli::deploy) fn files(
        &self,
        plan: &Plan,
        split: &Split<'_>,
        needs: &Needs,
        room: &Room,
    ) -> Result<Files, Failure> {
        let Packed { files, config } = Packed::of(plan)?;
        let Split { shards, memory, .. } = *split;
        let parallelism = self.parallelism.map_or(shards, |most| most.min(shards));
        let waves = u64::from(shards.div_ceil(parallelism.max(1)));
        let (shard, merge) = (&needs.shard, &needs.merge);
        let gibibytes = |bytes: Bytes| (bytes.0 / 1_073_741_824.0).ceil() as u64;
        let mut filling = Filling {
            study: &plan.study.name,
            name: name_of(&plan.study.name, &plan.hash),
            command: command_line(),
            folder: &room.folder,
            image: self.image.to_string(),
            shards,
            parallelism,
            retries: RETRIES,
            deadline: 60 * (24 * 60 + 2 * waves * shard.minutes().0 + merge.minutes().0),
            cpus: shard.cpus,
            shard_memory: format!("about {}", shard.memory),
            memory_is_given: memory.is_some(),
            mebibytes: shard.mebibytes_of(memory)?,
            merge_memory: format!("about {}", merge.memory),
            merge_mebibytes: merge.mebibytes(),
            storage: format!("{}Gi", self.storage.map_or_else(|| needs.disk_gibibytes(), gibibytes)),
            storage_class: self.storage_class.as_ref().map(ToString::to_string),
            files: &files,
            run: split.typed(&config),
            script: String::new(),
            merge_script: String::new(),
        };
        filling.script = shell_command(&filled(SHARD_SCRIPT, &filling)?);
        filling.merge_script = shell_command(&filled(MERGE_SCRIPT, &filling)?);
        FILES.iter().map(|(name, template)| Ok(((*name).to_owned(), filled(template, &filling)?))).collect()
    }
}

/// The command of a container, as YAML: a script for a shell. Kubernetes puts values in place of `$(NAME)`, and takes `$$`
/// for `$`.
fn shell_command(script: &str) -> String {
    let pad = "\n            - ";
    format!("{pad}/bin/sh{pad}-c{pad}{}", yaml_text(&script.replace('$', "$$"), 14).trim_end())
}

/// A name that Kubernetes takes, of a study and the hash of its results.
fn name_of(study: &str, hash: &str) -> String {
    let plain: String = study.to_ascii_lowercase().replace('_', "-").chars().take(STUDY_SIGNS).collect();
    let short: String = hash.chars().take(8).collect();
    format!("underwater-{}-{short}", plain.trim_matches('-')).replace("--", "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_kubernetes() {
        assert_eq!(name_of("china_leverage", "0123456789abcdef"), "underwater-china-leverage-01234567");
        let name = name_of(&"_A".repeat(40), "0123456789abcdef");
        assert!(name.len() < 50 && name.starts_with("underwater-a-a") && !name.contains("--"), "{name}");
    }
}
