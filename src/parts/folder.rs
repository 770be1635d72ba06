//! The folder of a part: keeping it, and reading it again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{PartFileError, at, damaged};
use super::identity::Identity;
use super::manifest::{PartManifest, RowsFile};
use super::shard::Share;
use crate::outcome::{Part, Tallies, TallyError, TallyShape, WorldTable};
use crate::report::folder::{PART as NAME, is_of_part};
use crate::report::manifest::WrittenFile;
use crate::report::rfc3339;

/// The folder of a part that grows while its study runs. Nobody else may write into it meanwhile.
#[derive(Debug)]
pub struct PartFolder {
    path: PathBuf,
    identity: Identity,
    /// Which worlds it is to have, where it is a shard's.
    share: Option<Share>,
    /// What stands there.
    kept: Option<PartManifest>,
}

impl PartFolder {
    /// A folder in which no part stands that is of any use.
    pub fn new(path: PathBuf, identity: Identity) -> Self {
        Self { path, identity, share: None, kept: None }
    }

    /// The same, of a shard: from the next time that it is kept, the part says so.
    pub fn of_share(self, share: Share) -> Self {
        Self { share: Some(share), ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands there; its worlds are no longer lost when the run is.
    pub fn kept(&self) -> Option<&PartManifest> {
        self.kept.as_ref()
    }

    /// Reads the part that stands there.
    ///
    /// # Errors
    /// There is none, it is of another study or form, or any of its files is not what was written.
    pub fn read(path: PathBuf, identity: Identity, shape: TallyShape) -> Result<(Self, Part), PartFileError> {
        let manifest = PartManifest::read(&path)?;
        manifest.identity.expect(&identity, &path)?;
        let refused = |name: &str, error: TallyError| damaged(&path.join(name), error);
        let name = &manifest.tallies.name;
        let bytes = read_file(&path, &manifest.tallies)?;
        let tallies = Tallies::from_bytes(&bytes, &shape).map_err(|error| refused(name, error))?;
        let mut rows = WorldTable { cells: shape.cells, rows: Vec::new() };
        for RowsFile { first_world, end_world, file } in &manifest.rows {
            let bytes = read_file(&path, file)?;
            let table = WorldTable::from_bytes(&bytes, shape.cells).map_err(|error| refused(&file.name, error))?;
            let (found, expected) = (table.worlds(), (end_world - first_world) as usize);
            if found != expected {
                let error = TallyError::Shape { what: "worlds of these rows", found, expected };
                return Err(refused(&file.name, error));
            }
            rows.rows.extend_from_slice(&table.rows);
        }
        let part = Part { worlds: manifest.first_world..manifest.end_world, tallies, rows };
        Ok((Self { path, identity, share: manifest.share.clone(), kept: Some(manifest) }, part))
    }

    /// What is wrong with the files of the part that stands there, each by itself; none of it is kept in memory.
    pub fn faults(path: &Path, manifest: &PartManifest) -> Vec<PartFileError> {
        manifest.files().filter_map(|file| compare(path, file).err()).collect()
    }

    /// Keeps a part that has grown since the last time. When this fails, what stood there before still does.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn keep(&mut self, part: &Part) -> Result<(), PartFileError> {
        let mut written = Vec::new();
        let done = self.write(part, &mut written);
        if done.is_err() {
            // What was not finished takes no room on a disk that has none.
            written.iter().for_each(|path| drop(fs::remove_file(path)));
        }
        done
    }

    fn write(&mut self, part: &Part, written: &mut Vec<PathBuf>) -> Result<(), PartFileError> {
        fs::create_dir_all(&self.path).map_err(at(&self.path))?;
        let refused = |error: TallyError| damaged(&self.path, error);
        let first = part.worlds.start;
        let before = self.kept.as_ref().filter(|kept| kept.first_world == first && kept.end_world <= part.worlds.end);
        let mut rows = before.map_or_else(Vec::new, |kept| kept.rows.clone());
        let (from, end) = (before.map_or(first, |kept| kept.end_world), part.worlds.end);
        if from < end {
            let worlds = (from - first) as usize..(end - first) as usize;
            let bytes = part.rows.bytes_of(worlds).map_err(refused)?;
            let file = self.write_file(format!("worlds-{from:010}-{end:010}"), &bytes, written)?;
            rows.push(RowsFile { first_world: from, end_world: end, file });
        }
        let tallies = match before.filter(|kept| kept.end_world == end) {
            Some(kept) => kept.tallies.clone(),
            None => {
                let bytes = part.tallies.to_bytes().map_err(refused)?;
                self.write_file(format!("tallies-{end:010}"), &bytes, written)?
            }
        };
        let whose = (self.identity.clone(), self.share.clone());
        let manifest = PartManifest::new(whose, first..end, tallies, rows, rfc3339(SystemTime::now()));
        let unfinished = self.write_file(format!("{NAME}.unfinished"), &manifest.to_bytes()?, written)?;
        // Names first, then what names them.
        sync(&self.path)?;
        let path = self.path.join(NAME);
        fs::rename(self.path.join(unfinished.name), &path).map_err(at(&path))?;
        written.clear();
        sync(&self.path)?;
        self.remove_all_but(&manifest);
        self.kept = Some(manifest);
        Ok(())
    }

    fn write_file(&self, name: String, bytes: &[u8], written: &mut Vec<PathBuf>) -> Result<WrittenFile, PartFileError> {
        let path = self.path.join(&name);
        let mut file = File::create(&path).map_err(at(&path))?;
        written.push(path.clone());
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(at(&path))?;
        Ok(WrittenFile { name, bytes: bytes.len() as u64, blake3: blake3::hash(bytes).to_hex().to_string() })
    }

    /// Removes the tallies of before, and what was left by a run that was killed. What cannot be removed takes room and
    /// does no harm.
    fn remove_all_but(&self, manifest: &PartManifest) {
        for entry in fs::read_dir(&self.path).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_left = name.to_str().is_some_and(is_of_part) && !manifest.names().any(|kept| name == kept);
            if is_left {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The bytes of a file, if they are what was written.
fn read_file(folder: &Path, written: &WrittenFile) -> Result<Vec<u8>, PartFileError> {
    let path = folder.join(&written.name);
    let mut bytes = Vec::new();
    // One byte more than there ought to be tells a longer file from the right one.
    let file = File::open(&path).map_err(at(&path))?;
    file.take(written.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(at(&path))?;
    if bytes.len() as u64 != written.bytes || blake3::hash(&bytes).to_hex().as_str() != written.blake3 {
        return Err(damaged(&path, "it is not what was written there"));
    }
    Ok(bytes)
}

/// Tells whether a file is what was written, however large it is.
fn compare(folder: &Path, written: &WrittenFile) -> Result<(), PartFileError> {
    let path = folder.join(&written.name);
    let mut hasher = blake3::Hasher::new();
    let mut file = match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(damaged(&path, "it is missing")),
        file => file.map_err(at(&path))?.take(written.bytes.saturating_add(1)),
    };
    let bytes = io::copy(&mut file, &mut hasher).map_err(at(&path))?;
    if bytes != written.bytes || hasher.finalize().to_hex().as_str() != written.blake3 {
        return Err(damaged(&path, "it is not what was written there"));
    }
    Ok(())
}

/// Makes names survive a power cut, where folders can be flushed.
fn sync(folder: &Path) -> Result<(), PartFileError> {
    if cfg!(unix) { File::open(folder).and_then(|file| file.sync_all()).map_err(at(folder)) } else { Ok(()) }
}
