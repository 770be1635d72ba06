//! Rows of worlds as Parquet files: those that a run puts away while it runs, and those of `worlds.parquet`.

use std::fmt;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::parquet::write_batches;
use super::parquet_columns::ParquetColumns;
use super::written_file::WrittenFile;
use super::{Difference, Manifest, ReportError};
use crate::aggregate::{AggregateError, CELL, Frame, WORLD, WORLDS};
use crate::outcome::kept::ABOVE;
use crate::outcome::{RowsError, WorldColumn, WorldSegment, WorldTable};

/// Fewest rows of a row group: less is not worth a place in the foot of the file.
const FEWEST_ROWS: usize = 4096;

/// Writes the rows of some worlds, as whole numbers, ordered by cell, then world: a row group a cell, of several cells
/// where they are few.
///
/// # Errors
/// The rows cannot be read, or the writer fails.
pub fn write_world_rows(rows: &dyn WorldSegment, cells: usize, into: impl Write) -> Result<(), ReportError> {
    let worlds = rows.worlds();
    let cells_together = (FEWEST_ROWS / worlds.len().max(1)).max(1);
    let groups = (0..cells).step_by(cells_together).map(|first| {
        let mut columns = vec![Vec::new(); WorldColumn::COUNT];
        for cell in first..cells.min(first + cells_together) {
            rows.append(cell, worlds.clone(), WorldColumn::ALL, &mut columns).map_err(AggregateError::from)?;
        }
        let mut frame = Frame::of_rows(columns.first().map_or(0, Vec::len));
        for (column, values) in WorldColumn::ALL.iter().zip(columns) {
            frame.integers(&column.column(), values);
        }
        Ok(frame.finish()?)
    });
    write_batches(groups, into)
}

/// A file of rows of worlds, ordered by cell, then world.
pub struct WorldRowsFile {
    worlds: Range<u32>,
    columns: ParquetColumns,
    /// Where each column is; a file of an earlier version may lack some.
    places: Vec<Option<usize>>,
}

impl fmt::Debug for WorldRowsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorldRowsFile").field("worlds", &self.worlds).finish_non_exhaustive()
    }
}

impl WorldRowsFile {
    /// The file that [`write_world_rows`] has written; `None` where it is another.
    ///
    /// # Errors
    /// It cannot be read, or holds no rows of these worlds and so many cells.
    pub fn open(
        folder: &Path,
        written: &WrittenFile,
        worlds: Range<u32>,
        cells: usize,
    ) -> Result<Option<Self>, ReportError> {
        let Some(columns) = ParquetColumns::open(folder, written, worlds.len() * cells)? else { return Ok(None) };
        let places = WorldColumn::ALL.iter().map(|column| columns.place(&column.column().header())).collect();
        Ok(Some(Self { worlds, columns, places }))
    }

    /// The sums by world in the file `worlds.parquet` of a folder. A column that it lacks, and what is empty in it, cannot be told.
    ///
    /// # Errors
    /// The file is not what was written, or not one of so many cells with the same worlds each, in order.
    pub fn of_results(folder: &Path, manifest: &Manifest) -> Result<WorldTable, ReportError> {
        let name = WORLDS.file("parquet");
        let damaged = |is_missing| ReportError::Damaged {
            path: folder.to_owned(),
            differences: vec![Difference { name: name.clone(), is_missing }],
        };
        let listed = manifest.files.iter().find(|file| file.name == name).ok_or_else(|| damaged(true))?;
        let cells = manifest.cells.len();
        let no_table = |why: &str| ReportError::NoTable { path: folder.join(&name), why: why.to_owned() };
        let worlds = u32::try_from(manifest.worlds).map_err(|_| no_table("no study has so many worlds"))?;
        let file = Self::open(folder, listed, 0..worlds, cells)?.ok_or_else(|| damaged(false))?;
        for cell in 0..cells {
            if !file.is_in_order(cell)? {
                return Err(no_table("its rows are not ordered by cell, then world"));
            }
        }
        let mut table = WorldTable::new(cells, 0);
        table.put_away(Arc::new(file));
        Ok(table)
    }

    /// Whether the rows of a cell are said to be those of its worlds, one after the other.
    fn is_in_order(&self, cell: usize) -> Result<bool, ReportError> {
        let (Some(of_cell), Some(of_world)) = (self.columns.place(CELL.name), self.columns.place(WORLD.name)) else {
            return Ok(false);
        };
        let mut found = [Vec::new(), Vec::new()];
        let mut into: Vec<&mut Vec<i64>> = found.iter_mut().collect();
        self.columns.append(self.rows(cell, &self.worlds), &[of_cell, of_world], ABOVE, &mut into)?;
        let [cells, worlds] = found;
        Ok(cells.iter().all(|of| *of == cell as i64) && worlds.into_iter().eq(self.worlds.clone().map(i64::from)))
    }

    fn rows(&self, cell: usize, worlds: &Range<u32>) -> Range<usize> {
        let first = cell * self.worlds.len() + (worlds.start - self.worlds.start) as usize;
        first..first + worlds.len()
    }
}

impl WorldSegment for WorldRowsFile {
    fn worlds(&self) -> Range<u32> {
        self.worlds.clone()
    }

    fn append(
        &self,
        cell: usize,
        worlds: Range<u32>,
        columns: &[WorldColumn],
        into: &mut [Vec<i64>],
    ) -> Result<(), RowsError> {
        let (mut places, mut vectors) = (Vec::new(), Vec::new());
        for (column, into) in columns.iter().zip(into) {
            match self.places[*column as usize] {
                Some(place) => {
                    places.push(place);
                    vectors.push(into);
                }
                None => into.resize(into.len() + worlds.len(), ABOVE),
            }
        }
        self.columns.append(self.rows(cell, &worlds), &places, ABOVE, &mut vectors).map_err(RowsError::new)
    }
}
