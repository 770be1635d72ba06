//! `underwater why`: what defaults needed, and where losses come from.

mod causes_figure;
mod found;
mod printed;
mod reading;
mod sentences;
mod shares_figure;
mod warnings;
mod words;

use crate::answers::why::{
    CAUSE, CAUSES, DEFAULT_RATE_CONTRIBUTED, LOSS_FRAC, PART, SHARE_OF_DEFAULTS, SHARE_OF_LOSS, SHARES, SWITCHES,
};
use crate::report::question::{Question, no_numbers};

pub use printed::printed;

/// A study with its causes on and off.
pub const WHY: Question = Question {
    command: "why",
    tables: &[&CAUSES, &SHARES, &SWITCHES],
    kept: &[],
    figures: &[("causes", causes_figure::figure), ("shares", shares_figure::figure)],
    readings: reading::readings,
    numbers: no_numbers,
    sentences: sentences::sentences,
    told_first: usize::MAX,
    warnings: warnings::warnings,
    explained: &[CAUSE, SHARE_OF_DEFAULTS, DEFAULT_RATE_CONTRIBUTED, PART, LOSS_FRAC, SHARE_OF_LOSS],
};
