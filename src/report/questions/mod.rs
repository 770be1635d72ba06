//! What questions there are. Tables, columns, figures and pages of all of them follow from the list here.

mod compare;
mod household;
mod run;
mod sensitivity;
mod solve;
mod why;

use super::question::Question;
use super::{Manifest, ReportError};
use crate::aggregate::Table;

pub use compare::COMPARE;
pub use household::HOUSEHOLD;
pub use run::RUN;
pub use sensitivity::SENSITIVITY;
pub use solve::SOLVE;
pub use why::{WHY, printed as printed_causes};

/// Every question.
pub const QUESTIONS: [&Question; 6] = [&RUN, &SENSITIVITY, &SOLVE, &COMPARE, &WHY, &HOUSEHOLD];

/// Every table of every question.
pub fn all_tables() -> impl Iterator<Item = &'static Table> {
    QUESTIONS.into_iter().flat_map(Question::all_tables)
}

/// The question that results answer.
///
/// # Errors
/// Their manifest names one that this version does not know.
pub fn question_of(manifest: &Manifest) -> Result<&'static Question, ReportError> {
    let Some(asked) = &manifest.asked else { return Ok(&RUN) };
    let found = QUESTIONS.into_iter().find(|question| question.command == asked.command);
    found.ok_or_else(|| ReportError::UnknownQuestion {
        command: asked.command.clone(),
        version: manifest.version.clone(),
    })
}
