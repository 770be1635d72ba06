//! What is counted in whole units: logs, whose sums are exact, whatever the order, and back from them; months of the calendar.

pub mod exponential;
pub mod log_units;
pub mod year_month;

pub use year_month::YearMonth;
