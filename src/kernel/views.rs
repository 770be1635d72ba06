//! What a home is worth per unit of its price, month by month: the index of its world times the home's own walk, once for
//! every way of looking at it that some cell has.

use super::instruction_set::{InstructionSet, lane_pass};
use super::life::LifeLanes;
use super::paths::PathLanes;
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

/// Price ÷ value of every lane's home in months 1 to the horizon, for each view.
#[derive(Clone, Debug, Default)]
pub struct ViewLanes {
    lanes: usize,
    /// All lanes of a month together.
    inverse_unit_value: Vec<Vec<f64>>,
    /// 1 ÷ index of a month in each lane's world.
    inverse_index: Vec<f64>,
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
        self.inverse_index.resize(self.lanes, 0.0);
        self.inverse_unit_value.resize_with(views.count(), Vec::new);
        for (View { life, price, falls }, column) in views.all.iter().zip(&mut self.inverse_unit_value) {
            column.resize(self.lanes * months as usize, 0.0);
            for (month, column) in (1..=months).zip(column.chunks_mut(self.lanes)) {
                let inverse_index = |world: usize| 1.0 / worlds[world].index[*price][month as usize];
                paths.spread(0, self.lanes, &mut self.inverse_index, inverse_index);
                let inverse_walk = lives[*life].month(month).inverse_walk;
                product_pass(instruction_set, column, inverse_walk, &self.inverse_index);
                if !falls {
                    hold_pass(instruction_set, column);
                }
            }
        }
    }

    /// Price ÷ value of every lane's home in a month up to the horizon.
    pub fn month(&self, view: usize, month: u32) -> &[f64] {
        let first = (month as usize - 1) * self.lanes;
        &self.inverse_unit_value[view][first..first + self.lanes]
    }
}

lane_pass! {
    /// Product of two columns.
    pub fn product_pass(product: &mut [f64], a: &[f64], b: &[f64]) {
        for ((product, a), b) in product.iter_mut().zip(a).zip(b) {
            *product = a * b;
        }
    }
}

/// Price ÷ value of a home that is never worth less than its price, equation (105).
#[inline(always)]
pub fn held(inverse_unit_value: f64) -> f64 {
    if inverse_unit_value > 1.0 { 1.0 } else { inverse_unit_value }
}

lane_pass! {
    /// Homes whose value is held at their price.
    pub fn hold_pass(inverse_unit_value: &mut [f64]) {
        for inverse in inverse_unit_value {
            *inverse = held(*inverse);
        }
    }
}
