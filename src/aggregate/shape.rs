//! The parts of a result must belong together before a table is made of them.

use super::AggregateError;
use crate::outcome::label::CellLabel;
use crate::outcome::{BATCHES, LevelHistogram, StudyResult};

/// Checks sizes once, so that the tables may index freely.
pub(super) fn check(result: &StudyResult, labels: &[CellLabel]) -> Result<(), AggregateError> {
    let cells = result.worlds.cells;
    expect("the number of cell labels", labels.len(), cells)?;
    if result.worlds.worlds() == 0 {
        expect("the number of worlds", 0, 1)?;
    }
    let tallies = &result.tallies;
    expect("the number of cells with tallies", tallies.shape().cells, cells)?;
    expect("the number of loss histograms", tallies.losses.len(), cells * BATCHES)?;
    if let Some(applicants) = &tallies.applicants {
        expect("the number of cells with applicants", applicants.cells(), cells)?;
    }
    expect("the number of cells with a price model", result.price_of_cell.len(), cells)?;
    for &price in &result.price_of_cell {
        let levels = tallies.price_levels.get(price);
        let months = levels.map_or(0, LevelHistogram::months);
        expect("the number of months of a price model", months, tallies.months.months())?;
    }
    Ok(())
}

fn expect(what: &'static str, found: usize, expected: usize) -> Result<(), AggregateError> {
    if found == expected { Ok(()) } else { Err(AggregateError::Shape { what, found, expected }) }
}
