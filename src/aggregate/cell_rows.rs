//! Sums over worlds of one cell, about which several estimates are asked.

use std::cell::RefCell;
use std::rc::Rc;

use super::AggregateError;
use super::estimates::{RatioEstimate, Terms};
use crate::outcome::kept::known;
use crate::outcome::{Clusters, ErrorUnits, StudyResult, WorldColumn, WorldTable};
use crate::stats::ratio::ratio;
use crate::stats::sample::Sample;

/// Most that columns take that are kept because they may be asked for again, bytes.
const KEPT_BYTES: usize = 64 << 20;

/// Numerator and denominator of a ratio, world by world.
pub type RatioSums = (Vec<i64>, Vec<i64>);

/// World rows of one cell. Columns that are not in memory are read once and kept as long as there is room.
pub struct CellRows<'a> {
    worlds: &'a WorldTable,
    units: ErrorUnits,
    cell: usize,
    /// The last ones that were asked for come last.
    kept: RefCell<Vec<(WorldColumn, Rc<Vec<i64>>)>>,
}

impl<'a> CellRows<'a> {
    /// Of the cell number `cell` of a result.
    pub fn of(result: &'a StudyResult, cell: usize) -> Self {
        Self::of_table(&result.worlds, result.units, cell)
    }

    /// Of the cell number `cell` of rows of worlds.
    pub fn of_table(worlds: &'a WorldTable, units: ErrorUnits, cell: usize) -> Self {
        Self { worlds, units, cell, kept: RefCell::default() }
    }

    /// A column, ordered by world.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn column(&self, column: WorldColumn) -> Result<Rc<Vec<i64>>, AggregateError> {
        if self.worlds.is_in_memory() {
            return Ok(Rc::new(self.worlds.column(self.cell, column)?));
        }
        let mut kept = self.kept.borrow_mut();
        let most = KEPT_BYTES / (size_of::<i64>() * self.worlds.worlds().max(1));
        if let Some(place) = kept.iter().position(|(of, _)| *of == column) {
            let found = kept.remove(place);
            kept.push(found);
        } else if most >= WorldColumn::COUNT {
            // All of them in one read.
            let columns = self.worlds.columns(self.cell, 0..self.worlds.worlds(), WorldColumn::ALL)?;
            *kept = WorldColumn::ALL.iter().copied().zip(columns.into_iter().map(Rc::new)).collect();
        } else {
            let surplus = (kept.len() + 1).saturating_sub(most.max(1));
            kept.drain(..surplus);
            kept.push((column, Rc::new(self.worlds.column(self.cell, column)?)));
        }
        let found = kept.iter().find(|(of, _)| *of == column).map(|(_, values)| Rc::clone(values));
        Ok(found.unwrap_or_default())
    }

    /// Numerator and denominator of a ratio by what is independent, world by world or summed over units of worlds; `None` where a sum
    /// cannot be told.
    pub(super) fn sums(&self, estimate: &RatioEstimate) -> Result<Option<RatioSums>, AggregateError> {
        let by_unit = |values: Vec<i64>| self.units.sums(self.worlds.numbers(), values);
        let by_world = self.sums_by_world(estimate)?;
        Ok(by_world.and_then(|(y, x)| by_unit(y).zip(by_unit(x))))
    }

    /// The same of the first `worlds` worlds alone, from sums world by world.
    pub(super) fn sums_of_first(&self, worlds: usize, (y, x): &RatioSums) -> Option<RatioSums> {
        let of = |values: &[i64]| self.units.sums(self.worlds.numbers(), values[..worlds.min(values.len())].to_vec());
        of(y).zip(of(x))
    }

    /// The ratio of each world that has one; none where a sum of any world cannot be told.
    pub(super) fn sample(&self, estimate: &RatioEstimate) -> Result<Sample, AggregateError> {
        let (y, x) = self.sums_by_world(estimate)?.unwrap_or_default();
        let of_world = |((y, x), world): ((&i64, &i64), u32)| Some((ratio((*y).into(), (*x).into())?, world));
        let (values, worlds): (Vec<f64>, Vec<u32>) =
            y.iter().zip(&x).zip(self.worlds.numbers()).filter_map(of_world).unzip();
        Ok(sample(self.units, values, worlds.into_iter()))
    }

    /// Numerator and denominator of a ratio, world by world; `None` where a sum cannot be told.
    pub(super) fn sums_by_world(&self, estimate: &RatioEstimate) -> Result<Option<RatioSums>, AggregateError> {
        Ok(self.by_world(estimate.numerator)?.zip(self.by_world(estimate.denominator)?))
    }

    /// A signed sum of columns, world by world; `None` where one cannot be told, or overflows.
    fn by_world(&self, terms: Terms) -> Result<Option<Vec<i64>>, AggregateError> {
        let mut values = vec![0_i64; self.worlds.worlds()];
        for &(sign, column) in terms {
            for (value, term) in values.iter_mut().zip(self.column(column)?.iter()) {
                let Some(sum) = known(*term).and_then(|term| value.checked_add(sign.checked_mul(term)?)) else {
                    return Ok(None);
                };
                *value = sum;
            }
        }
        Ok(Some(values))
    }
}

/// Values of worlds by their numbers.
pub(super) fn sample(units: ErrorUnits, values: Vec<f64>, worlds: impl Iterator<Item = u32>) -> Sample {
    match units.clusters(worlds) {
        None => Sample::Plain(values),
        Some(Clusters { units, weights, count }) => Sample::clustered(&values, &units, &weights, count),
    }
}
