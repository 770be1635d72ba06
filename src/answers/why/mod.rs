//! Why do households default, and where do the losses come from? METHOD.md (115) to (117): the study with its four causes on
//! and off in all sixteen combinations, one run in which all of them share worlds, lives and draws.

mod cause;
mod combination;
mod loss;
mod shapley;
mod tables;
mod tally;

use polars::prelude::DataFrame;

use super::{AnswerError, Laboratory};
use crate::aggregate::Table;
use crate::config::Loaded;
use crate::outcome::PathOutcome;
use crate::outcome::label::CellLabel;
use crate::study::{Study, resolve};
use tally::Tally;

pub use cause::Cause;
pub use combination::COMBINATIONS;
pub use loss::{LossOf, Part};
pub use shapley::{SHARES_OF_A_UNIT, shares};
pub use tables::{
    CAUSE, CAUSES, DEFAULT_RATE_CONTRIBUTED, DEFAULTS, DEFAULTS_ONLY_OFF, LOSS, LOSS_FRAC, LOSS_OF, LOSS_PER_DEFAULT,
    OFF, PART, SHARE_OF_DEFAULTS, SHARE_OF_LOSS, SHARES, SWITCHES,
};

/// [`CAUSES`], [`SHARES`] and [`SWITCHES`] with their rows.
pub type Reasons = Vec<(&'static Table, DataFrame)>;

/// A study at all combinations of its causes: cells slowest.
#[derive(Debug)]
pub struct Why {
    study: Study,
}

impl Why {
    /// Of a study.
    ///
    /// # Errors
    /// With all combinations it has more cells than a study may have.
    pub fn new(loaded: &Loaded) -> Result<Self, AnswerError> {
        let at_points = loaded.at_points("why", |_, cell| combination::points(cell))?;
        Ok(Self { study: resolve(&at_points) })
    }

    /// What is run.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// Runs it and tells the causes apart.
    ///
    /// # Errors
    /// The run was stopped, or a table was not made.
    pub fn answer(&self, cells: &[CellLabel], laboratory: &dyn Laboratory) -> Result<Reasons, AnswerError> {
        let mut tally = Tally::new(&self.study);
        let mut enter = |first_path: u64, outcomes: &[PathOutcome]| {
            tally.enter(first_path, outcomes);
            Ok(())
        };
        let result = laboratory.run(&self.study, Some(&mut enter))?;
        Ok(vec![
            (&CAUSES, tables::causes(cells, &tally, &result)?),
            (&SHARES, tables::shares(cells, &tally, &result)?),
            (&SWITCHES, tables::switches(cells, &tally, &result)?),
        ])
    }
}
