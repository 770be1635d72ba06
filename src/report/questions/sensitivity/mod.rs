//! `underwater sensitivity`: which assumption matters.

mod changes;
mod names;
mod readings;
mod sentences;
mod tornado;
mod warnings;
mod words;

use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS, LGD};
use crate::answers::sensitivity::{CHANGE, EFFECTS, ELASTICITY};
use crate::report::question::Question;

/// Keys moved one at a time.
pub const SENSITIVITY: Question = Question {
    command: "sensitivity",
    tables: &[&EFFECTS],
    kept: &[],
    figures: &[("tornado", tornado::figure)],
    readings: readings::readings,
    sentences: sentences::sentences,
    warnings: warnings::warnings,
    explained: &[CHANGE, ELASTICITY, DEFAULT_RATE.column, EXPECTED_LOSS.column, LGD.column],
};
