//! What a bad world does to a portfolio of a cell's loans: quantiles over worlds, by cell.

use polars::prelude::DataFrame;

use crate::aggregate::world_distribution::{DEFAULT_RATE_OF_WORLD, LOSS_BEYOND, LOSS_OF_WORLD, QUANTILE};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::results::{estimate, number};
use crate::stats::{Estimate, PerMille};

/// How rare a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Rarity {
    /// One in so many.
    pub one_in: u32,
    /// Share of worlds that are less bad.
    pub level: PerMille,
}

/// One world in twenty is as bad, or worse.
pub(in crate::report) const IN_20: Rarity = Rarity { one_in: 20, level: PerMille::new(950) };
/// One world in a hundred.
pub(in crate::report) const IN_100: Rarity = Rarity { one_in: 100, level: PerMille::new(990) };

/// Worlds beyond a quantile from which on it is more than rough.
const FIRM: i64 = 10;

/// What is asked of worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Of {
    /// Households that default.
    Default,
    /// What the lender loses of what it lent.
    Loss,
}

impl Of {
    fn column(self) -> &'static Column {
        match self {
            Self::Default => &DEFAULT_RATE_OF_WORLD,
            Self::Loss => &LOSS_OF_WORLD,
        }
    }
}

/// A quantile over worlds of one cell; nothing where it cannot be told, or the results have no such table.
///
/// # Errors
/// A column is missing.
pub(in crate::report) fn at(
    worlds: Option<&DataFrame>,
    cell: usize,
    of: Of,
    level: PerMille,
) -> Result<Estimate, ReportError> {
    let Some(table) = worlds else { return Ok(Estimate::default()) };
    let levels = crate::aggregate::world_distribution::LEVELS;
    let Some(place) = levels.iter().position(|other| *other == level) else { return Ok(Estimate::default()) };
    // Rows of a cell stand together, one a level, in the order of the levels.
    let row = cell * levels.len() + place;
    debug_assert_eq!(number(table, &QUANTILE, row).ok().flatten(), Some(level.fraction()));
    estimate(table, of.column(), row)
}

/// The mean loss of the lender in the worlds beyond a quantile; nothing where it cannot be told.
///
/// # Errors
/// A column is missing.
pub(in crate::report) fn beyond(
    worlds: Option<&DataFrame>,
    cell: usize,
    level: PerMille,
) -> Result<Estimate, ReportError> {
    let levels = crate::aggregate::world_distribution::LEVELS;
    let place = levels.iter().position(|other| *other == level);
    let (Some(table), Some(place)) = (worlds, place) else { return Ok(Estimate::default()) };
    estimate(table, &LOSS_BEYOND, cell * levels.len() + place)
}

/// Whether so many worlds hold one that is so rare.
pub(in crate::report) fn is_told(worlds: i64, rarity: Rarity) -> bool {
    worlds >= i64::from(rarity.one_in)
}

/// Whether so many worlds hold so many that are so rare that the quantile is more than rough.
pub(in crate::report) fn is_firm(worlds: i64, rarity: Rarity) -> bool {
    worlds >= i64::from(rarity.one_in) * FIRM
}
