//! How well an estimate was known each time a run looked that stops at a precision.

use super::{Heading, ReadingTable};
use crate::aggregate::{CONVERGENCE, ERROR_TO_ASKED, LOOK_WORLDS};
use crate::outcome::precision::is_reached;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{NOTHING, count, fixed};
use crate::report::results::{Results, integers, numbers};

/// What a run saw each time it looked, in order; `None` where no precision was asked.
fn looks(results: &Results) -> Result<Option<Vec<Look>>, ReportError> {
    let Some(table) = results.rows(&CONVERGENCE) else { return Ok(None) };
    let (worlds, errors) = (integers(table, &LOOK_WORLDS)?, numbers(table, &ERROR_TO_ASKED)?);
    let mut looks: Vec<Look> = Vec::new();
    for (worlds, error) in worlds.into_iter().zip(errors) {
        match looks.last_mut().filter(|look| look.worlds == worlds) {
            Some(look) => look.errors.push(error),
            None => looks.push(Look { worlds, errors: vec![error] }),
        }
    }
    Ok(Some(looks))
}

/// One of them.
struct Look {
    /// Worlds simulated.
    worlds: i64,
    /// Of each cell, the error ÷ what is asked; `None` where it has none yet.
    errors: Vec<Option<f64>>,
}

impl Look {
    /// Cells in which the estimate is known as well as asked.
    fn known(&self) -> usize {
        self.errors.iter().filter(|error| is_reached(**error)).count()
    }

    /// The largest error ÷ what is asked, over cells that have one.
    fn largest(&self) -> Option<f64> {
        self.errors.iter().flatten().copied().reduce(|most, error| if error > most { error } else { most })
    }
}

/// A row per look: worlds, cells in which the estimate is known as well as asked, the largest error against that.
///
/// # Errors
/// A column is missing.
pub fn convergence(results: &Results, language: Language) -> Result<Option<ReadingTable>, ReportError> {
    let Some(looks) = looks(results)? else { return Ok(None) };
    let texts = language.texts();
    let row = |look: &Look| {
        let of = format!("{} / {}", look.known(), look.errors.len());
        // Where a cell has none yet, the largest is not known.
        let largest = look.largest().filter(|_| look.errors.iter().all(Option::is_some));
        let largest = largest.map_or_else(|| NOTHING.to_owned(), |largest| fixed(largest, 2));
        vec![count(look.worlds.unsigned_abs()), of, largest]
    };
    let columns = vec![
        Heading::numbers(column_label(&LOOK_WORLDS, language)),
        Heading::numbers(texts.convergence_cells.to_owned()),
        Heading::numbers(texts.convergence_largest.to_owned()),
    ];
    let estimate = results.manifest.config["precision"]["estimate"].as_str().unwrap_or_default();
    Ok(Some(ReadingTable {
        name: "convergence",
        caption: texts.convergence_caption.to_owned(),
        columns,
        rows: looks.iter().map(row).collect(),
        cells: Vec::new(),
        note: (texts.convergence_note)(estimate),
    }))
}

/// The last look of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastLook {
    /// Worlds simulated.
    pub worlds: i64,
    /// Cells.
    pub cells: usize,
    /// Of these, those in which the error is larger than asked, or not known.
    pub open: usize,
    /// The largest error ÷ what is asked, over cells that have one.
    pub largest: Option<f64>,
}

impl LastLook {
    /// Of results; `None` where no precision was asked.
    ///
    /// # Errors
    /// A column is missing.
    pub fn of(results: &Results) -> Result<Option<Self>, ReportError> {
        let Some(last) = looks(results)?.and_then(|mut looks| looks.pop()) else { return Ok(None) };
        let cells = last.errors.len();
        Ok(Some(Self { worlds: last.worlds, cells, open: cells - last.known(), largest: last.largest() }))
    }

    /// About how many worlds would do, errors falling with their root, to two digits; `None` where a cell has no error yet.
    pub fn worlds_needed(&self) -> Option<f64> {
        let times = self.largest.filter(|largest| *largest > 1.0)?;
        let worlds = self.worlds as f64 * times * times;
        let digits = libm::pow(10.0, libm::floor(libm::log10(worlds)) - 1.0);
        Some(libm::ceil(worlds / digits) * digits)
    }
}
