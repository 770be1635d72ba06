//! What a folder holds, seen from outside: nothing is changed, no lock is taken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ownership::{is_of_part, is_writers};
use super::{CHECKPOINT, JOURNAL, PART};
use crate::report::error::at;
use crate::report::manifest::{Manifest, PROGRAM};
use crate::report::{MANIFEST, ReportError};

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// There is no such folder.
    Missing,
    /// Nothing.
    Empty,
    /// What a writer left that was cut short, or is still at work: no results yet.
    Incomplete,
    /// A manifest of this program.
    Complete {
        /// Which study it is of.
        hash: String,
    },
    /// What was simulated of some worlds of a study.
    Part,
    /// Something this program did not write.
    Foreign {
        /// The first such name.
        name: String,
    },
}

/// The part of a manifest that tells whose it is.
#[derive(Deserialize)]
struct Identity {
    program: String,
    #[serde(default)]
    hash: String,
}

/// Looks into a folder and changes nothing.
///
/// # Errors
/// The folder cannot be read.
pub fn inspect(path: &Path) -> Result<FolderState, ReportError> {
    if path.is_file() {
        return Ok(FolderState::Foreign { name: "a file of that name".to_owned() });
    }
    let names = match names(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FolderState::Missing),
        names => names.map_err(at(path))?,
    };
    if names.iter().any(|name| name == MANIFEST) {
        let text = fs::read(path.join(MANIFEST)).map_err(at(path))?;
        return Ok(match serde_json::from_slice::<Identity>(&text) {
            Ok(identity) if identity.program == PROGRAM => FolderState::Complete { hash: identity.hash },
            Err(_) if names_this_program(&text) => FolderState::Complete { hash: String::new() },
            _ => FolderState::Foreign { name: MANIFEST.to_owned() },
        });
    }
    if names.iter().any(|name| name == PART) {
        let text = fs::read(path.join(PART)).map_err(at(path))?;
        let is_ours = serde_json::from_slice::<Identity>(&text)
            .map_or_else(|_| names_this_program(&text), |identity| identity.program == PROGRAM);
        return Ok(if is_ours { FolderState::Part } else { FolderState::Foreign { name: PART.to_owned() } });
    }
    let has_writer = names.iter().any(|name| is_writers(name));
    // Between the first and the last step of an exchange, results stand there without a manifest.
    let is_exchanged = names.iter().any(|name| is_writers(name) && path.join(name).join(JOURNAL).is_file());
    let mut visible = names.iter().filter(|name| !name.starts_with('.')).peekable();
    // A part whose first manifest was never finished.
    let is_begun = visible.peek().is_some() && visible.clone().all(|name| is_of_part(name));
    Ok(match visible.next() {
        Some(_) if is_exchanged || is_begun => FolderState::Incomplete,
        Some(name) => FolderState::Foreign { name: name.clone() },
        None if has_writer => FolderState::Incomplete,
        None => FolderState::Empty,
    })
}

/// Whether a manifest that cannot be read as one begins like one of this program.
fn names_this_program(text: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(text.get(..80).unwrap_or(text)).replace([' ', '\n'], "");
    begin.starts_with(&format!("{{\"program\":\"{PROGRAM}\""))
}

/// Reads the manifest of a complete folder.
///
/// # Errors
/// There is none, it is of another layout, or it is not what was written.
pub fn read_manifest(path: &Path) -> Result<Manifest, ReportError> {
    let path = path.join(MANIFEST);
    Manifest::read(&fs::read(&path).map_err(at(&path))?)
}

/// Where a run keeps what it has simulated, in the folder of its results.
pub fn checkpoint_of(path: &Path) -> PathBuf {
    path.join(CHECKPOINT)
}

/// Names in a folder, sorted.
pub(super) fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
