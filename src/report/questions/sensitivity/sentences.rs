//! Which key matters most, in a sentence a cell and estimate.

use super::changes::{Changes, Move, changes};
use super::names;
use super::screen_readings::share;
use super::screened::{Screened, screened};
use super::words::texts;
use crate::outcome::Unit;
use crate::report::ReportError;
use crate::report::figure::select::spread;
use crate::report::language::{Language, column_label};
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::Results;
use crate::stats::Estimate;

/// Most sentences.
const MOST: usize = 6;

pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let cells = CellNames::new(&results.labels, language);
    let sentence = |changes: &Changes| {
        let words = texts(language);
        let cell = match results.labels.len() {
            1 => String::new(),
            _ => (words.in_line)(&cells.line(changes.cell)),
        };
        let estimate = column_label(&changes.estimate, language);
        // The first whose change is no chance.
        let most = changes.keys.iter().find(|of_key| of_key.moves().iter().any(|moved| moved.is_seen()));
        let Some(most) = most else { return (words.nothing_seen)(&cell, &estimate) };
        let change = |moved: &Move| {
            let shown = Show::of(changes.estimate.unit).difference().estimate(moved.change, language);
            let shown = if changes.estimate.unit == Unit::Fraction { (words.points)(&shown) } else { shown };
            match moved.value {
                Some(value) => (words.moved_to)(&names::value(&most.key, Some(value), language), &shown),
                None => moved.why_empty.clone(),
            }
        };
        (words.matters_most)(&cell, &estimate, &most.key, [&change(&most.down), &change(&most.up)])
    };
    let moved = spread(&changes(results)?, MOST).iter().map(sentence).collect::<Vec<_>>();
    let screened = spread(&screened(results)?, MOST);
    Ok(moved.into_iter().chain(screened.iter().map(|it| over_ranges(it, results, &cells, language))).collect())
}

/// How far an estimate lies apart over the stated ranges, and what does most of it.
fn over_ranges(screened: &Screened, results: &Results, cells: &CellNames<'_>, language: Language) -> String {
    let words = texts(language);
    let cell = if results.labels.len() > 1 { (words.in_line)(&cells.line(screened.cell)) } else { String::new() };
    let show = Show::of(screened.estimate.unit);
    let plain = |show: Show, value| show.estimate(Estimate { value, mcse: None }, language);
    let [low, _, high] = screened.band.map(|end| plain(show, end.value));
    let chance = screened.monte_carlo.map(|chance| {
        let chance = plain(show.difference(), Some(chance));
        let chance = if screened.estimate.unit == Unit::Fraction { (words.points)(&chance) } else { chance };
        (words.chance_is)(&chance)
    });
    let estimate = column_label(&screened.estimate, language);
    let most = screened.keys.first().filter(|index| index.total.value.is_some());
    let most = most.map(|index| (words.accounts_for)(&index.key, &share(index.total)));
    let most = most.unwrap_or_else(|| words.nothing_told.to_owned());
    (words.band_is)(&cell, &estimate, [&low, &high]) + &chance.unwrap_or_default() + &most
}
