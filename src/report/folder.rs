//! The folder of a study: files get their name when whole, the manifest comes last, nobody else's files are touched.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::at;
use super::manifest::{Manifest, PROGRAM, WrittenFile};
use super::pending_file::TEMPORARY;
use super::{MANIFEST, PendingFile, ReportError, files};

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// There is no such folder.
    Missing,
    /// Nothing.
    Empty,
    /// Results without a manifest: a run that was cut short.
    Incomplete,
    /// Whole results.
    Complete {
        /// Which study they are of.
        hash: String,
    },
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
            _ => FolderState::Foreign { name: MANIFEST.to_owned() },
        });
    }
    Ok(match names.iter().find(|name| !is_ours(name)) {
        Some(name) => FolderState::Foreign { name: name.clone() },
        None if names.is_empty() => FolderState::Empty,
        None => FolderState::Incomplete,
    })
}

/// Reads the manifest of a complete folder.
///
/// # Errors
/// There is none, or it is of another layout.
pub fn read_manifest(path: &Path) -> Result<Manifest, ReportError> {
    let path = path.join(MANIFEST);
    Ok(serde_json::from_slice(&fs::read(&path).map_err(at(&path))?)?)
}

/// A folder as it was found when a run asked for it.
#[derive(Debug)]
pub enum Opened {
    /// Ready to be written.
    Ready(StudyFolder),
    /// It already holds the results of this very study.
    AlreadyComplete,
}

/// A folder being written. Dropped before it is finished, it removes the files it wrote.
#[derive(Debug)]
pub struct StudyFolder {
    path: PathBuf,
    written: Vec<WrittenFile>,
    /// Whether what is written so far is to be removed should the writing not come to its end.
    clear_if_dropped: bool,
}

impl StudyFolder {
    /// Makes a folder ready for the results of the study with this hash: creates it, or clears what an unfinished run
    /// left in it. Complete results are kept, unless `force` asks to replace them; their manifest goes first, so that a
    /// folder with a manifest is whole at any moment. Only names in [`files`] are ever removed.
    ///
    /// # Errors
    /// The folder holds another study and `force` is not given, or something else altogether; the file system refuses.
    pub fn open(path: &Path, hash: &str, force: bool) -> Result<Opened, ReportError> {
        match inspect(path)? {
            FolderState::Foreign { name } => return Err(ReportError::Foreign { path: path.to_owned(), name }),
            FolderState::Complete { hash: found } if !force => {
                let same = found == hash;
                let other = ReportError::OtherStudy { path: path.to_owned(), found };
                return if same { Ok(Opened::AlreadyComplete) } else { Err(other) };
            }
            FolderState::Complete { .. } => {
                remove(&path.join(MANIFEST))?;
                clear(path)?;
            }
            FolderState::Incomplete => clear(path)?,
            FolderState::Missing | FolderState::Empty => fs::create_dir_all(path).map_err(at(path))?,
        }
        Ok(Opened::Ready(Self { path: path.to_owned(), written: Vec::new(), clear_if_dropped: true }))
    }

    /// Opens a folder of whole results to add files to it, or to make some of them anew. Those named leave the manifest
    /// first, so that what it lists is whole at any moment; [`StudyFolder::finish`] lists what was written.
    ///
    /// # Errors
    /// The folder holds no whole results, or the file system refuses.
    pub fn amend(path: &Path, names: &[String]) -> Result<(Self, Manifest), ReportError> {
        if !matches!(inspect(path)?, FolderState::Complete { .. }) {
            return Err(ReportError::NoResults { path: path.to_owned() });
        }
        let mut manifest = read_manifest(path)?;
        let listed = manifest.files.len();
        manifest.files.retain(|file| !names.contains(&file.name));
        if manifest.files.len() < listed {
            write_manifest(path, &manifest)?;
        }
        let written = manifest.files.clone();
        Ok((Self { path: path.to_owned(), written, clear_if_dropped: false }, manifest))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a file that is written over a longer time; [`StudyFolder::commit`] ends it.
    ///
    /// # Errors
    /// The name is not in [`files`], or the file system refuses.
    pub fn create(&self, name: &str) -> Result<PendingFile, ReportError> {
        if !is_known(name) {
            return Err(ReportError::UnknownFile { name: name.to_owned() });
        }
        PendingFile::new(&self.path, name)
    }

    /// Gives a whole file its name.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn commit(&mut self, file: PendingFile) -> Result<(), ReportError> {
        let written = file.commit(&self.path)?;
        self.written.retain(|other| other.name != written.name);
        self.written.push(written);
        Ok(())
    }

    /// Writes a file in one go.
    ///
    /// # Errors
    /// The name is not in [`files`], `write` fails, or the file system refuses.
    pub fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ReportError>,
    ) -> Result<(), ReportError> {
        let mut file = self.create(name)?;
        write(&mut file)?;
        self.commit(file)
    }

    /// Writes the manifest, with the files written so far: the folder is complete.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<Manifest, ReportError> {
        manifest.files = self.written.clone();
        manifest.files.sort_by(|a, b| a.name.cmp(&b.name));
        write_manifest(&self.path, &manifest)?;
        self.clear_if_dropped = false;
        Ok(manifest)
    }
}

impl Drop for StudyFolder {
    fn drop(&mut self) {
        if self.clear_if_dropped {
            // Nothing is left to be done about a file that cannot be removed: without a manifest it counts for nothing.
            let _ = fs::remove_file(self.path.join(MANIFEST));
            let _ = clear(&self.path);
        }
    }
}

fn write_manifest(path: &Path, manifest: &Manifest) -> Result<(), ReportError> {
    let mut file = PendingFile::new(path, MANIFEST)?;
    manifest.write(&mut file)?;
    file.commit(path)?;
    Ok(())
}

fn is_known(name: &str) -> bool {
    files().iter().any(|known| known == name)
}

fn is_ours(name: &str) -> bool {
    is_known(name) || name.starts_with(TEMPORARY)
}

/// Names in a folder, sorted.
fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn clear(path: &Path) -> Result<(), ReportError> {
    let names = names(path).map_err(at(path))?;
    names.iter().filter(|name| is_ours(name)).try_for_each(|name| remove(&path.join(name)))
}

fn remove(path: &Path) -> Result<(), ReportError> {
    fs::remove_file(path).map_err(at(path))
}
