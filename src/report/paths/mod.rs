//! `paths.parquet`: a row for every path and cell, in the order of the study. Its row groups begin at whole multiples of
//! [`ROW_GROUP`](super::parquet::ROW_GROUP), counted from the study's first row, wherever a part of the study begins: so the
//! file is the same bytes in whatever portions and parts its rows came, and most row groups of a part are handed on as
//! they are.

mod file;
mod growing;
mod pages;
mod shared;
mod writer;

pub use growing::{GrowingPaths, KeptPaths};
pub use shared::PartPaths;
pub use writer::PathsWriter;
