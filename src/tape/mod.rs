//! A loan tape: existing loans, a row each, from CSV or Parquet. Its columns are declared once, in `columns.rs`.

mod cell;
pub mod columns;
mod csv_rows;
mod draft;
pub mod example;
mod fault;
mod header;
mod key;
mod parquet_rows;
mod read;
mod row;
mod segments;
pub mod summary;
mod tape_of_loans;

pub use columns::{COLUMNS, Column, Need, Takes};
pub use fault::TapeFault;
pub use header::OwnNames;
pub use key::key;
pub use read::{Asked, Reading, read};
pub use row::Row;
pub use segments::{By, MOST_SEGMENTS, Segments, ways};
pub use summary::{Band, Summary};
pub use tape_of_loans::{Loan, Tape};
