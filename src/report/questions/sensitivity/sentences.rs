//! Which key matters most, in a sentence a cell and estimate.

use super::changes::{Changes, Move, changes};
use super::names;
use super::words::texts;
use crate::outcome::Unit;
use crate::report::ReportError;
use crate::report::figure::select::spread;
use crate::report::language::{Language, column_label};
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::Results;

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
    Ok(spread(&changes(results)?, MOST).iter().map(sentence).collect())
}
