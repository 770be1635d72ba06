//! A config as the commands take it: read, checked and resolved.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::identity;
use crate::config::{Doubt, Loaded, Overrides, load};
use crate::outcome::label::CellLabel;
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
    /// Identity of its results.
    pub hash: String,
}

impl Source {
    /// Reads the config.
    pub fn plan(&self) -> Result<Plan, Failure> {
        let loaded = load(&self.config, &self.overrides)?;
        let study = resolve(&loaded);
        let hash = identity::hash(&loaded);
        Ok(Plan { loaded, study, hash })
    }
}

impl Plan {
    /// What its author should be told before a run: of the study, and of the series it was read from.
    pub fn cautions(&self) -> Vec<Caution> {
        let series = self.loaded.data.series_read().iter();
        let doubts = series.filter_map(|read| {
            let Doubt { english, chinese } = read.doubt()?;
            Some(Caution { key: read.key, english, chinese })
        });
        cautions(&self.study).into_iter().chain(doubts).collect()
    }

    /// What sets the cells apart.
    pub fn labels(&self) -> Vec<CellLabel> {
        self.study.cells.iter().map(|cell| cell.label.clone()).collect()
    }

    /// Where results go if nobody says otherwise.
    pub fn default_folder(&self) -> PathBuf {
        Path::new("results").join(&self.study.name).join(&self.hash)
    }
}

/// What sets a cell apart, in one line.
pub(super) fn describe(label: &CellLabel) -> String {
    let scenario = label.scenario.iter().map(|name| format!("scenario = {name}"));
    let swept = label.swept.iter().map(|(key, value)| format!("{key} = {value}"));
    let parts: Vec<String> = scenario.chain(swept).collect();
    if parts.is_empty() { "the config as it is".to_owned() } else { parts.join(", ") }
}
