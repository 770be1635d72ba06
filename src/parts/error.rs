//! Why a part on disk is not used, or was not written.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::report::ReportError;

/// Why a part on disk is not used, or was not written.
#[derive(Debug, Error)]
pub enum PartFileError {
    /// There is none.
    #[error("{} holds no part of a run", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// It is of another study, or of another version of its numbers.
    #[error("{} is of another study: its {what} is {found}, not {expected}", path.display())]
    Foreign {
        /// Where it is.
        path: PathBuf,
        /// What differs.
        what: &'static str,
        /// As it says.
        found: String,
        /// As it would have to be.
        expected: String,
    },
    /// Another version of the program has written it, in another form.
    #[error("{} is written in form {found} by version {version} of this program; this one reads form {expected}", path.display())]
    Form {
        /// Where it is.
        path: PathBuf,
        /// Its form.
        found: u64,
        /// The form that is read.
        expected: u32,
        /// The version that wrote it.
        version: String,
    },
    /// It is not what was written.
    #[error("{}: {why}", path.display())]
    Damaged {
        /// File.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// It has no paths, which are asked for.
    #[error("{} was kept without --save-paths, and has no paths", path.display())]
    NoPaths {
        /// Where it is.
        path: PathBuf,
    },
    /// Its folder is no longer where it was when it was begun, or gone on with.
    #[error("{} was removed, renamed or replaced while it was being written", path.display())]
    Vanished {
        /// Where it was.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("{}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What is wrong with a file whose digest is another.
pub(super) const NOT_WRITTEN: &str = "it is not what was written there";

/// Attaches the path to an error of the file system.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PartFileError + '_ {
    move |source| PartFileError::Io { path: path.to_owned(), source }
}

/// What is wrong with a file of paths.
pub(super) fn of_paths(path: &Path) -> impl FnOnce(ReportError) -> PartFileError + '_ {
    move |error| match error {
        ReportError::Io { path, source } => PartFileError::Io { path, source },
        ReportError::NotAsWritten { path } => damaged(&path, NOT_WRITTEN),
        other => damaged(path, other),
    }
}

/// A file that is not what was written.
pub(super) fn damaged(path: &Path, why: impl ToString) -> PartFileError {
    PartFileError::Damaged { path: path.to_owned(), why: why.to_string() }
}
