//! Every path, on its way from the simulation to a file.

use crate::aggregate::{PATHS, PathRow};
use crate::engine::PathWriter;
use crate::outcome::PathOutcome;
use crate::report::PartPaths;
use crate::study::Study;

/// The file of every path.
pub(super) fn paths_file() -> String {
    PATHS.file("parquet")
}

/// Hands the paths of a study on to the file of its part.
pub(super) fn writer(study: &Study, paths: PartPaths) -> Box<PathWriter<'static>> {
    let (cells, households) = (study.cells.len(), study.households);
    Box::new(move |first_path: u64, outcomes: &[PathOutcome]| {
        let row = |(path, (cell, outcome)): (u64, (usize, &PathOutcome))| PathRow {
            world: path / households,
            household: path % households,
            cell,
            outcome: *outcome,
        };
        let numbered = (first_path..).zip(outcomes.chunks(cells));
        let rows: Vec<PathRow> =
            numbered.flat_map(|(path, cells)| cells.iter().enumerate().map(move |cell| row((path, cell)))).collect();
        paths.push(&rows).map_err(|error| error.to_string())
    })
}
