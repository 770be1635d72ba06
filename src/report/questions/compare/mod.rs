//! `underwater compare`: what differs between two runs, and whether chance makes it.

mod figure;
mod readings;
mod rows;
mod sentences;
mod words;

use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS, LGD};
use crate::answers::compare::{CHANGES, DIFFERENCES};
use crate::report::question::{Question, no_numbers};

/// Two runs compared.
pub const COMPARE: Question = Question {
    command: "compare",
    tables: &[&DIFFERENCES, &CHANGES],
    kept: &[],
    figures: &[("difference", figure::figure)],
    readings: readings::tables,
    numbers: no_numbers,
    sentences: sentences::sentences,
    told_first: usize::MAX,
    warnings: sentences::warnings,
    explained: &[DEFAULT_RATE.column, LGD.column, EXPECTED_LOSS.column],
};
