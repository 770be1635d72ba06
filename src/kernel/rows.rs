//! Room for the loans of a tape, kept from block to block.

use super::block::{Block, Simulation};
use super::row_cell::{RowCell, Rows};

impl Block {
    /// Room for the loans of a cell one after another, to be given back.
    pub(super) fn rows_of(&mut self, simulation: &Simulation<'_>, cell: usize) -> Rows {
        let study = simulation.study;
        if study.tape.is_none() {
            return Rows(None);
        }
        self.rows.resize_with(study.cells.len(), || None);
        let row = self.rows[cell].take();
        Rows(Some(row.unwrap_or_else(|| RowCell::new(&study.cells[cell], &simulation.constants[cell]))))
    }

    /// Keeps it for the next block.
    pub(super) fn give_back(&mut self, cell: usize, rows: Rows) {
        if let Rows(Some(row)) = rows {
            self.rows[cell] = Some(row);
        }
    }
}
