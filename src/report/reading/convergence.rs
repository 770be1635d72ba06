//! How well an estimate was known each time a run looked that stops at a precision.

use super::{Heading, ReadingTable};
use crate::aggregate::{CONVERGENCE, ERROR_TO_ASKED, LOOK_WORLDS};
use crate::outcome::precision::is_reached;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::{NOTHING, count, fixed};
use crate::report::results::{Results, integers, numbers};

/// A row per look: worlds, cells in which the estimate is known as well as asked, the largest error against that.
///
/// # Errors
/// A column is missing.
pub fn convergence(results: &Results, language: Language) -> Result<Option<ReadingTable>, ReportError> {
    let Some(table) = results.rows(&CONVERGENCE) else { return Ok(None) };
    let texts = language.texts();
    let (worlds, errors) = (integers(table, &LOOK_WORLDS)?, numbers(table, &ERROR_TO_ASKED)?);
    let mut looks = worlds.clone();
    looks.dedup();
    let row = |look: &i64| {
        let of_cells: Vec<Option<f64>> =
            worlds.iter().zip(&errors).filter(|(worlds, _)| *worlds == look).map(|(_, error)| *error).collect();
        let known = of_cells.iter().filter(|error| is_reached(**error)).count();
        let all: Option<Vec<f64>> = of_cells.iter().copied().collect();
        let largest =
            all.and_then(|errors| errors.into_iter().reduce(|most, error| if error > most { error } else { most }));
        let of = format!("{known} / {}", of_cells.len());
        vec![count(look.unsigned_abs()), of, largest.map_or_else(|| NOTHING.to_owned(), |largest| fixed(largest, 2))]
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
        let Some(table) = results.rows(&CONVERGENCE) else { return Ok(None) };
        let (worlds, errors) = (integers(table, &LOOK_WORLDS)?, numbers(table, &ERROR_TO_ASKED)?);
        let Some(last) = worlds.iter().copied().max() else { return Ok(None) };
        let at_end: Vec<Option<f64>> =
            worlds.iter().zip(errors).filter(|(worlds, _)| **worlds == last).map(|(_, error)| error).collect();
        let is_open = |error: &&Option<f64>| !is_reached(**error);
        Ok(Some(Self {
            worlds: last,
            cells: at_end.len(),
            open: at_end.iter().filter(is_open).count(),
            largest: at_end.iter().flatten().copied().reduce(|most, error| if error > most { error } else { most }),
        }))
    }

    /// About how many worlds would do, errors falling with their root, to two digits; `None` where a cell has no error yet.
    pub fn worlds_needed(&self) -> Option<f64> {
        let times = self.largest.filter(|largest| *largest > 1.0)?;
        let worlds = self.worlds as f64 * times * times;
        let digits = libm::pow(10.0, libm::floor(libm::log10(worlds)) - 1.0);
        Some(libm::ceil(worlds / digits) * digits)
    }
}
