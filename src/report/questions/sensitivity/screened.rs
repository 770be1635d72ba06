//! What the tables of a screen say, put together.

use crate::aggregate::{CELL, Estimator, comparisons::ESTIMATE};
use crate::answers::sensitivity::{
    AS_WRITTEN, BAND, BAND_05, BAND_50, BAND_95, FIRST_ORDER, INDICES, KEY, MEAN, MONTE_CARLO, NOISE, SPREAD, TOTAL,
};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::results::{Results, estimate, integers, number};
use crate::stats::Estimate;

/// Of one cell and estimate, what the stated ranges do.
#[derive(Clone, Debug)]
pub(super) struct Screened {
    pub cell: usize,
    /// Column of the estimate.
    pub estimate: Column,
    pub as_written: Estimate,
    pub mean: Estimate,
    /// One in twenty below, half, one in twenty above.
    pub band: [Estimate; 3],
    pub spread: Option<f64>,
    pub monte_carlo: Option<f64>,
    /// That of the largest total index first.
    pub keys: Vec<Index>,
    pub noise: Estimate,
}

/// What a key accounts for.
#[derive(Clone, Debug)]
pub(super) struct Index {
    pub key: String,
    pub first_order: Estimate,
    pub total: Estimate,
}

/// Of every cell and estimate, in the order of the tables; nothing where nothing was screened.
pub(super) fn screened(results: &Results) -> Result<Vec<Screened>, ReportError> {
    let (Some(band), Some(indices)) = (results.rows(&BAND), results.rows(&INDICES)) else { return Ok(Vec::new()) };
    let names = |table: &polars::prelude::DataFrame, column: &Column| -> Result<Vec<String>, ReportError> {
        let values = table.column(column.name)?.str()?;
        Ok(values.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
    };
    let (cells, estimates) = (integers(band, &CELL)?, names(band, &ESTIMATE)?);
    let (index_cells, index_estimates) = (integers(indices, &CELL)?, names(indices, &ESTIMATE)?);
    let keys = names(indices, &KEY)?;
    let mut found = Vec::new();
    for row in 0..band.height() {
        let Some(estimator) = Estimator::find(&estimates[row]) else { continue };
        let mut screened = Screened {
            cell: cells[row] as usize,
            estimate: estimator.column(),
            as_written: estimate(band, &AS_WRITTEN, row)?,
            mean: estimate(band, &MEAN, row)?,
            band: [estimate(band, &BAND_05, row)?, estimate(band, &BAND_50, row)?, estimate(band, &BAND_95, row)?],
            spread: number(band, &SPREAD, row)?,
            monte_carlo: number(band, &MONTE_CARLO, row)?,
            keys: Vec::new(),
            noise: Estimate::default(),
        };
        for index in 0..indices.height() {
            if index_cells[index] != cells[row] || index_estimates[index] != estimates[row] {
                continue;
            }
            let (first_order, total) = (estimate(indices, &FIRST_ORDER, index)?, estimate(indices, &TOTAL, index)?);
            if keys[index] == NOISE {
                screened.noise = total;
            } else {
                screened.keys.push(Index { key: keys[index].clone(), first_order, total });
            }
        }
        let size = |index: &Index| index.total.value.unwrap_or(f64::NEG_INFINITY);
        screened.keys.sort_by(|a, b| size(b).total_cmp(&size(a)));
        found.push(screened);
    }
    Ok(found)
}
