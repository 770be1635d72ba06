//! `underwater household`: what one household's mortgage may come to, for readers without training.

mod answer;
mod events;
mod figure;
mod readings;
mod sentences;
mod words;

use crate::aggregate::FEW_WORLDS;
use crate::aggregate::estimates::{DEFAULT_RATE, EVER_UNDER_WATER_RATE, OWED_AFTER_AUCTION_RATE};
use crate::answers::household::{CASH_NEEDED, CASH_NEEDED_TABLE, LOST_HOME_RATE, MISSED_RATE, ODDS, PATH};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::question::{Question, no_numbers};
use crate::report::results::Results;

/// One household's odds.
pub const HOUSEHOLD: Question = Question {
    command: "household",
    tables: &[&ODDS, &CASH_NEEDED_TABLE, &PATH],
    kept: &[],
    figures: &[("odds", figure::figure)],
    readings: readings::readings,
    numbers: no_numbers,
    sentences: sentences::sentences,
    told_first: usize::MAX,
    warnings,
    explained: &[
        MISSED_RATE,
        DEFAULT_RATE.column,
        EVER_UNDER_WATER_RATE.column,
        LOST_HOME_RATE,
        OWED_AFTER_AUCTION_RATE.column,
        CASH_NEEDED,
    ],
};

fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let worlds = results.manifest.worlds;
    let few = i64::try_from(worlds).is_ok_and(|worlds| worlds < FEW_WORLDS);
    let few = few.then(|| (language.texts().few_worlds)(&worlds.to_string()));
    let words = words::Words::of(language);
    Ok(few.into_iter().chain([words.no_advice.to_owned()]).collect())
}
