//! The answer in a sentence or two a cell.

use super::found::Found;
use super::words::Words;
use crate::answers::why::{Cause, LossOf, Part};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, fixed};
use crate::report::reading::CellNames;
use crate::report::results::Results;

/// Cells told one by one; of more, those with the lowest and the highest default rate.
const TOLD: usize = 3;

pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let (words, names) = (Words::of(language), CellNames::new(&results.labels, language));
    let cells = Found::of(results)?;
    let mut told = Vec::new();
    for cell in chosen(&cells) {
        let Some(found) = cells.get(cell) else { continue };
        let place = if cells.len() > 1 { (words.of)(&names.line(cell)) } else { String::new() };
        told.push(place + &[defaults(found, words), loss(found, words, language)].concat());
    }
    Ok(told)
}

fn chosen(cells: &[Found]) -> Vec<usize> {
    if cells.len() <= TOLD {
        return (0..cells.len()).collect();
    }
    let rate = |cell: &usize| cells.get(*cell).and_then(|found| found.default_rate.value);
    let by = |is_more: fn(f64, f64) -> bool| {
        let known = (0..cells.len()).filter(|cell| rate(cell).is_some());
        known.reduce(|most, cell| match rate(&cell).zip(rate(&most)) {
            Some((here, there)) if is_more(here, there) => cell,
            _ => most,
        })
    };
    let mut chosen: Vec<usize> = [by(|a, b| a < b), by(|a, b| a > b)].into_iter().flatten().collect();
    chosen.dedup();
    chosen
}

/// Of a hundred defaults, or of all where there are fewer.
fn defaults(found: &Found, words: &Words) -> String {
    let all = found.defaults();
    if all == 0 {
        return words.no_default.to_owned();
    }
    let is_few = all < 100;
    let counts = apportioned(found.causes.map(|cause| cause.defaults), if is_few { all } else { 100 });
    let told = counts.iter().zip(words.needed).filter(|(count, _)| **count > 0);
    let parts: Vec<String> = told.map(|(number, say)| say(&number.to_string())).collect();
    let parts = parts.join(words.and);
    if is_few { (words.of_few)(&all.to_string(), &parts) } else { (words.of_a_hundred)(&parts) }
}

/// Whole numbers that stand to each other as `counts` do and add up to `of`: what is left goes to the largest remainders.
fn apportioned(counts: [i64; Cause::ALL.len()], of: i64) -> [i64; Cause::ALL.len()] {
    let all: i128 = counts.iter().copied().map(i128::from).sum();
    let share = |count: i64| i128::from(count) * i128::from(of);
    let mut whole = counts.map(|count| (share(count) / all) as i64);
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(share(counts[*place]) % all));
    let left = of - whole.iter().sum::<i64>();
    order.into_iter().zip(0..left).for_each(|(place, _)| whole[place] += 1);
    whole
}

/// What the lender loses, and what that comes from.
fn loss(found: &Found, words: &Words, language: Language) -> String {
    let parts = found.parts(LossOf::Lender);
    let (whole, rest) = (parts[Part::All as usize].of_loans, &parts[..Part::All as usize]);
    let values: Option<Vec<f64>> = rest.iter().map(|part| part.of_loans.value).collect();
    let Some(values) = values.filter(|_| found.defaults() > 0 && whole.value.is_some()) else {
        return String::new();
    };
    let points = |value: &f64| fixed(value * 100.0, 2);
    let nothing = points(&0.0);
    let told = values.iter().map(points).zip(words.comes_from).filter(|(points, _)| *points != nothing);
    let told: Vec<String> = told.map(|(points, say)| say(&points)).collect();
    if told.is_empty() {
        return String::new();
    }
    (words.lender_loses)(&Show::Percent.short(whole, language), &told.join(words.and))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_hundred_add_up_to_it() {
        assert_eq!(apportioned([1, 1, 1, 0, 0], 100), [34, 33, 33, 0, 0]);
        assert_eq!(apportioned([2, 4, 0, 1, 0], 7), [2, 4, 0, 1, 0]);
        assert_eq!(apportioned([994, 5, 1, 0, 0], 100), [99, 1, 0, 0, 0]);
        assert_eq!(apportioned([i64::MAX / 2, 1, 0, 0, 0], 100), [100, 0, 0, 0, 0]);
    }
}
