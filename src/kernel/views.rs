//! What a home is worth per unit of its price, month by month: the index of its world times the home's own walk, once for
//! every pair of a life and an index model that some cell looks at.

use super::instruction_set::{InstructionSet, lane_pass};
use super::life::LifeLanes;
use super::paths::PathLanes;
use crate::study::Study;
use crate::world::WorldPath;

/// Which pairs there are, and which one a cell looks at.
#[derive(Clone, Debug)]
pub struct Views {
    /// (life, index model).
    pairs: Vec<(usize, usize)>,
    of_cell: Vec<usize>,
}

impl Views {
    /// The views of a study's cells.
    pub fn of(study: &Study) -> Self {
        let mut pairs = Vec::new();
        let of_cell = study.cells.iter().map(|cell| {
            let pair = (cell.life, cell.price);
            pairs.iter().position(|known| *known == pair).unwrap_or_else(|| {
                pairs.push(pair);
                pairs.len() - 1
            })
        });
        Self { of_cell: of_cell.collect(), pairs }
    }

    /// Number of distinct pairs of life and index model.
    pub fn count(&self) -> usize {
        self.pairs.len()
    }

    /// Place of a cell's pair.
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
        for ((life, price), column) in views.pairs.iter().zip(&mut self.inverse_unit_value) {
            column.resize(self.lanes * months as usize, 0.0);
            for (month, column) in (1..=months).zip(column.chunks_mut(self.lanes)) {
                let inverse_index = |world: usize| 1.0 / worlds[world].index[*price][month as usize];
                paths.spread(0, self.lanes, &mut self.inverse_index, inverse_index);
                let inverse_walk = lives[*life].month(month).inverse_walk;
                product_pass(instruction_set, column, inverse_walk, &self.inverse_index);
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
