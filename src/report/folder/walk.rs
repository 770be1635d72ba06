//! Folders of results below a folder, seen from outside: nothing is changed, no lock is taken.

use std::fs;
use std::path::{Path, PathBuf};

use super::state::{FolderState, inspect};
use crate::report::ReportError;
use crate::report::error::at;

/// What was found below a folder.
#[derive(Debug, Default)]
pub struct Walk {
    /// Folders that hold results, a part of some, or what a writer of results has left or is still at work on, in the order of their
    /// paths.
    pub folders: Vec<(PathBuf, FolderState)>,
    /// Folders that could not be read.
    pub unread: Vec<ReportError>,
}

impl Walk {
    /// Looks into a folder and, where it holds no results itself, into those in it, `depth` levels down. Links to
    /// folders are not followed, and hidden folders are not looked into.
    pub fn below(folder: &Path, depth: usize) -> Self {
        let mut walk = Self::default();
        walk.look(folder, depth);
        walk.folders.sort_by(|(a, _), (b, _)| a.cmp(b));
        walk
    }

    fn look(&mut self, folder: &Path, depth: usize) {
        match inspect(folder) {
            Ok(state @ (FolderState::Complete { .. } | FolderState::Incomplete | FolderState::Part)) => {
                self.folders.push((folder.to_owned(), state));
            }
            Ok(_) if depth > 0 && folder.is_dir() => match inner_folders(folder) {
                Ok(inner) => inner.iter().for_each(|folder| self.look(folder, depth - 1)),
                Err(error) => self.unread.push(error),
            },
            Ok(_) => {}
            Err(error) => self.unread.push(error),
        }
    }
}

/// The folders in a folder.
fn inner_folders(folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.push(entry.path());
        }
    }
    Ok(found)
}
