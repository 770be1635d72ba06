//! `underwater run`: how often and how badly, in each cell.

mod found;
mod numbers;
mod sentences;
mod words;

use crate::aggregate::estimates::{
    DEFAULT_RATE, EVER_UNDER_WATER_RATE, EXPECTED_LOSS, LGD, OWED_AFTER_AUCTION_RATE, STOCK_90_PLUS,
};
use crate::aggregate::household_loss::{HOUSEHOLD_LOSS_ES_95, HOUSEHOLD_LOSS_VAR_95};
use crate::aggregate::{PATHS, TABLES, WORLDS};
use crate::report::question::Question;
use crate::report::{figure, reading, warnings};

/// A study as it is written.
pub const RUN: Question = Question {
    command: "run",
    tables: &TABLES,
    kept: &[&WORLDS, &PATHS],
    figures: &[
        ("lender_loss", figure::lender_loss::figure),
        ("book", figure::book::losses),
        ("segments", figure::book::segments),
        ("tornado", figure::alone::figure),
        ("default_rate", figure::default_rate::figure),
        ("heat_map", figure::heat_map::figure),
        ("loss_rates", figure::loss_rates::figure),
        ("feedback", figure::feedback::figure),
        ("world_losses", figure::world_losses::figure),
        ("triggers", figure::triggers::figure),
        ("resolution", figure::resolution::figure),
        ("auction_rounds", figure::auction_rounds::figure),
        ("losses", figure::losses::figure),
        ("prices", figure::prices::figure),
        ("states", figure::states::figure),
        ("term_structure", figure::term_structure::figure),
    ],
    readings: reading::tables,
    numbers: numbers::numbers,
    sentences: sentences::sentences,
    told_first: 2,
    warnings: warnings::in_words,
    explained: &[
        DEFAULT_RATE.column,
        STOCK_90_PLUS.column,
        EVER_UNDER_WATER_RATE.column,
        LGD.column,
        EXPECTED_LOSS.column,
        OWED_AFTER_AUCTION_RATE.column,
        HOUSEHOLD_LOSS_VAR_95.column,
        HOUSEHOLD_LOSS_ES_95.column,
    ],
};
