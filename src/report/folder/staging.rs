//! What a writer has in hand: its lock, the folder in which it prepares its files, the folders it made. All of it goes
//! when the writer ends, in whatever way it does.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::journal::{clear, staging_of};
use super::lock::FolderLock;
use super::state::checkpoint_of;
use super::{JOURNAL, PART};
use crate::report::ReportError;
use crate::report::error::at;

/// What stands in the folder when a writer is made to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// What stood there before.
    AsBefore,
    /// Whole results that the writer put there, in this folder.
    Whole(PathBuf),
}

/// What a writer has in hand.
#[derive(Debug)]
pub(super) struct InHand {
    folder: PathBuf,
    pub staging: PathBuf,
    lock: Option<FolderLock>,
    /// Folders made for the results, the innermost last.
    created: Vec<PathBuf>,
    /// Whether results were put in place.
    pub has_committed: bool,
}

impl InHand {
    /// Makes the folder, where there is none, and takes its lock.
    pub fn take(folder: &Path, command: &str) -> Result<Self, ReportError> {
        let made = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
        let mut created: Vec<PathBuf> = folder.ancestors().take_while(made).map(Path::to_owned).collect();
        created.reverse();
        let lock = loop {
            fs::create_dir_all(folder).map_err(at(folder))?;
            match FolderLock::take(folder, command) {
                // A writer who made the folder and was interrupted has just removed it.
                Err(ReportError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {}
                lock => break lock?,
            }
        };
        let (folder, staging) = (folder.to_owned(), staging_of(folder));
        Ok(Self { folder, staging, lock: Some(lock), created, has_committed: false })
    }

    /// Whether others are kept out.
    pub fn is_guarded(&self) -> bool {
        self.lock.as_ref().is_some_and(FolderLock::guards)
    }

    /// The folder for files being prepared.
    pub fn prepare(&self) -> Result<&Path, ReportError> {
        match &self.lock {
            None => return Err(at(&self.folder)(ErrorKind::Interrupted.into())),
            Some(lock) if !lock.stands() => return Err(ReportError::Vanished { path: self.folder.clone() }),
            Some(_) => {}
        }
        match fs::create_dir(&self.staging) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(at(&self.staging)(error)),
            _ => Ok(&self.staging),
        }
    }

    /// Lets go of everything. An exchange that was begun stays for whoever comes next to finish; so does what a run has
    /// kept to go on from, but not what it has begun to keep and nobody can go on from.
    fn let_go(&mut self) -> Left {
        if let Some(lock) = &self.lock {
            let stands = lock.stands();
            if !self.staging.join(JOURNAL).exists() {
                // A thread may be adding a file to it at this moment.
                let _ = clear(&self.staging).or_else(|_| clear(&self.staging));
            }
            let kept = checkpoint_of(&self.folder);
            if stands && !kept.join(PART).exists() {
                let _ = clear(&kept);
            }
            self.lock = None;
            if stands && !self.has_committed {
                // Only those that are empty go.
                let _ = self.created.iter().rev().try_for_each(fs::remove_dir);
            }
        }
        if self.has_committed { Left::Whole(self.folder.clone()) } else { Left::AsBefore }
    }
}

/// What undoes an unfinished writer from another thread, when the process is told to stop.
#[derive(Clone, Debug)]
pub struct Withdrawal(Arc<Mutex<InHand>>);

impl Withdrawal {
    pub(super) fn new(in_hand: InHand) -> Self {
        Self(Arc::new(Mutex::new(in_hand)))
    }

    pub(super) fn in_hand(&self) -> MutexGuard<'_, InHand> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes what is unfinished and gives the lock back, once an exchange under way has ended. The process is to end
    /// right after: nothing can be written any more.
    pub fn withdraw(&self) -> Left {
        self.in_hand().let_go()
    }
}
