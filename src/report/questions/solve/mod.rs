//! `underwater solve`: for which values of a key a target is met.

mod answer;
mod curve_figure;
mod frontier_figure;
mod reading;
mod sentences;
mod warnings;
mod words;

use crate::answers::solve::{CURVE, SOLUTION, STATUS, VALUE, VALUE_LOWER_95};
use crate::report::question::{Question, no_numbers};

/// A key varied until an estimate meets a bound.
pub const SOLVE: Question = Question {
    command: "solve",
    tables: &[&SOLUTION, &CURVE],
    kept: &[],
    figures: &[("curve", curve_figure::figure), ("frontier", frontier_figure::figure)],
    readings: reading::readings,
    numbers: no_numbers,
    sentences: sentences::sentences,
    told_first: usize::MAX,
    warnings: warnings::warnings,
    explained: &[STATUS, VALUE, VALUE_LOWER_95],
};
