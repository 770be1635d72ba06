//! Tables of a study: Polars starts here, and holds and writes what is computed before it.
//!
//! Only whole numbers are added up, in one way (`total`), so that no sum depends on its order. Ratios and their errors are [`crate::stats`] over world rows in the order of the worlds. Money is in currency units, rounded to the
//! cent once, half away from zero; rates are fractions; what cannot be estimated is null.

mod cell_columns;
pub mod comparisons;
pub mod default_by_band;
mod error;
pub mod estimates;
mod estimator;
mod frame;
pub mod household_loss;
pub mod index_levels;
pub mod loss_distribution;
pub mod loss_histogram;
mod month_batches;
pub mod months;
mod paths;
pub mod resolution;
mod shape;
pub mod summary;
mod table;
mod tables;
mod total;
pub mod transitions;
pub mod underwriting;
mod warnings;
pub mod world_rates;
mod worlds;

pub use comparisons::{BASE_CELL, COMPARISONS, comparisons};
pub use default_by_band::{DEFAULT_BY_LTV_DSTI, default_by_ltv_dsti};
pub use error::AggregateError;
pub use estimator::{Difference, Estimator, ResultCell};
pub use frame::Frame;
pub use loss_distribution::{LOSS_DISTRIBUTION, loss_distribution};
pub use loss_histogram::{LOSS_HISTOGRAM, loss_histogram};
pub use months::{MONTHS, months};
pub use paths::{PATHS, PathRow, paths};
pub use resolution::{RESOLUTION, resolution};
pub use summary::{SUMMARY, summary};
pub use table::{CELL, ColumnKind, Extent, SCENARIO, SWEPT, Source, Table, TableColumn, labels, plain, with_errors};
pub use tables::TABLES;
pub use transitions::{TRANSITIONS, transitions};
pub use underwriting::{UNDERWRITING, underwriting};
pub use warnings::{FEW_WORLDS, Warning, warnings};
pub use worlds::{WORLDS, worlds};
