//! A month of a cell: what its households have in common, and the columns of what they have not.

use std::ops::Deref;

use super::cell_constants::CellConstants;
use super::home_value::{self, held, value};
use super::life::{HouseholdLife, LifeMonth};
use super::paths::PathLanes;
use crate::household::wages::yearly_growth;
use crate::household::{Clock, Origination, OutgoMonth};
use crate::loan::to_grain;
use crate::measure::log_units::{MOST_LEVEL, units};
use crate::random::{Draws, Streams};
use crate::study::{Cell, Study};
use crate::world::WorldPath;

/// The months of a cell.
#[derive(Clone, Copy)]
pub(super) struct CellMonths<'a> {
    pub study: &'a Study,
    pub cell: &'a Cell,
    pub constants: &'a CellConstants,
    pub streams: &'a Streams,
    pub paths: &'a PathLanes,
    pub worlds: &'a [WorldPath],
    /// The life of every lane's household.
    pub lives: &'a [HouseholdLife],
    /// Every household as it was at origination.
    pub origination: &'a [Origination],
    /// Exposure to buyers at which each home is sold.
    pub sale_threshold: &'a [f64],
}

/// A month of a cell.
#[derive(Clone, Copy)]
pub(super) struct CellMonth<'a> {
    pub of_cell: CellMonths<'a>,
    pub month: u32,
    /// Spending of the month ÷ spending at origination.
    pub spending_growth: f64,
}

impl<'a> CellMonths<'a> {
    /// The draws of a lane's household.
    pub fn draws(&self, lane: usize) -> Draws<'a> {
        Draws::new(self.streams, self.paths.who(lane))
    }

    /// One of the months, any that lives have lived.
    pub fn month(&self, month: u32) -> CellMonth<'a> {
        CellMonth {
            of_cell: *self,
            month,
            spending_growth: yearly_growth(self.cell.household.spending_growth_annual(), month),
        }
    }
}

impl<'a> Deref for CellMonth<'a> {
    type Target = CellMonths<'a>;

    fn deref(&self) -> &CellMonths<'a> {
        &self.of_cell
    }
}

impl<'a> CellMonth<'a> {
    /// The world of a lane.
    pub fn world(&self, lane: usize) -> &'a WorldPath {
        &self.worlds[self.paths.local_world(lane)]
    }

    /// What the month brings to the life of a lane's household.
    pub fn life(&self, lane: usize) -> LifeMonth {
        self.lives[lane].month(self.month)
    }

    /// The month of a household, with the value of its home.
    pub fn clock(&self, lane: usize, origination: &Origination) -> Clock {
        let (price, falls) = (origination.home_price, self.cell.counterfactual.price_falls);
        let (level, walk) = (self.level(lane), self.life(lane).walk);
        let value_unheld = value(price, level, walk);
        Clock {
            month: self.month,
            horizon: self.study.horizon_months,
            last_workout_month: self.study.last_workout_month(),
            value: held(value_unheld, price, falls),
            value_unheld,
            log_value: held(units(level, MOST_LEVEL) + walk, 0, falls),
        }
    }

    /// What outgo of a lane's household depends on, at its wage.
    pub fn outgo(&self, lane: usize, wage: f64) -> OutgoMonth {
        let life = self.life(lane);
        OutgoMonth {
            month: f64::from(self.month),
            growth: self.spending_growth,
            illness: to_grain(wage * life.extra_spending),
            tenanted: if life.has_tenant { 1.0 } else { 0.0 },
        }
    }

    /// ln (value ÷ price) of a home whose own walk stands at 0.
    pub fn level(&self, lane: usize) -> f64 {
        let log_index = self.world(lane).log_index[self.cell.price][self.month as usize];
        home_value::level(log_index, self.constants.walk_drift_monthly, self.month)
    }

    /// Level of the price index.
    pub fn index(&self, lane: usize) -> f64 {
        self.world(lane).index[self.cell.price][self.month as usize]
    }

    /// Twelve-month log growth of the index.
    pub fn trend(&self, lane: usize) -> f64 {
        self.world(lane).trend[self.cell.price][self.month as usize]
    }

    /// What the month's regime adds to the log odds of an auction round.
    pub fn auction_log_odds(&self, lane: usize) -> f64 {
        self.study.world_models.auction_log_odds(self.cell.price, self.world(lane), self.month as usize)
    }

    /// The annual contract rate of the month, a month in which it is set.
    pub fn rate_annual(&self, lane: usize) -> f64 {
        let policy_rates = &self.world(lane).policy_rate_annual;
        self.cell.rate_annual_in(self.month, |model, month| policy_rates[model][month])
    }
}
