//! The one writer of a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::differences::{differences, is_whole};
use super::journal::{Journal, clear, recover};
use super::ownership::{in_the_way, is_in_the_way, is_plain};
use super::staging::{InHand, Withdrawal};
use super::state::{FolderState, checkpoint_of, inspect, read_manifest};
use crate::report::manifest::{Manifest, WrittenFile};
use crate::report::{Difference, MANIFEST, PendingFile, ReportError};

/// What the writer of a folder found in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// No results.
    Nothing,
    /// Results with a manifest that is what was written. Whether its files are, too, [`StudyFolder::differences`] says.
    Results(Box<Manifest>),
    /// Results whose manifest is not what was written, and so says nothing on whose the files are.
    Spoilt {
        /// What is wrong with it.
        why: String,
        /// The study it names, if it names one.
        hash: String,
    },
}

/// A folder that nobody else can write into. Files are prepared beside those in it, and [`StudyFolder::commit`] puts them
/// in place. Dropped, it removes what was prepared and not put in place.
#[derive(Debug)]
pub struct StudyFolder {
    path: PathBuf,
    holds: Holds,
    /// Files that a broken exchange left, and the list that says so.
    orphans: Vec<WrittenFile>,
    broken: Option<PathBuf>,
    prepared: Vec<WrittenFile>,
    in_hand: Withdrawal,
}

impl StudyFolder {
    /// Takes a folder for results, and makes it where there is none; finishes what an earlier writer had begun to put in
    /// place, and removes what others left unfinished. `command` is what those are told who come meanwhile.
    ///
    /// # Errors
    /// The folder holds something else than results; somebody else writes into it; the file system refuses.
    pub fn open(path: &Path, command: &str) -> Result<Self, ReportError> {
        // Before the lock is made: somebody else's folder is not touched.
        refuse_foreign(path, inspect(path)?)?;
        Self::take(path, command)
    }

    /// Takes a folder that holds results.
    ///
    /// # Errors
    /// It holds none; somebody else writes into it; the file system refuses.
    pub fn open_results(path: &Path, command: &str) -> Result<Self, ReportError> {
        let no_results = || Err(ReportError::NoResults { path: path.to_owned() });
        let state = inspect(path)?;
        if state == FolderState::Part {
            return Err(ReportError::IsPart { path: path.to_owned() });
        }
        if !matches!(state, FolderState::Complete { .. } | FolderState::Incomplete) {
            return no_results();
        }
        let folder = Self::take(path, command)?;
        if folder.holds == Holds::Nothing { no_results() } else { Ok(folder) }
    }

    fn take(path: &Path, command: &str) -> Result<Self, ReportError> {
        let in_hand = Withdrawal::new(InHand::take(path, command)?);
        let mut folder = Self {
            path: path.to_owned(),
            holds: Holds::Nothing,
            orphans: Vec::new(),
            broken: None,
            prepared: Vec::new(),
            in_hand,
        };
        let recovered = recover(path)?;
        (folder.orphans, folder.broken) = (recovered.orphans, recovered.broken);
        folder.holds = match inspect(path)? {
            FolderState::Complete { hash } => match read_manifest(path) {
                Ok(manifest) => Holds::Results(Box::new(manifest)),
                Err(error) => {
                    let why = error.to_string();
                    if let ReportError::OtherLayout { files, .. } = error {
                        folder.orphans = files;
                    }
                    Holds::Spoilt { why, hash }
                }
            },
            state if folder.broken.is_none() => refuse_foreign(path, state).map(|()| Holds::Nothing)?,
            _ => Holds::Nothing,
        };
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds.
    pub fn holds(&self) -> &Holds {
        &self.holds
    }

    /// Whether others are kept out: some file systems have no locks.
    pub fn is_guarded(&self) -> bool {
        self.in_hand.in_hand().is_guarded()
    }

    /// What removes the unfinished, for another thread.
    pub fn withdrawal(&self) -> Withdrawal {
        self.in_hand.clone()
    }

    /// Where a run keeps what it has simulated.
    pub fn checkpoint(&self) -> PathBuf {
        checkpoint_of(&self.path)
    }

    /// Removes what a run kept.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn clear_checkpoint(&self) -> Result<(), ReportError> {
        clear(&self.checkpoint())
    }

    /// Files of the manifest, and of a broken exchange: the only ones that may be replaced or removed.
    fn owned(&self) -> &[WrittenFile] {
        match &self.holds {
            Holds::Results(manifest) => &manifest.files,
            Holds::Nothing | Holds::Spoilt { .. } => &self.orphans,
        }
    }

    /// Listed files that are not what was written.
    pub fn differences(&self) -> Vec<Difference> {
        differences(&self.path, self.owned(), true)
    }

    /// Asserts that nothing of somebody else's stands where these files are to stand. Where the manifest is spoilt, that
    /// cannot be told before they are made.
    ///
    /// # Errors
    /// Something does; it is named.
    pub fn is_free_for(&self, names: &[String]) -> Result<(), ReportError> {
        if matches!(self.holds, Holds::Spoilt { .. }) {
            return Ok(());
        }
        match names.iter().find(|name| is_in_the_way(&self.path, name, self.owned())) {
            Some(name) => Err(in_the_way(&self.path, name)),
            None => Ok(()),
        }
    }

    /// Begins a file that is written over a longer time; [`StudyFolder::keep`] ends it.
    ///
    /// # Errors
    /// The name is the manifest's or none that a file of results can have, or the file system refuses.
    pub fn create(&self, name: &str) -> Result<PendingFile, ReportError> {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
        if name.is_empty() || name == MANIFEST || name.starts_with('.') || !name.chars().all(is_plain) {
            return Err(ReportError::NoFileName { name: name.to_owned() });
        }
        PendingFile::new(self.in_hand.in_hand().prepare()?, &self.path, name)
    }

    /// Takes a file that is whole, to be put in place with the others.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn keep(&mut self, file: PendingFile) -> Result<(), ReportError> {
        let written = file.finish()?;
        self.prepared.retain(|other| other.name != written.name);
        self.prepared.push(written);
        Ok(())
    }

    /// Writes a file in one go.
    ///
    /// # Errors
    /// The name is none that a file of results can have, `write` fails, or the file system refuses.
    pub fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ReportError>,
    ) -> Result<(), ReportError> {
        let mut file = self.create(name)?;
        write(&mut file).map_err(|error| file.refusal().unwrap_or(error))?;
        self.keep(file)
    }

    /// Takes a file that is whole elsewhere, and stays there too: `place` gives it a name in the folder of prepared files.
    ///
    /// # Errors
    /// It is not whole, or the file system refuses.
    pub fn adopt(&mut self, place: impl FnOnce(&Path) -> Result<WrittenFile, ReportError>) -> Result<(), ReportError> {
        let written = place(self.in_hand.in_hand().prepare()?)?;
        self.prepared.retain(|other| other.name != written.name);
        self.prepared.push(written);
        Ok(())
    }

    /// Files prepared and not yet put in place.
    pub fn prepared(&self) -> &[WrittenFile] {
        &self.prepared
    }

    /// Removes the files prepared.
    pub fn discard(&mut self) {
        self.prepared.clear();
        let _ = clear(&self.in_hand.in_hand().staging);
    }

    /// Puts the prepared files in place in one move, with a manifest that lists them and those of the earlier files that
    /// `stays` names; the other earlier files are removed.
    ///
    /// # Errors
    /// Somebody else's file stands in the way; the file system refuses. What was there is still there then, or will be
    /// replaced by whoever opens the folder next.
    pub fn commit(&mut self, mut manifest: Manifest, stays: impl Fn(&str) -> bool) -> Result<Manifest, ReportError> {
        let mut in_hand = self.in_hand.in_hand();
        let is_prepared = |name: &str| self.prepared.iter().any(|file| file.name == name);
        let (kept, gone): (Vec<WrittenFile>, Vec<WrittenFile>) =
            self.owned().iter().filter(|file| !is_prepared(&file.name)).cloned().partition(|file| stays(&file.name));
        for file in &self.prepared {
            // A file of the very same bytes is no loss to anybody.
            if is_in_the_way(&self.path, &file.name, self.owned()) && !is_whole(&self.path, file) {
                return Err(in_the_way(&self.path, &file.name));
            }
        }
        let is_owned = |file: &WrittenFile| self.owned().iter().any(|other| other.name == file.name);
        let replaces =
            !gone.is_empty() || self.prepared.iter().any(is_owned) || !matches!(self.holds, Holds::Results(_));
        manifest.files = [self.prepared.clone(), kept].concat();
        manifest.files.sort_by(|a, b| a.name.cmp(&b.name));
        manifest.seal()?;

        let mut file = PendingFile::new(in_hand.prepare()?, &self.path, MANIFEST)?;
        manifest.write(&mut file).map_err(|error| file.refusal().unwrap_or(error))?;
        let journal = Journal {
            files: [self.prepared.clone(), vec![file.finish()?]].concat(),
            removed: gone.into_iter().map(|file| file.name).filter(|name| is_plain(name)).collect(),
            owned: self.owned().to_vec(),
            replaces,
        };
        journal.write(&in_hand.staging)?;
        in_hand.has_committed = true;
        journal.carry_out(&self.path, &in_hand.staging)?;
        drop(in_hand);
        if let Some(broken) = self.broken.take() {
            clear(&broken)?;
        }
        self.orphans.clear();
        self.prepared.clear();
        self.holds = Holds::Results(Box::new(manifest.clone()));
        Ok(manifest)
    }
}

impl Drop for StudyFolder {
    fn drop(&mut self) {
        self.in_hand.withdraw();
    }
}

pub(super) fn refuse_foreign(path: &Path, state: FolderState) -> Result<(), ReportError> {
    match state {
        FolderState::Part => Err(ReportError::IsPart { path: path.to_owned() }),
        FolderState::Foreign { name } => Err(ReportError::Foreign { path: path.to_owned(), name }),
        _ => Ok(()),
    }
}
