//! Tables of a study: Polars starts here.
//!
//! Polars adds up whole numbers only, so that no sum depends on its order or on the number of threads. Ratios and their
//! errors are [`crate::stats`] over world rows in the order of the worlds. Money is in currency units, rounded to the
//! cent once, half away from zero; rates are fractions; what cannot be estimated is null.

mod cell_columns;
mod columns;
mod default_by_band;
mod error;
mod group_sums;
mod household_loss;
mod index_levels;
mod loss_distribution;
mod month_batches;
mod months;
mod paths;
mod resolution;
mod shape;
mod summary;
mod transitions;
mod underwriting;
mod worlds;

pub mod estimates;

pub use default_by_band::default_by_ltv_dsti;
pub use error::AggregateError;
pub use loss_distribution::loss_distribution;
pub use months::months;
pub use paths::{PathRow, paths};
pub use resolution::resolution;
pub use summary::summary;
pub use transitions::transitions;
pub use underwriting::underwriting;
pub use worlds::{column_name, worlds};
