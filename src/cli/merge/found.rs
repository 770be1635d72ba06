//! Which parts are meant: folders of parts, their manifests, or folders that hold several.

use std::path::{Path, PathBuf};

use crate::cli::cut_short;
use crate::parts::{PartFileError, PartManifest};
use crate::report::folder::{PART, Walk, inspect};
use crate::report::{FolderState, ReportError};

/// A part as its manifest tells of it.
pub(super) struct Found {
    pub path: PathBuf,
    pub manifest: PartManifest,
}

/// Why nothing can be made of what was named.
pub(super) struct Fault {
    pub text: String,
    /// Whether the file system is to blame, so that it may be otherwise the next time.
    pub is_of_system: bool,
}

impl Fault {
    /// Of what the user named.
    pub fn of_input(text: String) -> Self {
        Self { text, is_of_system: false }
    }
}

impl From<PartFileError> for Fault {
    fn from(error: PartFileError) -> Self {
        let is_of_system = matches!(error, PartFileError::Io { .. });
        Self { text: error.to_string(), is_of_system }
    }
}

impl From<ReportError> for Fault {
    fn from(error: ReportError) -> Self {
        let is_of_system = matches!(error, ReportError::Io { .. });
        Self { text: error.to_string(), is_of_system }
    }
}

/// Every part named, or why there is none.
pub(super) fn parts(named: &[PathBuf]) -> Vec<Result<Found, Fault>> {
    named.iter().flat_map(|path| parts_at(path)).collect()
}

fn parts_at(path: &Path) -> Vec<Result<Found, Fault>> {
    let shown = path.display();
    let no_part = |why: &str| vec![Err(Fault::of_input(format!("{shown}: {why}")))];
    if path.file_name().is_some_and(|name| name == PART) && path.is_file() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return vec![read(folder)];
    }
    match inspect(path) {
        Err(error) => vec![Err(error.into())],
        Ok(FolderState::Part) => vec![read(path)],
        Ok(FolderState::Missing) => no_part("there is no such folder"),
        Ok(FolderState::Complete { .. }) => no_part("holds results, not a part of some"),
        Ok(FolderState::Incomplete) => match cut_short::told(path).as_str() {
            "" => no_part("holds no part yet: a shard was cut short, or is still at work, before it kept anything"),
            told => no_part(&format!("holds no part of a shard: {told}")),
        },
        Ok(FolderState::Empty | FolderState::Foreign { .. }) if !path.is_dir() => no_part("is no part of a study"),
        Ok(FolderState::Empty | FolderState::Foreign { .. }) => {
            let walk = Walk::below(path, 1);
            let inner = walk.folders.iter().filter(|(_, state)| *state == FolderState::Part);
            let mut found: Vec<_> = inner.map(|(path, _)| read(path)).collect();
            found.extend(walk.unread.into_iter().map(|error| Err(error.into())));
            if found.is_empty() { no_part("holds no part of a study") } else { found }
        }
    }
}

fn read(path: &Path) -> Result<Found, Fault> {
    let manifest = PartManifest::read(path)?;
    match manifest.share {
        Some(_) => Ok(Found { path: path.to_owned(), manifest }),
        None => Err(Fault::of_input(format!("{}: what a run has kept of itself, no shard's part", path.display()))),
    }
}
