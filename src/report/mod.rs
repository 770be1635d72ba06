//! What a study leaves behind: tables in every format, figures, a page to hand on, and the manifest that says the folder
//! is complete.

mod clock;
pub mod counts;
mod error;
mod excel;
mod form;
mod format;
mod formats;
mod language;
mod number;
mod page;
mod partial;
mod pending_file;
mod question;
mod questions;
mod results;
mod shell_word;
mod written_file;

pub mod csv;
mod csv_excel;
pub mod dictionary;
pub mod figure;
pub mod folder;
pub mod json;
pub mod latex;
pub mod manifest;
pub mod markdown;
pub mod parquet;
mod parquet_columns;
mod parquet_reader;
mod paths;
pub mod reading;
pub mod terminal;
pub mod text_table;
pub mod warnings;
mod world_rows;

pub use clock::{RunClock, RunTimes, rfc3339};
pub use error::ReportError;
pub use excel::write_excel;
pub use figure::PNG;
pub use folder::{FolderState, Holds, Left, StudyFolder, Withdrawal};
pub use form::Form;
pub use format::Format;
pub use formats::FORMATS;
pub use language::Language;
pub use manifest::Manifest;
pub use number::with_separators;
pub use page::{PAGE, file as report_file, page};
pub use partial::{MissingWorlds, PARTIAL_MISSING_WORLDS, Partial};
pub use paths::{GrowingPaths, KeptPaths, PartPaths, PathsWriter};
pub use pending_file::PendingFile;
pub use question::Question;
pub use questions::{
    COMPARE, HOUSEHOLD, QUESTIONS, RUN, SENSITIVITY, SOLVE, WHY, all_tables, printed_causes, question_of,
};
pub use results::{Results, Tables, needed_files};
pub use shell_word::shell_word;
pub use world_rows::{WorldRowsFile, write_world_rows};
pub use written_file::Difference;

/// Name of the file that is written last: a folder without it is incomplete.
pub const MANIFEST: &str = "manifest.json";
