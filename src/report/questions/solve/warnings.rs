//! What limits the answers.

use super::answer::{Answer, Row};
use super::words::Words;
use crate::aggregate::FEW_WORLDS;
use crate::answers::solve::{CURVE, CURVE_ESTIMATE, Certainty, Status};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::results::{Results, numbers};

/// Of how many it is to be said, and what.
type Counted = (usize, fn(&str) -> String);

pub(super) fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    let count = |is_one: &dyn Fn(&Row) -> bool| answer.rows.iter().filter(|row| is_one(row)).count();
    let is = |certainty: Certainty| count(&move |row: &Row| row.certainty == certainty);
    let gaps = numbers(results.table(&CURVE)?, &CURVE_ESTIMATE)?.iter().filter(|value| value.is_none()).count();
    let found: [Counted; 6] = [
        (count(&|row| row.turns), words.turns),
        (count(&|row| !row.turns && row.status == Status::MetInParts), words.crossed_again),
        (is(Certainty::OneSided), words.one_sided),
        (is(Certainty::Flat), words.flat),
        (is(Certainty::NoError), words.no_error),
        (gaps, words.gaps),
    ];
    let worlds = results.manifest.worlds;
    let few = i64::try_from(worlds).is_ok_and(|worlds| worlds < FEW_WORLDS);
    let few = few.then(|| (language.texts().few_worlds)(&worlds.to_string()));
    let told = found.into_iter().filter(|(number, _)| *number > 0).map(|(number, say)| say(&number.to_string()));
    Ok(few.into_iter().chain(told).collect())
}
