use std::io;
use std::path::{Path, PathBuf};

use polars::error::PolarsError;
use thiserror::Error;

use crate::aggregate::AggregateError;

/// Why results were not written.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder holds the complete results of another study.
    #[error("{} holds the results of another study ({found}); --force replaces them", path.display())]
    OtherStudy {
        /// Folder.
        path: PathBuf,
        /// Hash in its manifest.
        found: String,
    },
    /// The folder holds files this program did not write.
    #[error("{} holds {name}, which is not a result of this program; name an empty folder", path.display())]
    Foreign {
        /// Folder.
        path: PathBuf,
        /// First such file.
        name: String,
    },
    /// A name that is not in [`super::files`].
    #[error("{name} is not a file of a study; allowed are {}", super::files().join(", "))]
    UnknownFile {
        /// Name asked for.
        name: String,
    },
    /// A table was not made.
    #[error(transparent)]
    Aggregate(#[from] AggregateError),
    /// A table was not written.
    #[error("table not written: {0}")]
    Polars(#[from] PolarsError),
    /// The workbook was not made.
    #[error("workbook not written: {0}")]
    Workbook(Box<dyn std::error::Error + Send + Sync>),
    /// The page was not made.
    #[error("report not written: {0}")]
    Page(#[from] minijinja::Error),
    /// The folder holds no whole results.
    #[error("{} holds no complete results: there is no manifest.json of this program; `underwater run` makes them", path.display())]
    NoResults {
        /// Folder.
        path: PathBuf,
    },
    /// The manifest was not read or written.
    #[error("manifest.json: {0}")]
    Manifest(#[from] serde_json::Error),
}

/// An error of a file being written, whose path the folder knows.
pub(super) fn of_writer(source: io::Error) -> ReportError {
    ReportError::Io { path: PathBuf::from("results"), source }
}

/// Attaches the path to an error of the file system.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> ReportError + '_ {
    move |source| ReportError::Io { path: path.to_owned(), source }
}

impl From<rust_xlsxwriter::XlsxError> for ReportError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Workbook(Box::new(error))
    }
}
