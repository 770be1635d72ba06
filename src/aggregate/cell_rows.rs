//! Sums over worlds of one cell, about which several estimates are asked.

use std::cell::RefCell;
use std::rc::Rc;

use super::AggregateError;
use super::estimates::{RatioEstimate, Terms};
use crate::outcome::kept::known;
use crate::outcome::{WorldColumn, WorldTable};

/// Most that columns take that are kept because they may be asked for again, bytes.
const KEPT_BYTES: usize = 64 << 20;

/// Numerator and denominator of a ratio, world by world.
pub type RatioSums = (Vec<i64>, Vec<i64>);

/// World rows of one cell. Columns that are not in memory are read once and kept as long as there is room.
pub struct CellRows<'a> {
    worlds: &'a WorldTable,
    cell: usize,
    /// The last ones that were asked for come last.
    kept: RefCell<Vec<(WorldColumn, Rc<Vec<i64>>)>>,
}

impl<'a> CellRows<'a> {
    /// Of the cell number `cell`.
    pub fn of(worlds: &'a WorldTable, cell: usize) -> Self {
        Self { worlds, cell, kept: RefCell::default() }
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

    /// Numerator and denominator of a ratio, world by world; `None` where a sum cannot be told.
    pub(super) fn sums(&self, estimate: &RatioEstimate) -> Result<Option<RatioSums>, AggregateError> {
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
