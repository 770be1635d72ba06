//! What tables a run has: files, data dictionary, list of columns, workbook, help and estimates of size follow from here.

use super::table::Table;
use super::{
    auction_rounds, comparisons, convergence, default_by_band, exits, feedback, insurance, lenders, loans,
    loss_distribution, loss_histogram, months, portfolio, real_amounts, region_index, resolution, segment_losses,
    segments, stage_migration, stages, summary, systematic_share, transitions, triggers, underwriting,
    world_distribution, years,
};

/// Tables of aggregates, in the order of reports; none of them holds a single household.
pub const TABLES: [&Table; 27] = [
    &summary::SUMMARY,
    &world_distribution::WORLD_DISTRIBUTION,
    &comparisons::COMPARISONS,
    &convergence::CONVERGENCE,
    &months::MONTHS,
    &years::YEARS,
    &region_index::REGION_INDEX,
    &loss_distribution::LOSS_DISTRIBUTION,
    &loss_histogram::LOSS_HISTOGRAM,
    &transitions::TRANSITIONS,
    &default_by_band::DEFAULT_BY_LTV_DSTI,
    &resolution::RESOLUTION,
    &auction_rounds::AUCTION_ROUNDS,
    &triggers::TRIGGERS,
    &underwriting::UNDERWRITING,
    &real_amounts::REAL_AMOUNTS_TABLE,
    &insurance::INSURANCE,
    &lenders::LENDERS,
    &exits::EXITS,
    &feedback::FEEDBACK,
    &portfolio::PORTFOLIO,
    &systematic_share::SYSTEMATIC_SHARE,
    &segments::SEGMENTS,
    &segment_losses::SEGMENT_LOSSES,
    &stages::STAGES,
    &stage_migration::STAGE_MIGRATION,
    &loans::LOANS_TABLE,
];
