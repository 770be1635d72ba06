//! One folder of results, told in a few words: which question of which study, how large, and whether it is whole.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{cut_short, identity};
use crate::parts::{PartFileError, PartManifest};
use crate::report::folder::{differences, read_manifest};
use crate::report::manifest::WrittenFile;
use crate::report::{FolderState, Language, Manifest, RUN, ReportError, question_of};

/// Whether results can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    /// Everything that was written is there, byte for byte.
    Complete,
    /// Something is not there, or not yet.
    Incomplete,
    /// Something is not what was written.
    Spoilt,
    /// Whole, but of some worlds of its study only.
    Partial,
    /// A whole part of a study, of which results are still to be made.
    Part,
    /// Whole, but of a version whose files or numbers are others.
    OtherVersion,
}

impl Condition {
    /// As it is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
            Self::Spoilt => "spoilt",
            Self::Partial => "partial",
            Self::Part => "part",
            Self::OtherVersion => "other version",
        }
    }
}

/// A folder of results; what its manifest does not tell is empty. Its fields are the columns of CSV and JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
    /// The command that made it.
    pub command: String,
    pub study: String,
    pub title: String,
    /// Name of the config file.
    pub config: String,
    /// Options that set it apart, as they are typed, sizes and seed left out.
    pub settings: String,
    pub cells: Option<usize>,
    pub worlds: Option<u64>,
    pub households: Option<u64>,
    pub seed: Option<u64>,
    /// When it was computed, RFC 3339 in UTC.
    pub finished: String,
    pub hash: String,
    pub condition: Condition,
    /// Why it is not complete.
    pub why: String,
    pub path: PathBuf,
}

/// Options whose values have columns of their own.
const SIZES: [&str; 3] = ["--worlds ", "--households ", "--seed "];

impl Listed {
    /// What a folder in such a state holds; `reads_all` compares every byte of its files with what was written, not
    /// only their sizes.
    pub fn of(path: &Path, state: &FolderState, reads_all: bool) -> Self {
        let mut listed = Self::nothing(path);
        let hash = match state {
            FolderState::Complete { hash } => hash,
            FolderState::Part => return listed.part(reads_all),
            _ => return listed.unfinished(),
        };
        listed.hash.clone_from(hash);
        match read_manifest(path) {
            Ok(manifest) => {
                listed.tell(&manifest);
                let (condition, why) = condition(path, &manifest, reads_all);
                listed.found(condition, &why)
            }
            Err(error @ ReportError::OtherLayout { .. }) => listed.found(Condition::OtherVersion, &error.to_string()),
            Err(error @ ReportError::Io { .. }) => listed.found(Condition::Incomplete, &error.to_string()),
            Err(error) => listed.found(Condition::Spoilt, &error.to_string()),
        }
    }

    fn nothing(path: &Path) -> Self {
        let empty = String::new;
        Self {
            command: empty(),
            study: empty(),
            title: empty(),
            config: empty(),
            settings: empty(),
            cells: None,
            worlds: None,
            households: None,
            seed: None,
            finished: empty(),
            hash: empty(),
            condition: Condition::Incomplete,
            why: empty(),
            path: path.to_owned(),
        }
    }

    /// Without results: what is known of them by a checkpoint.
    fn unfinished(mut self) -> Self {
        let why = match cut_short::told(&self.path) {
            why if why.is_empty() => "cut short, or still being written".to_owned(),
            why => why,
        };
        if let Some(Ok(checkpoint)) = cut_short::checkpoint(&self.path) {
            self.tell_part(checkpoint);
        }
        self.found(Condition::Incomplete, &why)
    }

    /// What was simulated of some worlds.
    fn part(mut self, reads_all: bool) -> Self {
        let part = match PartManifest::read(&self.path) {
            Ok(part) => part,
            Err(error @ PartFileError::Form { .. }) => return self.found(Condition::OtherVersion, &error.to_string()),
            Err(error @ (PartFileError::Io { .. } | PartFileError::Missing { .. })) => {
                return self.found(Condition::Incomplete, &error.to_string());
            }
            Err(error) => return self.found(Condition::Spoilt, &error.to_string()),
        };
        let files: Vec<WrittenFile> = part.files().cloned().collect();
        let differing = differences(&self.path, &files, reads_all);
        let (is_whole, why) = (part.is_whole(), cut_short::told_of_part(&part));
        self.tell_part(part);
        match differing.first() {
            Some(difference) => self.found(Condition::Spoilt, &difference.to_string()),
            None => self.found(if is_whole { Condition::Part } else { Condition::Incomplete }, &why),
        }
    }

    fn tell_part(&mut self, part: PartManifest) {
        let PartManifest { identity, share, saved, .. } = part;
        if let Some(share) = &share {
            self.tell(&share.manifest);
            let shard = format!("--shard {}/{}", share.shard.number, share.shard.of);
            self.settings = [shard, self.settings.clone()].join(" ").trim_end().to_owned();
            self.finished = saved;
        }
        self.command = RUN.command.to_owned();
        self.cells = Some(identity.cells);
        self.worlds = Some(u64::from(identity.worlds));
        self.households = Some(identity.households);
        self.seed = Some(identity.seed);
        (self.study, self.hash) = (identity.study, identity.hash);
    }

    fn found(self, condition: Condition, why: &str) -> Self {
        Self { condition, why: why.to_owned(), ..self }
    }

    fn tell(&mut self, manifest: &Manifest) {
        let asked = manifest.asked.as_ref();
        self.command = asked.map_or("run", |asked| &asked.command).to_owned();
        self.study.clone_from(&manifest.study);
        self.title = manifest.title().into_owned();
        self.config.clone_from(&manifest.notes.config_file);
        // The first word is the command.
        let mut words: Vec<String> = asked.map_or_else(Vec::new, |asked| asked.command_words("").split_off(1));
        for option in manifest.notes.options() {
            if !SIZES.iter().any(|size| option.starts_with(size)) && !words.contains(&option) {
                words.push(option);
            }
        }
        self.settings = words.join(" ");
        self.cells = Some(manifest.cells.len());
        self.worlds = Some(manifest.worlds);
        self.households = Some(manifest.households);
        self.seed = Some(manifest.seed);
        self.finished.clone_from(&manifest.times.finished);
    }

    /// When it was computed, to the minute.
    pub fn minute(&self) -> String {
        self.finished.replace('T', " ").chars().take(16).collect()
    }

    /// Condition and reason in one.
    pub fn told(&self) -> String {
        match self.why.as_str() {
            "" => self.condition.words().to_owned(),
            why => format!("{}: {why}", self.condition.words()),
        }
    }
}

/// Whether all that a manifest lists is there.
fn condition(path: &Path, manifest: &Manifest, reads_all: bool) -> (Condition, String) {
    let mut differing = differences(path, &manifest.files, reads_all);
    // What is spoilt matters more than what is not there.
    let spoilt = differing.iter().any(|difference| !difference.is_missing);
    differing.sort_by_key(|difference| difference.is_missing);
    if !differing.is_empty() {
        let condition = if spoilt { Condition::Spoilt } else { Condition::Incomplete };
        return (condition, differing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    }
    if let Err(error) = question_of(manifest) {
        return (Condition::OtherVersion, error.to_string());
    }
    if manifest.value_version != identity::VALUE_VERSION {
        let (found, mine) = (manifest.value_version, identity::VALUE_VERSION);
        let why = format!(
            "its numbers are of value version {found}, written by version {}; this program's are of {mine}",
            manifest.version
        );
        return (Condition::OtherVersion, why);
    }
    match &manifest.partial {
        Some(partial) => (Condition::Partial, partial.sentence(Language::English)),
        None => (Condition::Complete, String::new()),
    }
}
