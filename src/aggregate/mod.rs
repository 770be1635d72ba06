//! Tables of a study: from tallies to rows.
//!
//! **What Polars does.** Every table is a Polars data frame from here on: columns with names, types and nulls, and as many
//! rows each. Polars writes them as Parquet and CSV and reads them back, and what is made of them for people (the tables of
//! the page, the workbook, the figures) selects its rows and columns from them.
//!
//! **What is added up before it.** A run never holds its paths as rows: a study of a billion of them would not fit. Each
//! chunk of paths is added to [`crate::outcome::Tallies`] while it is simulated: whole numbers by cell, world, month and
//! batch, whose sums are the same in any order, so that threads and chunks change no byte, and which are saved, read back
//! and merged. Here only whole numbers are added up as well, in 128 bits and in one way (`total`), and one that leaves 64
//! bits is an error. Polars adds integers in 64 bits, where a sum that is too large comes out as another number, and
//! its 128-bit integers are a feature of their own, left out to keep the build short.
//!
//! Ratios and their errors are [`crate::stats`] over world rows in the order of the worlds, since floating point sums do
//! hang on their order; quantiles of losses come from a histogram of whole numbers. Money is in currency units, rounded to
//! the cent once, half away from zero; rates are fractions; what cannot be estimated is null.

pub mod auction_rounds;
pub mod book;
mod cell_columns;
mod cell_rows;
pub mod comparisons;
mod convergence;
pub mod default_by_band;
mod error;
pub mod estimates;
mod estimator;
mod exits;
pub mod feedback;
mod frame;
pub mod household_loss;
pub mod index_levels;
mod insurance;
mod lenders;
mod loans;
pub mod loss_distribution;
pub mod loss_histogram;
mod month_batches;
pub mod months;
mod path_stages;
mod paths;
pub mod portfolio;
mod ratios;
mod real_amounts;
mod region_index;
pub mod resolution;
pub mod segment_losses;
pub mod segments;
mod shape;
mod stage_migration;
mod staged;
mod stages;
pub mod summary;
mod systematic_share;
mod table;
mod tables;
mod total;
pub mod transitions;
pub mod triggers;
pub mod underwriting;
mod warnings;
pub mod world_distribution;
pub mod world_rates;
mod worlds;
mod years;

pub use auction_rounds::{AUCTION_ROUNDS, auction_rounds};
pub use cell_rows::{CellRows, RatioSums};
pub use comparisons::{COMPARISONS, comparisons};
pub use convergence::{CONVERGENCE, ERROR_TO_ASKED, LOOK_WORLDS, convergence, is_known, worlds_at_last_look};
pub use default_by_band::{DEFAULT_BY_LTV_DSTI, default_by_ltv_dsti};
pub use error::AggregateError;
pub use estimator::{Difference, Estimator, ResultCell};
pub use exits::{EXITS, exits};
pub use feedback::{FEEDBACK, WORLDS_AT_FLOOR, feedback};
pub use frame::Frame;
pub use insurance::{INSURANCE, insurance};
pub use lenders::{LENDERS, lenders};
pub use loans::loans;
pub use loss_distribution::{LOSS_DISTRIBUTION, loss_distribution};
pub use loss_histogram::{LOSS_HISTOGRAM, loss_histogram};
pub use months::{MONTHS, months};
pub use paths::{PATHS, PathRow, path_rows, paths};
pub use portfolio::{PORTFOLIO, portfolio};
pub use real_amounts::{REAL_AMOUNTS_TABLE, real_amounts};
pub use region_index::{REGION_INDEX, region_index};
pub use resolution::{RESOLUTION, resolution};
pub use segment_losses::{SEGMENT_LOSSES, segment_losses};
pub use segments::{SEGMENTS, segments};
pub use stage_migration::stage_migration;
pub use stages::stages;
pub use summary::{SUMMARY, summary};
pub use systematic_share::{SYSTEMATIC_SHARE, SYSTEMATIC_SHARE_COLUMN, systematic_share};
pub use table::{CELL, ColumnKind, Extent, SCENARIO, SWEPT, Source, Table, TableColumn, labels, plain, with_errors};
pub use tables::TABLES;
pub use transitions::{TRANSITIONS, transitions};
pub use triggers::{TRIGGERS, triggers};
pub use underwriting::{UNDERWRITING, underwriting};
pub use warnings::{FEW_WORLDS, Warning, warnings};
pub use world_distribution::{WORLD_DISTRIBUTION, world_distribution};
pub use worlds::{WORLD, WORLDS, some_worlds, worlds};
pub use years::years;
