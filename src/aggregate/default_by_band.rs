//! `default_by_ltv_dsti`: probability of default of performing loans by current LTV and DSTI.

use polars::prelude::DataFrame;

use super::cell_columns::cell_columns;
use super::columns::{Scale, estimates, floats, integers};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::StudyResult;
use crate::outcome::anniversary::{AnniversaryCounter, BANDS, DSTI_BANDS, DSTI_EDGES, LTV_EDGES};
use crate::outcome::label::CellLabel;
use crate::stats::ratio::ratio_of_sums;

/// Columns `cell`, labels, `ltv_current_over`, `ltv_current_to`, `dsti_over`, `dsti_to` (a band holds its upper edge; null
/// where it is open), `loans_seen`, then with errors from batches of worlds, equation (78):
///
/// * `pd_12m` = defaults in the twelve months after an anniversary ÷ performing loans seen at it, anniversaries twelve
///   months or more before the horizon;
/// * `pd_lifetime` = defaults by the horizon ÷ performing loans seen at an anniversary.
///
/// Only bands in which a loan was seen. A loan is seen once a year, so it counts in several bands and several times.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn default_by_ltv_dsti(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    use AnniversaryCounter::{DefaultsByHorizon, DefaultsWithinYear, Seen, SeenWithYearAhead};
    shape::check(result, labels)?;
    let mut rows = Vec::new();
    let (mut seen, mut within_year, mut by_horizon) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..result.worlds.cells {
        for band in 0..BANDS {
            let counts = |counter: AnniversaryCounter| result.tallies.anniversaries.by_batch(cell, counter.place(band));
            let loans = total("loans_seen", cell, counts(Seen))?;
            if loans > 0 {
                rows.push((cell, band));
                seen.push(loans);
                within_year.push(ratio_of_sums(&counts(DefaultsWithinYear), &counts(SeenWithYearAhead)));
                by_horizon.push(ratio_of_sums(&counts(DefaultsByHorizon), &counts(Seen)));
            }
        }
    }
    let mut columns = cell_columns(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    let ltv = |band: usize| band / DSTI_BANDS;
    let dsti = |band: usize| band % DSTI_BANDS;
    let column = |name: &str, edge: &dyn Fn(usize) -> Option<f64>| {
        floats(name, rows.iter().map(|(_, band)| edge(*band)).collect())
    };
    columns.push(column("ltv_current_over", &|band| lower(&LTV_EDGES, ltv(band))));
    columns.push(column("ltv_current_to", &|band| LTV_EDGES.get(ltv(band)).copied()));
    columns.push(column("dsti_over", &|band| lower(&DSTI_EDGES, dsti(band))));
    columns.push(column("dsti_to", &|band| DSTI_EDGES.get(dsti(band)).copied()));
    columns.push(integers("loans_seen", seen));
    columns.extend(estimates("pd_12m", Scale::Plain, within_year));
    columns.extend(estimates("pd_lifetime", Scale::Plain, by_horizon));
    Ok(DataFrame::new(rows.len(), columns)?)
}

/// Lower edge of a band; the first has none.
fn lower(edges: &[f64], band: usize) -> Option<f64> {
    edges.get(band.checked_sub(1)?).copied()
}
