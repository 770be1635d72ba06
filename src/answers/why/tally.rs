//! What is kept of the paths: whole numbers by world and cell.

use super::cause::Cause;
use super::combination::COMBINATIONS;
use super::loss::LossOf;
use crate::outcome::path::ABSENT;
use crate::outcome::{PathOutcome, kept};
use crate::study::Study;

/// Sums over the households of a world, for one cell of the study.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Defaults of the study by cause, in the order of [`Cause::ALL`].
    pub causes: [i64; Cause::ALL.len()],
    /// Households that default in some combination, but not in the study.
    pub only_off: i64,
    /// The same by combination.
    pub new: [i64; COMBINATIONS],
    /// Losses, in cents, of the households that default in the study, by combination.
    pub losses: [[i64; COMBINATIONS]; LossOf::ALL.len()],
}

/// All rows.
pub(super) struct Tally {
    cells: usize,
    households: u64,
    /// Of (world, cell) at `world * cells + cell`.
    rows: Vec<Row>,
}

impl Tally {
    /// Of a study whose cells are those of another at every combination.
    pub fn new(study: &Study) -> Self {
        let cells = study.cells.len() / COMBINATIONS;
        Self { cells, households: study.households, rows: vec![Row::default(); study.worlds as usize * cells] }
    }

    /// Cells of the study that is asked about.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// Enters consecutive paths, each under every cell and combination.
    pub fn enter(&mut self, first_path: u64, outcomes: &[PathOutcome]) {
        for (path, of_path) in (first_path..).zip(outcomes.chunks_exact(self.cells * COMBINATIONS)) {
            let first = (path / self.households) as usize * self.cells;
            let rows = self.rows.iter_mut().skip(first);
            rows.zip(of_path.as_chunks().0).for_each(|(row, outcomes)| row.enter(outcomes));
        }
    }

    /// Rows of a cell in the order of the worlds.
    pub fn of_cell(&self, cell: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().skip(cell).step_by(self.cells.max(1))
    }
}

impl Row {
    fn enter(&mut self, outcomes: &[PathOutcome; COMBINATIONS]) {
        let defaults = outcomes.each_ref().map(|outcome| outcome.default_month != ABSENT);
        if !defaults[0] {
            self.new.iter_mut().zip(defaults).for_each(|(count, is_default)| *count += i64::from(is_default));
            self.only_off += i64::from(defaults.contains(&true));
            return;
        }
        self.causes[Cause::of(&defaults) as usize] += 1;
        for (loss, sums) in LossOf::ALL.iter().zip(&mut self.losses) {
            for (sum, outcome) in sums.iter_mut().zip(outcomes) {
                kept::add(sum, loss.of(outcome));
            }
        }
    }
}
