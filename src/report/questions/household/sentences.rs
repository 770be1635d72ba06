//! The answer in sentences.

use super::answer;
use super::readings::money;
use super::words::Words;
use crate::answers::household::Status;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::percent_short;
use crate::report::results::Results;

pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let words = Words::of(language);
    let (row, estimates) = answer::own(results)?;
    let years = (language.texts().years)(&results.manifest.horizon_months.div_ceil(12).to_string());
    let mut told = vec![(words.main)(&years, &estimates.map(|estimate| words.of_hundred(estimate.value)))];
    let own = answer::needed(results)?.into_iter().find(|needed| needed.down_payment == row.down_payment);
    if let Some(needed) = own {
        let down_payment = percent_short(needed.down_payment);
        let amount = |value: Option<f64>| value.map(|value| money(value, language));
        told.push(match (needed.status, amount(needed.buffer)) {
            (Status::MetFrom, Some(buffer)) => {
                let interval = match (amount(needed.lower), amount(needed.upper)) {
                    (Some(lower), Some(upper)) => (words.between)(&lower, &upper),
                    _ => words.interval_open.to_owned(),
                };
                (words.cash_met)(&down_payment, &buffer, &interval, &money(row.buffer, language))
            }
            (Status::Never, _) => {
                let risk = words.out_of(needed.at_highest.value);
                (words.cash_never)(&down_payment, &money(needed.highest, language), &risk)
            }
            (Status::Always, _) => (words.cash_always)(&down_payment),
            _ => words.cash_not_told.to_owned(),
        });
    }
    told.push(match answer::bad_path(results)? {
        Some((world, household, rule)) => {
            let path = format!("underwater explain study.toml --world {world} --household {household}");
            let command = std::iter::once(path).chain(results.manifest.notes.options()).collect::<Vec<_>>().join(" ");
            (words.path)(words.rule(rule), &command)
        }
        None => words.no_path.to_owned(),
    });
    Ok(told)
}
