//! What tables there are: files, data dictionary, list of columns, workbook, help and estimates of size follow from here.

use super::table::Table;
use super::{
    comparisons, default_by_band, loss_distribution, loss_histogram, months, paths, resolution, summary, transitions,
    underwriting, worlds,
};

/// Tables of aggregates, in the order of reports; none of them holds a single household.
pub const TABLES: [&Table; 9] = [
    &summary::SUMMARY,
    &comparisons::COMPARISONS,
    &months::MONTHS,
    &loss_distribution::LOSS_DISTRIBUTION,
    &loss_histogram::LOSS_HISTOGRAM,
    &transitions::TRANSITIONS,
    &default_by_band::DEFAULT_BY_LTV_DSTI,
    &resolution::RESOLUTION,
    &underwriting::UNDERWRITING,
];

/// Every table: those of aggregates, then rows by world and by path, which are kept as Parquet alone.
pub fn all_tables() -> impl Iterator<Item = &'static Table> {
    TABLES.into_iter().chain([&worlds::WORLDS, &paths::PATHS])
}
