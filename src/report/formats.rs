//! What formats there are. The command line, its help, the names of files, what a folder lacks and the estimate of disk
//! follow from the list here.

use super::format::Format;
use super::{csv, csv_excel, excel, figure, json, latex, markdown, parquet};

/// What can be asked for, in the order of the help.
pub const FORMATS: [&Format; 9] = [
    &csv::CSV,
    &csv_excel::CSV_EXCEL,
    &parquet::PARQUET,
    &excel::XLSX,
    &markdown::MD,
    &latex::TEX,
    &json::JSON,
    &figure::SVG,
    &figure::PNG,
];
