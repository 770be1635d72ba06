//! Everything outside a household that its month depends on.

use super::cell_lanes::CellConstants;
use super::life::{LifeLanes, LifeMonth};
use super::paths::PathLanes;
use super::record::Events;
use super::views::held;
use crate::random::{Distribution, Purpose, Streams, Who};
use crate::study::{Cell, Study};
use crate::world::WorldPath;

/// A month of a cell: what its households have in common, and the columns of what they have not.
#[derive(Clone, Copy)]
pub(super) struct CellMonth<'a> {
    pub study: &'a Study,
    pub cell: &'a Cell,
    pub constants: &'a CellConstants,
    pub streams: &'a Streams,
    pub paths: &'a PathLanes,
    pub worlds: &'a [WorldPath],
    pub life: &'a LifeLanes,
    pub of_month: LifeMonth<'a>,
    pub sale_threshold: &'a [f64],
    pub month: u32,
    /// Whether somebody reads the months' records.
    pub explains: bool,
}

/// What the month of one household depends on.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub study: &'a Study,
    pub cell: &'a Cell,
    pub constants: &'a CellConstants,
    pub streams: &'a Streams,
    pub world: &'a WorldPath,
    pub who: Who,
    /// Whether somebody reads the month's record.
    pub explains: bool,
    pub month: u32,
    pub horizon: u32,
    pub last_workout_month: u32,
    pub income_frac: f64,
    /// Spending for illness ÷ wage.
    pub extra_spending: f64,
    /// 1 while a let home has its tenant.
    pub tenanted: f64,
    /// What happened in the household's exogenous life, where somebody reads it.
    pub life_events: Events,
    /// 1 ÷ value of the home.
    pub inverse_value: f64,
    /// 1 ÷ what the home would be worth were its value not held, equation (105).
    pub inverse_value_unheld: f64,
    /// Exposure to buyers at which the home is sold.
    pub sale_threshold: f64,
}

impl<'a> CellMonth<'a> {
    /// Surroundings of a household whose home was bought at `1 / inverse_price`.
    #[inline]
    pub fn around(&self, lane: usize, inverse_price: f64) -> Surroundings<'a> {
        let world = &self.worlds[self.paths.local_world(lane)];
        let inverse_index = 1.0 / world.index[self.cell.price][self.month as usize];
        let inverse_unit_value = self.of_month.inverse_walk[lane] * inverse_index;
        let falls = self.cell.counterfactual.price_falls;
        let inverse_unit_held = if falls { inverse_unit_value } else { held(inverse_unit_value) };
        let mut life_events = Events::default();
        if self.explains {
            self.life.events(lane, self.month).for_each(|event| life_events.add(event));
        }
        Surroundings {
            study: self.study,
            cell: self.cell,
            constants: self.constants,
            streams: self.streams,
            world,
            who: self.paths.who(lane),
            explains: self.explains,
            month: self.month,
            horizon: self.study.horizon_months,
            last_workout_month: self.study.last_workout_month(),
            income_frac: self.of_month.income_frac[lane],
            extra_spending: self.of_month.extra_spending.get(lane).copied().unwrap_or(0.0),
            tenanted: self.of_month.tenanted.get(lane).copied().unwrap_or(0.0),
            life_events,
            inverse_value: inverse_unit_held * inverse_price,
            inverse_value_unheld: inverse_unit_value * inverse_price,
            sale_threshold: self.sale_threshold[lane],
        }
    }
}

impl Surroundings<'_> {
    /// One draw of a distribution, from the household's stream.
    pub fn draw(&self, distribution: &Distribution, purpose: Purpose, slot: u8, index: u16) -> f64 {
        match distribution.constant() {
            Some(value) => value,
            None => distribution.sample(self.streams.words(self.who, purpose, slot, index)),
        }
    }

    /// Market value of the home at the month's end, currency units.
    pub fn value(&self) -> f64 {
        1.0 / self.inverse_value
    }

    /// Level of the price index.
    pub fn index(&self) -> f64 {
        self.world.index[self.cell.price][self.month as usize]
    }

    /// What the month's regime adds to the log odds of an auction round.
    pub fn auction_log_odds(&self) -> f64 {
        self.study.world_models.auction_log_odds(self.cell.price, self.world, self.month as usize)
    }

    /// Twelve-month log growth of the index.
    pub fn trend(&self) -> f64 {
        self.world.trend[self.cell.price][self.month as usize]
    }
}
