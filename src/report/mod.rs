//! What a study leaves behind: tables in every format, figures, a page to hand on, and the manifest that says the folder
//! is complete.

mod clock;
mod error;
mod excel;
mod export;
mod files;
mod form;
mod guarded;
mod language;
mod number;
mod page;
mod pending_file;
mod results;
mod shell_word;
mod written_file;

pub mod csv;
pub mod dictionary;
pub mod figure;
pub mod folder;
pub mod json;
pub mod latex;
pub mod manifest;
pub mod markdown;
pub mod parquet;
pub mod reading;
pub mod terminal;
pub mod text_table;
pub mod warnings;

pub use clock::{RunClock, RunTimes, rfc3339};
pub use error::ReportError;
pub use excel::write_excel;
pub use export::{ExportFormat, export, write_report};
pub use files::{files, report_file};
pub use folder::{FolderState, Holds, Left, StudyFolder, Withdrawal};
pub use form::Form;
pub use language::Language;
pub use manifest::Manifest;
pub use number::with_separators;
pub use page::page;
pub use parquet::PathsWriter;
pub use pending_file::PendingFile;
pub use results::{Results, TABLES, UNDERWRITING};
pub use shell_word::shell_word;
pub use written_file::Difference;

/// Name of the file that is written last: a folder without it is incomplete.
pub const MANIFEST: &str = "manifest.json";
