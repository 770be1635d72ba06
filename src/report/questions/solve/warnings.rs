//! What limits the answers.

use super::answer::{Answer, Row};
use super::words::Words;
use crate::aggregate::FEW_WORLDS;
use crate::answers::solve::{BOUGHT_FRAC, CURVE, CURVE_ESTIMATE, Certainty, Status};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::percent;
use crate::report::results::{Results, numbers};
use crate::stats::Estimate;

/// Share of households that may be refused at one value and not at another before it is said.
const LITTLE: f64 = 0.005;

/// Of how many it is to be said, and what.
type Counted = (usize, fn(&str) -> String);

pub(super) fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    let count = |is_one: &dyn Fn(&Row) -> bool| answer.rows.iter().filter(|row| is_one(row)).count();
    let is = |certainty: Certainty| count(&move |row: &Row| row.certainty == certainty);
    let gaps = numbers(results.table(&CURVE)?, &CURVE_ESTIMATE)?.iter().filter(|value| value.is_none()).count();
    let found: [Counted; 7] = [
        (count(&|row| row.turns), words.turns),
        (count(&|row| !row.turns && row.status == Status::MetInParts), words.crossed_again),
        (is(Certainty::OneSided), words.one_sided),
        (is(Certainty::Flat), words.flat),
        (is(Certainty::NoError), words.no_error),
        (gaps, words.gaps),
        (count(&|row| is_near(&answer, row)), words.at_an_end),
    ];
    let worlds = results.manifest.worlds;
    let few = i64::try_from(worlds).is_ok_and(|worlds| worlds < FEW_WORLDS);
    let few = few.then(|| (language.texts().few_worlds)(&worlds.to_string()));
    let told = found.into_iter().filter(|(number, _)| *number > 0).map(|(number, say)| say(&number.to_string()));
    let bought = bought(results)?.map(|(least, most)| (words.bought)(&percent(least, 1), &percent(most, 1)));
    Ok(few.into_iter().chain(told).chain(bought).collect())
}

/// Without a crossing: whether the estimate at an end is within its error of the bound.
fn is_near(answer: &Answer, row: &Row) -> bool {
    let near = |estimate: Estimate| {
        estimate.value.zip(estimate.mcse).is_some_and(|(value, mcse)| (value - answer.bound).abs() < 2.0 * mcse)
    };
    row.certainty == Certainty::NoCrossing && (near(row.at_low) || near(row.at_high))
}

/// The least and the largest share of households that buy, where they differ.
fn bought(results: &Results) -> Result<Option<(f64, f64)>, ReportError> {
    let shares =
        || -> Result<_, ReportError> { Ok(numbers(results.table(&CURVE)?, &BOUGHT_FRAC)?.into_iter().flatten()) };
    let least = shares()?.reduce(|least, share| if share < least { share } else { least });
    let most = shares()?.reduce(|most, share| if share > most { share } else { most });
    Ok(least.zip(most).filter(|(least, most)| most - least > LITTLE))
}
