//! Time of a run: a sum of what is done, each with what one of it costs. The costs are CPU seconds of the reference
//! machine (README, Speed), measured by `cargo test --release cost_of_a_run -- --ignored --nocapture`.

use super::Shape;

/// Reading the config, threads, the page.
const START: f64 = 0.05;
/// A month of a world under one model, drawn and read once more for the index.
const WORLD_MONTH: f64 = 1.2e-7;
/// A household's month in one exogenous life.
const LIFE_MONTH: f64 = 0.85e-8;
/// A household's month in one cell.
const CELL_MONTH: f64 = 1.29e-8;
/// A world's row in one cell: kept, written, and read for every estimate and its error.
const WORLD_ROW: f64 = 1.5e-5;
/// A month's row: shares with errors from batches, in every format.
const MONTH_ROW: f64 = 1e-4;
/// A cell's tables of losses, transitions, bands and differences.
const CELL: f64 = 1e-2;

/// Seconds on the reference machine.
pub(in crate::cli) fn seconds(shape: &Shape) -> f64 {
    let threads = shape.threads as f64;
    let worlds = shape.worlds * shape.world_models * shape.last_month * WORLD_MONTH;
    let lives = shape.paths() * shape.lives * shape.months * LIFE_MONTH;
    let cells = shape.household_months() * CELL_MONTH;
    let tables = shape.worlds * shape.cells * WORLD_ROW + shape.cells * (CELL + shape.months * MONTH_ROW);
    START + (worlds + lives + cells) / threads + tables
}
