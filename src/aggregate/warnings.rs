//! What a reader of a summary must be told before quoting it.

use polars::prelude::DataFrame;

use super::AggregateError;
use super::estimates::{
    DEFAULT_RATE, HOUSEHOLD_LOSS_MEAN, REFUSED_CASH_RATE, REFUSED_UNDERWRITING_RATE, RatioEstimate, UNRESOLVED_FRAC,
};
use super::summary::{DEFAULT_RATE_UPPER_95, WORLDS};

/// Fewer worlds than this, and the errors are themselves rough: they come from so few draws of prices and jobs.
pub const FEW_WORLDS: i64 = 100;
/// An error above this share of its default rate is said to be large.
const LARGE_ERROR: f64 = 0.1;
/// Cases open at the end of the tail, of all cases, from which on the losses lean on the expected price.
const MANY_UNRESOLVED: f64 = 0.05;

/// Something that limits what a summary can say.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// In these cells every household was refused: there is nothing to say of them.
    NobodyBought {
        /// Numbers of these cells, from 0.
        cells: Vec<usize>,
    },
    /// The study has few worlds.
    FewWorlds {
        /// Worlds of the study.
        worlds: i64,
    },
    /// In so many cells no default was seen: their rate is known to lie below a bound, no more.
    NoDefaultSeen {
        /// Number of these cells.
        cells: usize,
    },
    /// In so many cells the error of the default rate is more than a tenth of it.
    LargeErrors {
        /// Number of these cells.
        cells: usize,
    },
    /// So many numbers of the summary have no error: too few worlds bear on them in effect, or all paths agree.
    NoErrorTold {
        /// Number of these numbers, over all cells.
        numbers: usize,
    },
    /// Many cases were still open and were settled at the expected price.
    Unresolved {
        /// Largest share over cells, of the homes that ended in the lender's hands.
        largest_frac: f64,
    },
    /// In so many cells amounts of some path lie beyond what can be kept, so that what contains them is empty.
    Beyond {
        /// Number of these cells.
        cells: usize,
    },
    /// Households were refused, for want of cash or by the lender, so that cells differ in who bought.
    Refused {
        /// Largest share over cells in which anybody bought, of all households.
        largest_frac: f64,
        /// The first cell with that share.
        cell: usize,
    },
}

/// Everything that applies, in a fixed order.
///
/// # Errors
/// A column of the summary is missing.
pub fn warnings(summary: &DataFrame) -> Result<Vec<Warning>, AggregateError> {
    let floats =
        |name: &str| -> Result<Vec<Option<f64>>, AggregateError> { Ok(summary.column(name)?.f64()?.iter().collect()) };
    let values = |estimate: &RatioEstimate| floats(estimate.column.name);
    let largest = |values: Vec<Option<f64>>| {
        values.into_iter().flatten().fold(0.0_f64, |most, value| if value > most { value } else { most })
    };
    let mut found = Vec::new();
    let rates = values(&DEFAULT_RATE)?;
    let empty: Vec<usize> = (0..).zip(&rates).filter(|(_, rate)| rate.is_none()).map(|(cell, _)| cell).collect();
    if !empty.is_empty() {
        found.push(Warning::NobodyBought { cells: empty });
    }
    if let Some(worlds) = summary.column(WORLDS.name)?.i64()?.get(0).filter(|worlds| *worlds < FEW_WORLDS) {
        found.push(Warning::FewWorlds { worlds });
    }
    let unseen = floats(DEFAULT_RATE_UPPER_95.name)?.into_iter().flatten().count();
    if unseen > 0 {
        found.push(Warning::NoDefaultSeen { cells: unseen });
    }
    let with_errors = rates.iter().zip(floats(&DEFAULT_RATE.column.error_header())?);
    let large =
        with_errors.filter(|(rate, mcse)| rate.zip(*mcse).is_some_and(|(rate, mcse)| mcse > LARGE_ERROR * rate));
    let large = large.count();
    if large > 0 {
        found.push(Warning::LargeErrors { cells: large });
    }
    let numbers = without_error(summary)?;
    if numbers > 0 {
        found.push(Warning::NoErrorTold { numbers });
    }
    let unresolved = largest(values(&UNRESOLVED_FRAC)?);
    if unresolved > MANY_UNRESOLVED {
        found.push(Warning::Unresolved { largest_frac: unresolved });
    }
    // Whoever bought has a loss: where there is no mean of it, one is beyond what can be kept.
    let beyond = values(&DEFAULT_RATE)?.into_iter().zip(values(&HOUSEHOLD_LOSS_MEAN)?);
    let beyond = beyond.filter(|(rate, loss)| rate.is_some() && loss.is_none()).count();
    if beyond > 0 {
        found.push(Warning::Beyond { cells: beyond });
    }
    let mut most_refused = (0.0, 0);
    for (cell, (cash, lender)) in
        values(&REFUSED_CASH_RATE)?.into_iter().zip(values(&REFUSED_UNDERWRITING_RATE)?).enumerate()
    {
        let refused = cash.unwrap_or(0.0) + lender.unwrap_or(0.0);
        let anybody_bought = rates.get(cell).is_some_and(Option::is_some);
        if anybody_bought && refused > most_refused.0 {
            most_refused = (refused, cell);
        }
    }
    let (largest_frac, cell) = most_refused;
    if largest_frac > 0.0 {
        found.push(Warning::Refused { largest_frac, cell });
    }
    Ok(found)
}

/// Numbers of a summary other than 0 whose error is empty.
fn without_error(summary: &DataFrame) -> Result<usize, AggregateError> {
    let mut count = 0;
    for column in summary.columns() {
        let Ok(errors) = summary.column(&format!("{}_mcse", column.name())) else { continue };
        let pairs = column.f64()?.iter().zip(errors.f64()?.iter());
        count += pairs.filter(|(value, error)| value.is_some_and(|value| value != 0.0) && error.is_none()).count();
    }
    Ok(count)
}
