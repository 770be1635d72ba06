//! The file of paths of a part in the hands of several: who simulates adds rows, who keeps the part asks what counts.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::file::{begins_with, is_all_of};
use super::growing::{GrowingPaths, KeptPaths};
use crate::aggregate::PathRow;
use crate::report::ReportError;
use crate::report::error::at;
use crate::report::manifest::WrittenFile;

/// The file of paths of a part. Copies of this are the same file.
#[derive(Clone)]
pub struct PartPaths {
    path: PathBuf,
    state: Arc<Mutex<State>>,
}

enum State {
    Growing(Box<GrowingPaths>),
    Whole(WrittenFile),
    /// It could not be finished.
    Broken,
}

impl fmt::Debug for PartPaths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartPaths").field("path", &self.path).finish_non_exhaustive()
    }
}

impl PartPaths {
    /// A new file, of a part that begins with this row of the study.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn create(path: &Path, first_row: u64) -> Result<Self, ReportError> {
        Ok(Self::of(path, State::Growing(Box::new(GrowingPaths::create(path, first_row)?))))
    }

    /// Goes on with a file of which some rows count, or takes up one that is whole.
    ///
    /// # Errors
    /// It is not what was written, has other rows, or the file system refuses.
    pub fn reopen(path: &Path, rows: Range<u64>, kept: KeptPaths) -> Result<Self, ReportError> {
        if !kept.is_whole {
            return Ok(Self::of(path, State::Growing(Box::new(GrowingPaths::reopen(path, rows, kept)?))));
        }
        if !is_all_of(path, &kept.file)? || !begins_with(path, &kept.file)? {
            return Err(ReportError::NotAsWritten { path: path.to_owned() });
        }
        Ok(Self::of(path, State::Whole(kept.file)))
    }

    fn of(path: &Path, state: State) -> Self {
        Self { path: path.to_owned(), state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn broken(&self) -> ReportError {
        ReportError::NotAsWritten { path: self.path.clone() }
    }

    /// Adds the rows that come next; they do not count yet.
    ///
    /// # Errors
    /// The file system refuses, or the file is whole.
    pub fn push(&self, rows: &[PathRow]) -> Result<(), ReportError> {
        match &mut *self.state() {
            State::Growing(paths) => paths.push(rows),
            State::Whole(_) | State::Broken => Err(self.broken()),
        }
    }

    /// From now on all rows count that have come.
    pub fn count(&self) {
        if let State::Growing(paths) = &mut *self.state() {
            paths.count();
        }
    }

    /// Puts on the disk what counts, and tells it.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn keep(&self) -> Result<KeptPaths, ReportError> {
        match &*self.state() {
            State::Growing(paths) => paths.keep(),
            State::Whole(file) => Ok(KeptPaths { file: file.clone(), rest: Vec::new(), is_whole: true }),
            State::Broken => Err(self.broken()),
        }
    }

    /// Makes the file whole, if it is not: from then on it never changes, and may have other names.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn finish(&self) -> Result<(), ReportError> {
        let mut state = self.state();
        *state = match std::mem::replace(&mut *state, State::Broken) {
            State::Growing(paths) => State::Whole(paths.finish()?),
            other => other,
        };
        Ok(())
    }

    /// Gives the whole file another place beside its own, without a copy where the file system can; what stands there is
    /// replaced in one move.
    ///
    /// # Errors
    /// It is not whole, or the file system refuses.
    pub fn place(&self, folder: &Path, name: &str) -> Result<(Self, WrittenFile), ReportError> {
        let State::Whole(file) = &*self.state() else { return Err(self.broken()) };
        let (path, unfinished) = (folder.join(name), folder.join(format!("{name}.unfinished")));
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(at(&unfinished)(error)),
            _ => {}
        }
        if fs::hard_link(&self.path, &unfinished).is_err() {
            let copied = fs::copy(&self.path, &unfinished).and_then(|_| fs::File::open(&unfinished)?.sync_all());
            copied.map_err(at(&path))?;
        }
        fs::rename(&unfinished, &path).map_err(at(&path))?;
        // Where both were names of one file, the move has done nothing.
        let _ = fs::remove_file(&unfinished);
        let file = WrittenFile { name: name.to_owned(), ..file.clone() };
        Ok((Self::of(&path, State::Whole(file.clone())), file))
    }
}
