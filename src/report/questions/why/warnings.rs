//! What limits the answer.

use super::found::Found;
use super::words::{With1, Words};
use crate::aggregate::FEW_WORLDS;
use crate::answers::why::{LossOf, Part};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::count;
use crate::report::results::Results;

pub(super) fn warnings(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let words = Words::of(language);
    let cells = Found::of(results)?;
    let mut told = Vec::new();
    let worlds = results.manifest.worlds;
    if i64::try_from(worlds).is_ok_and(|worlds| worlds < FEW_WORLDS) {
        told.push((language.texts().few_worlds)(&worlds.to_string()));
    }
    let number = |is_one: &dyn Fn(&Found) -> bool| cells.iter().filter(|found| is_one(found)).count();
    let has_default = |found: &Found| found.defaults() > 0;
    let untold = |found: &Found| {
        let losses = LossOf::ALL.iter().flat_map(|loss| found.parts(*loss));
        has_default(found) && losses.into_iter().any(|part| part.of_loans.value.is_none())
    };
    let is_negative = |found: &Found| {
        let causes = found.parts(LossOf::Lender).iter().take(Part::Other as usize);
        causes.into_iter().any(|part| part.of_loans.value.is_some_and(|value| value < 0.0))
    };
    let sayings: [(usize, With1); 3] = [
        (number(&|found| !has_default(found)), words.no_default_in),
        (number(&untold), words.beyond),
        (number(&is_negative), words.negative),
    ];
    told.extend(sayings.into_iter().filter(|(cells, _)| *cells > 0).map(|(cells, say)| say(&cells.to_string())));
    let only_off: i64 = cells.iter().map(|found| found.only_off).sum();
    if only_off > 0 {
        let defaults: i64 = cells.iter().map(Found::defaults).sum();
        told.push((words.only_off)(&count(only_off.unsigned_abs()), &count(defaults.unsigned_abs())));
    }
    // A share of 0 or of all has no error; one between them has, unless too few worlds bear on it.
    let shares = cells.iter().flat_map(|found| &found.causes);
    let unsure = shares.filter(|cause| cause.share.value.is_some_and(|share| 0.0 < share && share < 1.0));
    let unsure = unsure.filter(|cause| cause.share.mcse.is_none()).count();
    if unsure > 0 {
        told.push((words.no_error)(&unsure.to_string()));
    }
    Ok(told)
}
