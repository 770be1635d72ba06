//! Tables for people: of each cell and estimate, the keys from the largest change to the smallest.

use super::changes::{Move, OfKey, changes, several_estimates};
use super::names;
use super::screen_readings;
use super::words::texts;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{NOTHING, Show, fixed, percent_short};
use crate::report::reading::{CellNames, Heading, ReadingTable};
use crate::report::results::Results;

/// Keys of a cell and estimate that people are shown; all are in the table `effects`.
pub(super) const KEYS_SHOWN: usize = 12;

/// The share by which keys were moved, in per cent.
pub(super) fn by(results: &Results) -> String {
    let asked = results.manifest.asked.as_ref();
    percent_short(asked.and_then(|asked| asked.options.get("by")?.as_f64()).unwrap_or(f64::NAN))
}

pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let words = texts(language);
    let changes = changes(results)?;
    if changes.is_empty() {
        return screen_readings::readings(results, language);
    }
    let cells = CellNames::new(&results.labels, language);
    let several = several_estimates(&changes);
    let mut columns = cells.headings();
    columns.extend(several.then(|| Heading::words(words.estimate)));
    columns.push(Heading::words(words.key));
    for heading in [words.in_cell, words.moved_down, words.change, words.moved_up, words.change, words.elasticity] {
        columns.push(Heading::numbers(heading));
    }
    let mut rows = Vec::new();
    for changes in &changes {
        let show = Show::of(changes.estimate.unit).difference();
        for of_key in changes.keys.iter().take(KEYS_SHOWN) {
            let mut row = cells.fields(changes.cell);
            row.extend(several.then(|| column_label(&changes.estimate, language)));
            row.push(of_key.key.clone());
            row.push(names::value(&of_key.key, of_key.base_value, language));
            for moved in of_key.moves() {
                row.push(names::value(&of_key.key, moved.value, language));
                row.push(show.estimate(moved.change, language));
            }
            row.push(elasticity(of_key));
            rows.push(row);
        }
    }
    let caption = (words.effects_caption)(&by(results));
    Ok(vec![ReadingTable {
        cells: Vec::new(),
        name: "effects",
        caption,
        columns,
        rows,
        note: words.effects_note.to_owned(),
    }])
}

/// That of the larger move.
fn elasticity(of_key: &OfKey) -> String {
    let size = |moved: &Move| moved.change.value.map_or(0.0, f64::abs);
    let larger = if size(&of_key.down) > size(&of_key.up) { &of_key.down } else { &of_key.up };
    larger.elasticity.map_or_else(|| NOTHING.to_owned(), |elasticity| fixed(elasticity, 2))
}
