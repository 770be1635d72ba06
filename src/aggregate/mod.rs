//! Tables of a study: Polars starts here, and holds and writes what is computed before it.
//!
//! Only whole numbers are added up, in one way ([`total`]), so that no sum depends on its order. Ratios and their errors are [`crate::stats`] over world rows in the order of the worlds. Money is in currency units, rounded to the
//! cent once, half away from zero; rates are fractions; what cannot be estimated is null.

mod cell_columns;
mod columns;
mod comparisons;
mod default_by_band;
mod error;
mod household_loss;
mod index_levels;
mod loss_distribution;
mod loss_histogram;
mod month_batches;
mod months;
mod paths;
mod resolution;
mod shape;
mod summary;
mod total;
mod transitions;
mod underwriting;
mod warnings;
mod worlds;

pub mod estimates;

pub use comparisons::comparisons;
pub use default_by_band::default_by_ltv_dsti;
pub use error::AggregateError;
pub use loss_distribution::loss_distribution;
pub use loss_histogram::loss_histogram;
pub use months::months;
pub use paths::{PathRow, paths};
pub use resolution::resolution;
pub use summary::summary;
pub use transitions::transitions;
pub use underwriting::underwriting;
pub use warnings::{Warning, warnings};
pub use worlds::{column_name, worlds};
