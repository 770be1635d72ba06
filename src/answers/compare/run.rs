//! A run as it is compared.

use polars::prelude::DataFrame;
use serde_json::Value;

use crate::aggregate::CellRows;
use crate::outcome::label::CellLabel;
use crate::outcome::{ErrorUnits, WorldTable};

/// What its manifest says, and its tables.
#[derive(Clone, Debug)]
pub struct Run {
    /// Version of the program that made it.
    pub version: String,
    /// Version of its numbers.
    pub value_version: u32,
    /// Key of its random numbers.
    pub seed: u64,
    /// Worlds.
    pub worlds: u64,
    /// Households a world.
    pub households: u64,
    /// The config as it was resolved.
    pub config: Value,
    /// Where values of it were written; empty where that is not known.
    pub places: Vec<Place>,
    /// Data files, each with its digest.
    pub data: Vec<(String, String)>,
    /// What sets its cells apart.
    pub labels: Vec<CellLabel>,
    /// The table `summary`.
    pub summary: DataFrame,
    /// What of its worlds is independent of each other, and how often each counts.
    pub units: ErrorUnits,
    /// Sums by world, where they were kept.
    pub sums: Option<WorldTable>,
}

/// Where a value of a config was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Scenario that sets it.
    pub scenario: Option<String>,
    /// Dotted key.
    pub key: String,
    /// File and line, or the option.
    pub place: String,
}

impl Run {
    /// Rows of worlds of a cell, where they were kept.
    pub(super) fn rows(&self, cell: usize) -> Option<CellRows<'_>> {
        self.sums.as_ref().map(|sums| CellRows::of_table(sums, self.units, cell))
    }

    /// Whether its worlds are those of another run: the same draws of prices and jobs, and as many households in each.
    pub(super) fn shares_worlds_with(&self, other: &Self) -> bool {
        let key = |run: &Self| (run.value_version, run.seed, run.worlds, run.households, run.units);
        key(self) == key(other)
    }
}
