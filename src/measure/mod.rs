//! Whole units in which logs are counted: their sums are exact, whatever the order.

pub mod log_units;
