//! Time of a run: a sum of what is done, each with what one of it costs. The costs are CPU seconds of the reference
//! machine (docs/SPEED.md), fitted to eleven runs on one thread, each long in one thing;
//! `cargo test --release cost_of_a_run -- --ignored --nocapture` prints what is told beside what runs take.

use super::Shape;
use crate::outcome::Words;
use crate::report::Language;

/// Reading the config, threads, the page.
const START: f64 = 0.05;
/// A month of a world under one model, drawn and read once more for the index.
const WORLD_MONTH: f64 = 4.6e-8;
/// A household's month in one exogenous life.
const LIFE_MONTH: f64 = 7.5e-9;
/// A household's month in one cell.
const CELL_MONTH: f64 = 1.07e-8;
/// What a world in step takes, and the same world beside it had nothing answered, of what a world takes alone:
/// `configs/fire_sales.toml` at impact 1 against impact 0.
const IN_STEP: f64 = 5.8;
/// A world's row in one cell: kept, written, and read for every estimate and its error.
const WORLD_ROW: f64 = 8.5e-6;
/// A month's row: shares with errors from batches, as CSV and Parquet.
const MONTH_ROW: f64 = 4e-5;
/// An octave of a batch's losses: added up, and read for every quantile and its error.
const OCTAVE: f64 = 4.1e-5;

/// Seconds on the reference machine. Threads share the simulation; tables are made by one.
pub(in crate::cli) fn seconds(shape: &Shape) -> f64 {
    let worlds = shape.worlds * shape.world_models * shape.last_month * WORLD_MONTH;
    let lives = shape.paths() * shape.lives * shape.months * LIFE_MONTH;
    let cells = shape.household_months() * CELL_MONTH;
    let times = if shape.extras.feedback { IN_STEP } else { 1.0 };
    let times = times * (1.0 + shape.second_lives_worlds / shape.worlds);
    START + times * (worlds + lives + cells) / shape.threads as f64 + tables(shape)
}

/// The same where all worlds are simulated already: their parts are read, and tables are made.
pub(in crate::cli) fn merging_seconds(shape: &Shape) -> f64 {
    START + tables(shape)
}

fn tables(shape: &Shape) -> f64 {
    let octaves = shape.batches * shape.octaves(shape.buyers / shape.batches);
    shape.cells * (shape.worlds * WORLD_ROW + shape.months * MONTH_ROW + octaves * OCTAVE)
}

/// A time, for people.
pub(in crate::cli) fn duration(seconds: f64, language: Language) -> String {
    let (number, unit) = match seconds {
        _ if seconds < 1.0 => {
            return language.of(Words::new("less than a second", "不到 1 秒")).to_owned();
        }
        _ if seconds < 120.0 => (seconds, Words::new("s", "秒")),
        _ if seconds < 7200.0 => (seconds / 60.0, Words::new("minutes", "分钟")),
        _ => (seconds / 3600.0, Words::new("hours", "小时")),
    };
    let unit = language.of(unit);
    match language {
        Language::English => format!("about {number:.0} {unit}"),
        Language::Chinese => format!("约 {number:.0} {unit}"),
    }
}
