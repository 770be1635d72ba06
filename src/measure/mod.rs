//! Whole units in which logs are counted: their sums are exact, whatever the order; and back from logs.

pub mod exponential;
pub mod log_units;
