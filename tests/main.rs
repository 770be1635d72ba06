//! All integration tests in one binary: each binary of its own would link Polars again.

mod cli;
mod config;
mod documents;
mod fuzz;
mod support;
mod test_aggregate;
mod test_architecture;
mod test_cautions;
mod test_closed_forms;
mod test_comparisons;
mod test_coverage;
mod test_data;
mod test_extremes;
mod test_identities;
mod test_loan_instalment;
mod test_loan_schedule;
mod test_pinned_draws;
mod test_registry;
mod test_report;
mod test_same_bytes;
mod test_sense;
mod test_stats;
mod test_study_fixture;
mod test_tallies;
mod test_twin_agreement;
mod twin;
