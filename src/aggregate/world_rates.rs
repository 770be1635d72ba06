//! Quantiles over worlds of a world's own default rate: a portfolio of as many loans as a world has households.

use super::AggregateError;
use super::cell_rows::CellRows;
use super::estimates::DEFAULT_RATE;
use crate::outcome::{Column, Unit};
use crate::stats::{Estimate, PerMille};

/// A quantile over the worlds in which anyone bought.
#[derive(Clone, Copy, Debug)]
pub struct WorldRate {
    /// Its column.
    pub column: Column,
    p: PerMille,
}

/// All of them, in the order of the summary.
pub const WORLD_RATES: &[WorldRate] = &[
    WorldRate {
        column: Column::new(
            "world_default_rate_q95",
            Unit::Fraction,
            "Default rate one world in twenty exceeds: a portfolio of that many loans in a bad world.",
            "坏世界违约率 95%",
            "二十分之一的世界所超过的违约率：如此规模的组合在坏情景中的违约率。",
        ),
        p: PerMille::new(950),
    },
    WorldRate {
        column: Column::new(
            "world_default_rate_q99",
            Unit::Fraction,
            "Default rate one world in a hundred exceeds.",
            "坏世界违约率 99%",
            "百分之一的世界所超过的违约率。",
        ),
        p: PerMille::new(990),
    },
];

impl WorldRate {
    /// Which quantile it is.
    pub(super) fn p(&self) -> PerMille {
        self.p
    }

    /// Its value in a cell.
    ///
    /// # Errors
    /// Rows of worlds cannot be read.
    pub(super) fn of(&self, cell: &CellRows<'_>) -> Result<Estimate, AggregateError> {
        Ok(cell.sample(&DEFAULT_RATE)?.quantile(self.p))
    }
}
