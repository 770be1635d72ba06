//! What a home is worth per unit of its price, month by month, in logs: the level of its world and the home's own walk, once
//! for every way of looking at it that some cell has.

use super::instruction_set::{InstructionSet, lane_pass};
use super::life::LifeLanes;
use super::paths::PathLanes;
use crate::household::home_value::{held, level, walk_drift_monthly};
use crate::measure::log_units::{MOST_LEVEL, units};
use crate::study::Study;
use crate::world::WorldPath;

/// A way of looking at homes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct View {
    life: usize,
    /// Which of the study's index models.
    price: usize,
    /// Whether a home may be worth less than its price.
    falls: bool,
}

/// Which views there are, and which one a cell has.
#[derive(Clone, Debug)]
pub struct Views {
    all: Vec<View>,
    of_cell: Vec<usize>,
}

impl Views {
    /// The views of a study's cells.
    pub fn of(study: &Study) -> Self {
        let mut all = Vec::new();
        let of_cell = study.cells.iter().map(|cell| {
            let view = View { life: cell.life, price: cell.price, falls: cell.counterfactual.price_falls };
            all.iter().position(|known| *known == view).unwrap_or_else(|| {
                all.push(view);
                all.len() - 1
            })
        });
        Self { of_cell: of_cell.collect(), all }
    }

    /// Number of distinct views.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Place of a cell's view.
    pub fn of_cell(&self, cell: usize) -> usize {
        self.of_cell[cell]
    }
}

/// ln (value ÷ price) of every lane's home in months 1 to the horizon, in whole units, for each view.
#[derive(Clone, Debug, Default)]
pub struct ViewLanes {
    lanes: usize,
    /// All lanes of a month together.
    log_value: Vec<Vec<i32>>,
    /// The same, all months of a lane together; empty where nobody asks for it.
    by_household: Vec<Vec<i32>>,
    months: usize,
    /// Level of a month in each lane's world.
    level: Vec<i32>,
}

impl ViewLanes {
    /// Fills all views from lives that have been lived to the horizon.
    pub fn look(
        &mut self,
        instruction_set: InstructionSet,
        views: &Views,
        study: &Study,
        paths: &PathLanes,
        worlds: &[WorldPath],
        lives: &[LifeLanes],
    ) {
        self.lanes = paths.count();
        let months = study.horizon_months;
        self.level.resize(self.lanes, 0);
        self.log_value.resize_with(views.count(), Vec::new);
        self.by_household.resize_with(views.count(), Vec::new);
        self.months = months as usize;
        for (View { life, price, falls }, column) in views.all.iter().zip(&mut self.log_value) {
            let drift_monthly = walk_drift_monthly(study.lives[*life].home_volatility_annual);
            column.resize(self.lanes * months as usize, 0);
            for (month, column) in (1..=months).zip(column.chunks_mut(self.lanes)) {
                let of_world = |world: usize| {
                    let log_index = worlds[world].log_index[*price][month as usize];
                    units(level(log_index, drift_monthly, month), MOST_LEVEL)
                };
                paths.spread(0, self.lanes, &mut self.level, of_world);
                let walk = lives[*life].month(month).walk;
                log_value_pass(instruction_set, column, &self.level, walk, *falls);
            }
        }
    }

    /// Lays a view out by household too.
    pub fn turn(&mut self, view: usize) {
        /// Months and lanes that are turned together: their lines are in the nearest cache.
        const TILE: usize = 16;
        let (lanes, months) = (self.lanes, self.months);
        let (from, to) = (&self.log_value[view], &mut self.by_household[view]);
        to.resize(lanes * months, 0);
        for first_month in (0..months).step_by(TILE) {
            for first_lane in (0..lanes).step_by(TILE) {
                for lane in first_lane..(first_lane + TILE).min(lanes) {
                    let end = (first_month + TILE).min(months);
                    let row = &mut to[lane * months + first_month..lane * months + end];
                    for (month, number) in (first_month..).zip(row) {
                        *number = from[month * lanes + lane];
                    }
                }
            }
        }
    }

    /// ln (value ÷ price) of a lane's home in months 1 to the horizon, in whole units; of a view that was turned.
    pub fn household(&self, view: usize, lane: usize) -> &[i32] {
        &self.by_household[view][lane * self.months..(lane + 1) * self.months]
    }

    /// ln (value ÷ price) of every lane's home in a month up to the horizon, in whole units.
    pub fn month(&self, view: usize, month: u32) -> &[i32] {
        let first = (month as usize - 1) * self.lanes;
        &self.log_value[view][first..first + self.lanes]
    }
}

lane_pass! {
    /// Level and walk together.
    pub fn log_value_pass(log_value: &mut [i32], level: &[i32], walk: &[i32], falls: bool) {
        let n = log_value.len();
        let (level, walk) = (&level[..n], &walk[..n]);
        for lane in 0..n {
            log_value[lane] = held(level[lane] + walk[lane], 0, falls);
        }
    }
}
