//! The one writer of a folder that holds a part: locked as a folder of results is, but with nothing to exchange, since a
//! part grows in its place.

use std::path::Path;

use super::journal::clear;
use super::staging::{InHand, Withdrawal};
use super::state::{FolderState, checkpoint_of, inspect};
use crate::report::ReportError;

/// A folder in which nobody else can keep a part.
#[derive(Debug)]
pub struct PartPlace {
    in_hand: Withdrawal,
    path: std::path::PathBuf,
}

impl PartPlace {
    /// Takes a folder for a part, and makes it where there is none. `command` is what those are told who come meanwhile.
    ///
    /// # Errors
    /// The folder holds results, or somebody else's files; somebody else writes into it; the file system refuses.
    pub fn open(path: &Path, command: &str) -> Result<Self, ReportError> {
        // Before the lock is made, and again when nobody else can change it.
        refuse(path)?;
        let place = Self { in_hand: Withdrawal::new(InHand::take(path, command)?), path: path.to_owned() };
        refuse(path).map(|()| place)
    }

    /// Whether others are kept out: some file systems have no locks.
    pub fn is_guarded(&self) -> bool {
        self.in_hand.in_hand().is_guarded()
    }

    /// What gives the lock back, for another thread.
    pub fn withdrawal(&self) -> Withdrawal {
        self.in_hand.clone()
    }

    /// Removes what a run, or a successor of this part, has kept in the folder.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn clear_checkpoint(&self) -> Result<(), ReportError> {
        clear(&checkpoint_of(&self.path))
    }
}

impl Drop for PartPlace {
    fn drop(&mut self) {
        self.in_hand.withdraw();
    }
}

fn refuse(path: &Path) -> Result<(), ReportError> {
    match inspect(path)? {
        FolderState::Complete { .. } => Err(ReportError::HoldsResults { path: path.to_owned() }),
        FolderState::Foreign { name } => Err(ReportError::Foreign { path: path.to_owned(), name }),
        _ => Ok(()),
    }
}
