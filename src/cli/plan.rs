//! A config as the commands take it: read, checked and resolved.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::failure::Failure;
use super::identity;
use crate::config::{Doubt, Loaded, Overrides, key_facts, load, notes};
use crate::outcome::label::CellLabel;
use crate::report::counts::{PATHS, PATHS_TIMES_CELLS};
use crate::report::folder::inspect;
use crate::report::manifest::{
    Asked, AuthorNotes, CautionNote, CellRecord, DataFile, PROGRAM, SCHEMA_VERSION, ValueNote,
};
use crate::report::{FolderState, Manifest, ReportError, RunClock};
use crate::study::{Caution, Study, cautions, resolve};

/// Which config, and what the command line changes in it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The file.
    pub config: PathBuf,
    /// Settings laid over it.
    pub overrides: Overrides,
}

/// A study ready to be simulated.
pub(super) struct Plan {
    /// What was read.
    pub loaded: Loaded,
    /// What is simulated.
    pub study: Study,
    /// What is asked of it, where it is not run as it is written.
    pub asked: Option<Asked>,
    /// Identity of its results.
    pub hash: String,
}

impl Source {
    /// Reads the config.
    pub fn plan(&self) -> Result<Plan, Failure> {
        // A folder of a shard beside those of results is easily named in place of a config.
        if matches!(inspect(&self.config), Ok(FolderState::Part)) {
            return Err(ReportError::IsPart { path: self.config.clone() }.into());
        }
        Plan::of(load(&self.config, &self.overrides)?, None)
    }
}

impl Plan {
    /// A config that was read, and what is asked of it.
    pub fn of(loaded: Loaded, asked: Option<Asked>) -> Result<Self, Failure> {
        let study = resolve(&loaded);
        let hash = identity::hash(&loaded, asked.as_ref());
        Ok(Self { loaded, study, asked, hash })
    }

    /// What its author should be told before a run: of the study, and of the series it was read from.
    pub fn cautions(&self) -> Vec<Caution> {
        let series = self.loaded.data.series_read().iter();
        let doubts = series.filter_map(|read| {
            let Doubt { english, chinese } = read.doubt()?;
            Some(Caution { key: read.key.clone().into(), english, chinese })
        });
        cautions(&self.study).into_iter().chain(doubts).collect()
    }

    /// What sets the cells apart.
    pub fn labels(&self) -> Vec<CellLabel> {
        self.study.cells.iter().map(|cell| cell.label.clone()).collect()
    }

    /// Where results go if nobody says otherwise.
    pub fn default_folder(&self) -> PathBuf {
        let command = self.asked.as_ref().map_or_else(String::new, |asked| format!("{}-", asked.command));
        results_of(&self.study.name, &format!("{command}{}", self.hash))
    }

    /// What was computed, from what; no files yet.
    pub fn manifest(&self, clock: &RunClock) -> Manifest {
        let study = &self.study;
        let data = self.loaded.files_read.iter();
        Manifest {
            program: PROGRAM.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version: SCHEMA_VERSION,
            value_version: identity::VALUE_VERSION,
            asked: self.asked.clone(),
            partial: None,
            study: study.name.clone(),
            hash: self.hash.clone(),
            seed: study.seed,
            worlds: u64::from(study.worlds),
            households: study.households,
            horizon_months: study.horizon_months,
            workout_tail_months: study.workout_tail_months,
            cells: CellRecord::of(&self.labels()),
            config: self.loaded.resolved.clone(),
            notes: self.author_notes(),
            cautions: self.caution_notes(),
            data: data.map(|file| DataFile { path: file.written.clone(), blake3: file.blake3.clone() }).collect(),
            files: Vec::new(),
            counts: BTreeMap::from([
                (PATHS.to_owned(), study.paths()),
                (PATHS_TIMES_CELLS.to_owned(), study.paths().saturating_mul(study.cells.len() as u64)),
            ]),
            times: clock.times(),
            digest: String::new(),
        }
    }

    /// The author's words, from the config.
    fn author_notes(&self) -> AuthorNotes {
        let head = notes::head(&self.loaded);
        let config_file = self.loaded.source_paths.last().map_or_else(String::new, |path| as_named(path));
        let values = notes::notes(&self.loaded).into_iter().map(|note| {
            let facts = key_facts(&note.key).into_iter().find(|facts| facts.key == note.key);
            let (meaning, unit) = facts.map_or_else(Default::default, |facts| (facts.meaning, facts.unit));
            ValueNote {
                scenario: note.scenario,
                key: note.key,
                written: note.written,
                meaning,
                unit: unit.unwrap_or_default().to_owned(),
                comment: note.comment,
                place: note.place,
            }
        });
        AuthorNotes { question: head.question, config_file, remarks: head.remarks, values: values.collect() }
    }

    /// What the author should think about, as the manifest keeps it.
    fn caution_notes(&self) -> Vec<CautionNote> {
        let note = |Caution { key, english, chinese }: Caution| CautionNote { key: key.into_owned(), english, chinese };
        self.cautions().into_iter().map(note).collect()
    }
}

/// A config as it was named where that is below the folder of the run, so that the command of a page works there; else its
/// name alone, since a page tells nothing of the machine.
fn as_named(path: &Path) -> String {
    let is_below = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let shown = if is_below { Some(path.as_os_str()) } else { path.file_name() };
    shown.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Where results of a study go if nobody says otherwise.
pub(super) fn results_of(study: &str, name: &str) -> PathBuf {
    Path::new("results").join(study).join(name)
}

/// What sets a cell apart, in one line.
pub(super) fn describe(label: &CellLabel) -> String {
    let scenario = label.scenario.iter().map(|name| format!("scenario = {name}"));
    let swept = label.swept.iter().map(|(key, value)| format!("{key} = {value}"));
    let parts: Vec<String> = scenario.chain(swept).collect();
    if parts.is_empty() { "the config as it is".to_owned() } else { parts.join(", ") }
}
