use std::io;
use std::path::{Path, PathBuf};

use polars::error::PolarsError;
use thiserror::Error;

use super::written_file::{Difference, SCHEMA_VERSION, WrittenFile};
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
    /// The folder is no longer where it was when its writer began.
    #[error("{} was removed, renamed or replaced while it was being written; nothing was put in place", path.display())]
    Vanished {
        /// Folder.
        path: PathBuf,
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
    #[error("{} holds {name} and no results of this program; nothing in it was touched: name an empty folder", path.display())]
    Foreign {
        /// Folder.
        path: PathBuf,
        /// First such file.
        name: String,
    },
    /// The folder holds what was simulated of some worlds.
    #[error("{} holds a part of a study", path.display())]
    IsPart {
        /// Folder.
        path: PathBuf,
    },
    /// The folder holds results, where a part is to be kept.
    #[error("{} holds results, which a part does not replace; nothing in it was touched: name another folder", path.display())]
    HoldsResults {
        /// Folder.
        path: PathBuf,
    },
    /// A name that results need is somebody else's.
    #[error("{} is in the way: it is no file that the manifest lists, so it is not replaced; move it away, or name another folder", path.display())]
    InTheWay {
        /// File or folder.
        path: PathBuf,
    },
    /// Somebody else writes into the folder.
    #[error("{} is being written by {holder}; nothing in it was touched: wait for that to end, or name another folder", path.display())]
    InUse {
        /// Folder.
        path: PathBuf,
        /// Who, and since when.
        holder: String,
    },
    /// Files are not what the manifest says.
    #[error("{}: {}; the same `underwater run` into this folder writes anew what differs", path.display(), listed(differences))]
    Damaged {
        /// Folder.
        path: PathBuf,
        /// Files that differ.
        differences: Vec<Difference>,
    },
    /// The manifest is not what was written.
    #[error("manifest.json is not what was written: its digest differs")]
    SpoiltManifest,
    /// The manifest is one of another layout.
    #[error(
        "manifest.json is of layout {found}, written by version {version} of this program; this one reads layout {}",
        SCHEMA_VERSION
    )]
    OtherLayout {
        /// Its layout.
        found: u64,
        /// The version that wrote it.
        version: String,
        /// The files it lists.
        files: Vec<WrittenFile>,
    },
    /// The manifest names a question that this version does not know.
    #[error(
        "manifest.json answers `{command}`, which this version of the program does not know; version {version} wrote it"
    )]
    UnknownQuestion {
        /// The command that answered it.
        command: String,
        /// The version that wrote it.
        version: String,
    },
    /// A table's file holds no such table.
    #[error("{} cannot be read as the table it is said to be: {why}", path.display())]
    NoTable {
        /// File.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A file that was to be gone on with is not what was written.
    #[error("{}: it is not what was written there", path.display())]
    NotAsWritten {
        /// File.
        path: PathBuf,
    },
    /// A table that every study has is not there.
    #[error("the results have no table `{table}`")]
    NoRows {
        /// Its name.
        table: &'static str,
    },
    /// A name that no file of results can have.
    #[error("{name} is no name for a file of results: letters, digits, _ - and . only, and not the manifest's")]
    NoFileName {
        /// Name asked for.
        name: String,
    },
    /// No program that draws figures is installed.
    #[error(
        "figures as pixels need {programs}, and neither is found: install one (`cargo install resvg`, or the package librsvg2-bin), or ask for svg"
    )]
    NoRenderer {
        /// Those that are looked for.
        programs: String,
    },
    /// The program that draws figures finds no font with the letters of the language.
    #[error(
        "{program} finds no font with the letters of this language, and would draw boxes or nothing in their place: install one (such as the package fonts-noto-cjk), or ask for svg"
    )]
    NoFont {
        /// The program.
        program: &'static str,
    },
    /// The program that draws figures did not.
    #[error("{program} drew no figure: {why}")]
    NotDrawn {
        /// The program.
        program: &'static str,
        /// What it said.
        why: String,
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

fn listed(differences: &[Difference]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
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
