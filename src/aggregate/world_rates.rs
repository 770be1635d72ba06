//! Quantiles over worlds of a world's own default rate: a portfolio of as many loans as a world has households.

use crate::outcome::{Column, Unit, WorldColumn, WorldTable};
use crate::stats::ratio::ratio;
use crate::stats::{Estimate, PerMille, quantile};

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
    pub(super) fn of(&self, worlds: &WorldTable, cell: usize) -> Estimate {
        quantile::quantile(&default_rates(worlds, cell), self.p)
    }
}

/// Default rate of each world in which anyone bought.
fn default_rates(worlds: &WorldTable, cell: usize) -> Vec<f64> {
    let accepted = worlds.column(cell, WorldColumn::Accepted);
    let rate = |(defaults, accepted)| ratio(i128::from(defaults), i128::from(accepted));
    worlds.column(cell, WorldColumn::Defaults).zip(accepted).filter_map(rate).collect()
}
