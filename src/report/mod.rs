//! What a study leaves behind: a file per format, a table for the terminal, and the manifest that says it is complete.

mod clock;
mod error;
mod number;
mod pending_file;

pub mod csv;
pub mod folder;
pub mod manifest;
pub mod parquet;
pub mod terminal;

pub use clock::{RunClock, RunTimes, rfc3339};
pub use error::ReportError;
pub use folder::{FolderState, Opened, StudyFolder};
pub use manifest::Manifest;
pub use parquet::PathsWriter;
pub use pending_file::PendingFile;

/// Name of the file that is written last: a folder without it is incomplete.
pub const MANIFEST: &str = "manifest.json";

/// Every file a study may write beside its manifest. A folder that holds anything else without a manifest belongs to
/// somebody else and is left alone.
pub const FILES: &[&str] = &[
    "summary.csv",
    "summary.parquet",
    "worlds.csv",
    "worlds.parquet",
    "months.csv",
    "months.parquet",
    "loss_distribution.csv",
    "loss_distribution.parquet",
    "underwriting.csv",
    "underwriting.parquet",
    "transitions.csv",
    "transitions.parquet",
    "default_by_ltv_dsti.csv",
    "default_by_ltv_dsti.parquet",
    "resolution.csv",
    "resolution.parquet",
    "paths.parquet",
];
