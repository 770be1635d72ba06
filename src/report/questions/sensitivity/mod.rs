//! `underwater sensitivity`: which assumption matters.

mod bars;
mod changes;
mod names;
mod readings;
mod screen_readings;
mod screened;
mod sentences;
mod tornado;
mod warnings;
mod words;

use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS, LGD};
use crate::answers::sensitivity::{BAND, CHANGE, DESIGN, EFFECTS, ELASTICITY, FIRST_ORDER, INDICES, TOTAL};
use crate::report::question::{Question, no_numbers};

/// Keys moved one at a time, or all keys in doubt at once: results have the tables of the one or of the other.
pub const SENSITIVITY: Question = Question {
    command: "sensitivity",
    tables: &[&EFFECTS, &BAND, &INDICES, &DESIGN],
    kept: &[],
    figures: &[("tornado", tornado::figure), ("indices", bars::figure)],
    readings: readings::readings,
    numbers: no_numbers,
    sentences: sentences::sentences,
    told_first: usize::MAX,
    warnings: warnings::warnings,
    explained: &[CHANGE, ELASTICITY, FIRST_ORDER, TOTAL, DEFAULT_RATE.column, EXPECTED_LOSS.column, LGD.column],
};
