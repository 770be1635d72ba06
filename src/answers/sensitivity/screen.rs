//! A variance-based screen: all keys in doubt vary at once, at the points of Saltelli's scheme, METHOD.md (141).

use std::ops::Range;

use crate::aggregate::{AggregateError, Estimator, ResultCell};
use crate::answers::{AnswerError, Laboratory};
use crate::config::{Loaded, Point, Uncertain};
use crate::random::low_discrepancy::coordinate;
use crate::stats::Estimate;
use crate::stats::variance_based::{Design, Input, Pair};
use crate::study::resolve;

/// Most cells that are run together: more would take more memory for nothing.
const TOGETHER: usize = 1000;

/// A design over keys in doubt.
#[derive(Clone, Debug)]
pub struct Screen {
    loaded: Loaded,
    option: String,
    rows: usize,
}

/// One of the two matrices of independent points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matrix {
    /// A.
    A,
    /// B.
    B,
}

/// What an estimate is over the design in a cell.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// Where every key has the value of the config.
    pub as_written: Estimate,
    /// At the points of the design.
    pub design: Design,
    /// Monte Carlo errors at the points of A and B, as far as they are told.
    pub errors: Vec<f64>,
    /// Whether some point has no estimate: nobody bought there.
    pub is_partial: bool,
}

impl Screen {
    /// A design of `rows` rows, a power of two, over the keys in doubt of a config. `option` is the place of faults.
    ///
    /// # Errors
    /// A point of the design is not one that the config may have.
    pub fn new(loaded: &Loaded, option: &str, rows: usize) -> Result<Self, AnswerError> {
        let screen = Self { loaded: loaded.clone(), option: option.to_owned(), rows };
        for rows in screen.batches() {
            screen.points(rows)?;
        }
        Ok(screen)
    }

    /// The keys in doubt.
    pub fn keys(&self) -> &[Uncertain] {
        &self.loaded.uncertainty
    }

    /// Rows of each matrix.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Design points of a cell: as written, A, B and for each key AB.
    pub fn points_of_a_cell(&self) -> usize {
        1 + self.rows * (self.keys().len() + 2)
    }

    /// The value of a key in a row of a matrix: its distribution at a coordinate of a low-discrepancy point, whole where the
    /// key is.
    pub fn value(&self, matrix: Matrix, row: usize, key: usize) -> f64 {
        let keys = self.keys();
        let dimension = if matrix == Matrix::A { key } else { key + keys.len() };
        let Some(Uncertain { key, distribution }) = keys.get(key) else { return f64::NAN };
        let u = coordinate(row as u32, dimension as u32, self.loaded.study.seed);
        let number = distribution.quantile(u);
        match self.loaded.facts_of(0, key).map(|facts| facts.value(number)) {
            Some(crate::config::SweepValue::Integer(whole)) => whole as f64,
            _ => number,
        }
    }

    /// Rows that are run together.
    fn batches(&self) -> Vec<Range<usize>> {
        let of_row = self.loaded.cells.len() * (self.keys().len() + 2);
        let together = (TOGETHER / of_row).max(1);
        (0..self.rows).step_by(together).map(|first| first..(first + together).min(self.rows)).collect()
    }

    /// The study at the config's own point and those of some rows: of each row A, B, and AB of each key.
    fn points(&self, rows: Range<usize>) -> Result<Loaded, AnswerError> {
        let keys = 0..self.keys().len();
        let point = |matrix_of: &dyn Fn(usize) -> Matrix, row: usize| -> Point {
            let set = |key: usize| {
                let Uncertain { key: name, .. } = &self.keys()[key];
                let number = self.value(matrix_of(key), row, key);
                let value = self.loaded.facts_of(0, name).map(|facts| facts.value(number));
                (name.clone(), value.unwrap_or(crate::config::SweepValue::Float(number)))
            };
            keys.clone().map(set).collect()
        };
        let mut points: Vec<Point> = vec![Vec::new()];
        for row in rows {
            points.push(point(&|_| Matrix::A, row));
            points.push(point(&|_| Matrix::B, row));
            for mixed in keys.clone() {
                points.push(point(&|key| if key == mixed { Matrix::B } else { Matrix::A }, row));
            }
        }
        Ok(self.loaded.at_points(&self.option, |_, _| points.clone())?)
    }

    /// The study of the largest batch, by which memory is told.
    ///
    /// # Errors
    /// None that [`Self::new`] has not found.
    pub fn largest(&self) -> Result<crate::study::Study, AnswerError> {
        let first = self.batches().into_iter().next().unwrap_or(0..0);
        Ok(resolve(&self.points(first)?))
    }

    /// Runs the design batch by batch, all on the same draws; gives each estimate in each cell, cells slowest.
    ///
    /// # Errors
    /// A run was stopped, or a number does not fit.
    pub fn run(&self, laboratory: &dyn Laboratory, estimators: &[Estimator]) -> Result<Vec<Evaluated>, AnswerError> {
        let (cells, keys) = (self.loaded.cells.len(), self.keys().len());
        let mut found = vec![Evaluated::default(); cells * estimators.len()];
        for evaluated in &mut found {
            evaluated.design.inputs = vec![Input::default(); keys];
        }
        for rows in self.batches() {
            let result = laboratory.run(&resolve(&self.points(rows.clone())?), None)?;
            let points = 1 + rows.len() * (keys + 2);
            for cell in 0..cells {
                let at = |point: usize| ResultCell::of(&result, cell * points + point);
                let written = at(0)?;
                for (place, estimator) in estimators.iter().enumerate() {
                    let evaluated = &mut found[cell * estimators.len() + place];
                    evaluated.as_written = estimator.of_cell(&written)?;
                }
                for row in 0..rows.len() {
                    let first = 1 + row * (keys + 2);
                    let [a, b] = [at(first)?, at(first + 1)?];
                    let mixed = (0..keys).map(|key| at(first + 2 + key)).collect::<Result<Vec<_>, _>>()?;
                    for (place, estimator) in estimators.iter().enumerate() {
                        found[cell * estimators.len() + place].add(*estimator, &a, &b, &mixed)?;
                    }
                }
            }
        }
        Ok(found)
    }
}

impl Evaluated {
    /// Takes a row in; one in which a point has no estimate is left out, and said.
    fn add(
        &mut self,
        estimator: Estimator,
        a: &ResultCell<'_>,
        b: &ResultCell<'_>,
        mixed: &[ResultCell<'_>],
    ) -> Result<(), AggregateError> {
        let pair = |here: &ResultCell<'_>, there: &ResultCell<'_>| -> Result<Option<Pair>, AggregateError> {
            let difference = estimator.difference_of_cells(here, there)?.paired.value;
            let noise = estimator.difference_variance(here, there)?;
            Ok(difference.map(|difference| Pair { difference, noise }))
        };
        let (at_a, at_b, apart) = (estimator.of_cell(a)?, estimator.of_cell(b)?, pair(a, b)?);
        let alone = mixed.iter().map(|mixed| pair(a, mixed)).collect::<Result<Option<Vec<_>>, _>>()?;
        let others = mixed.iter().map(|mixed| pair(b, mixed)).collect::<Result<Option<Vec<_>>, _>>()?;
        let (Some(value_a), Some(value_b), Some(apart), Some(alone), Some(others)) =
            (at_a.value, at_b.value, apart, alone, others)
        else {
            self.is_partial = true;
            return Ok(());
        };
        self.design.a.push(value_a);
        self.design.b.push(value_b);
        self.design.apart.push(apart);
        for (input, (alone, others)) in self.design.inputs.iter_mut().zip(alone.into_iter().zip(others)) {
            input.alone.push(alone);
            input.others.push(others);
        }
        self.errors.extend([at_a.mcse, at_b.mcse].into_iter().flatten());
        Ok(())
    }

    /// Its values at the points of A and B.
    pub fn values(&self) -> Vec<f64> {
        self.design.a.iter().chain(&self.design.b).copied().collect()
    }
}
