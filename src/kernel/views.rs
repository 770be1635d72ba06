//! What a home is worth per unit of its price, month by month, in logs: the level of its world and the home's own walk, once
//! for every way of looking at it that some cell has.

use super::instruction_set::{InstructionSet, lane_pass};
use super::life::HouseholdLife;
use super::paths::PathLanes;
use super::years::{self, TOGETHER, Years, at_anniversaries};
use crate::household::home_value::{held, level, walk_drift_monthly};
use crate::measure::log_units::{MOST_LEVEL, units};
use crate::study::{Cell, Regions, Study};
use crate::world::WorldPath;

/// A way of looking at homes.
#[derive(Clone, Debug, PartialEq)]
struct View {
    life: usize,
    /// Which of the study's index models.
    price: usize,
    /// Those of loans of a tape by region, where there are any.
    regions: Regions,
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
            let view = View {
                life: cell.life,
                price: cell.price,
                regions: cell.regions.clone(),
                falls: cell.counterfactual.price_falls,
            };
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
    months: usize,
    /// All months of a lane together.
    log_value: Vec<Vec<i32>>,
    /// The same at anniversaries, those of a lane together.
    by_year: Vec<Vec<Years>>,
    /// Levels of a world, month by month, by index model.
    levels: Vec<Vec<i32>>,
}

impl View {
    /// Which of the study's index models a lane's home is looked at by.
    fn price_of(&self, lane: usize, paths: &PathLanes, study: &Study) -> usize {
        let row = study.tape.as_ref().map(|tape| tape.loan(paths.number(lane, study)).1);
        row.and_then(|row| self.regions.of_row(row)).map_or(self.price, |region| region.price)
    }
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
        lives: &[Vec<HouseholdLife>],
    ) {
        self.lanes = paths.count();
        self.months = study.horizon_months as usize;
        self.log_value.resize_with(views.count(), Vec::new);
        self.by_year.resize_with(views.count(), Vec::new);
        let groups = years::groups(self.months);
        self.levels.resize_with(study.world_models.price.len(), Vec::new);
        for ((view, log_value), by_year) in views.all.iter().zip(&mut self.log_value).zip(&mut self.by_year) {
            let drift_monthly = walk_drift_monthly(study.lives[view.life].home_volatility_annual);
            log_value.resize(self.lanes * self.months, 0);
            by_year.resize(self.lanes * groups, [0; TOGETHER]);
            for segment in &paths.segments {
                self.levels.iter_mut().for_each(Vec::clear);
                for lane in segment.start..segment.end {
                    let price = if view.regions.is_empty() { view.price } else { view.price_of(lane, paths, study) };
                    let levels = &mut self.levels[price];
                    if levels.is_empty() {
                        let log_index = &worlds[segment.world].log_index[price];
                        let of_month =
                            |month| units(level(log_index[month as usize], drift_monthly, month), MOST_LEVEL);
                        levels.extend((1..=study.horizon_months).map(of_month));
                    }
                    let row = &mut log_value[lane * self.months..(lane + 1) * self.months];
                    log_value_pass(instruction_set, row, levels, lives[view.life][lane].walk(), view.falls);
                    at_anniversaries(row, &mut by_year[lane * groups..(lane + 1) * groups]);
                }
            }
        }
    }

    /// Forgets all of them; their memory is kept.
    pub fn clear(&mut self) {
        self.lanes = 0;
    }

    /// Those of a view; empty where they were not filled.
    pub fn of(&self, view: usize) -> LogValues<'_> {
        let (lanes, months, groups) = (self.lanes, self.months, years::groups(self.months));
        LogValues {
            months,
            groups,
            log_value: self.log_value.get(view).map_or(&[], |all| &all[..lanes * months]),
            by_year: self.by_year.get(view).map_or(&[], |all| &all[..lanes * groups]),
        }
    }
}

/// ln (value ÷ price) of every lane's home in months 1 to the horizon, in whole units.
#[derive(Clone, Copy)]
pub struct LogValues<'a> {
    months: usize,
    groups: usize,
    log_value: &'a [i32],
    by_year: &'a [Years],
}

impl<'a> LogValues<'a> {
    /// Those of a lane's home.
    pub fn of(&self, lane: usize) -> LogValue<'a> {
        LogValue {
            months: &self.log_value[lane * self.months..(lane + 1) * self.months],
            by_year: &self.by_year[lane * self.groups..(lane + 1) * self.groups],
        }
    }
}

/// ln (value ÷ price) of a home, in whole units.
#[derive(Clone, Copy)]
pub struct LogValue<'a> {
    /// In months from 1.
    pub months: &'a [i32],
    /// At anniversaries, the day of purchase first; empty where they are still to be taken from the months.
    pub by_year: &'a [Years],
}

impl<'a> LogValue<'a> {
    /// Of months that are not all known yet.
    pub fn so_far(months: &'a [i32]) -> Self {
        Self { months, by_year: &[] }
    }
}

/// Levels of a world whose prices are known month by month, as the homes of one cell are looked at.
#[derive(Clone, Debug)]
pub struct LevelRow {
    price: usize,
    falls: bool,
    drift_monthly: f64,
    /// Level in months from 1, in whole units.
    level: Vec<i32>,
}

impl LevelRow {
    /// Of a cell, by one of the study's indices; no month is known yet.
    pub fn of(study: &Study, cell: &Cell, price: usize) -> Self {
        Self {
            price,
            falls: cell.counterfactual.price_falls,
            drift_monthly: walk_drift_monthly(study.lives[cell.life].home_volatility_annual),
            level: Vec::new(),
        }
    }

    /// The next month is known.
    pub fn add(&mut self, world: &WorldPath, month: u32) {
        let log_index = world.log_index[self.price][month as usize];
        self.level.push(units(level(log_index, self.drift_monthly, month), MOST_LEVEL));
    }

    /// Fills ln (value ÷ price) of the months that are known, of a home with such a walk; later ones stay as they are.
    pub fn values(&self, instruction_set: InstructionSet, walk: &[i32], log_value: &mut [i32]) {
        let known = &mut log_value[..self.level.len()];
        log_value_pass(instruction_set, known, &self.level, walk, self.falls);
    }
}

lane_pass! {
    /// Level and walk together, month by month.
    pub fn log_value_pass(log_value: &mut [i32], level: &[i32], walk: &[i32], falls: bool) {
        let n = log_value.len();
        let (level, walk) = (&level[..n], &walk[..n]);
        for month in 0..n {
            log_value[month] = held(level[month] + walk[month], 0, falls);
        }
    }
}
