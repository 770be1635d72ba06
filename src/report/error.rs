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
    /// A name that is not in [`super::FILES`].
    #[error("{name} is not a file of a study; allowed are {}", super::FILES.join(", "))]
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
    /// The manifest was not read or written.
    #[error("manifest.json: {0}")]
    Manifest(#[from] serde_json::Error),
}

/// Attaches the path to an error of the file system.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> ReportError + '_ {
    move |source| ReportError::Io { path: path.to_owned(), source }
}
