//! The folder of a part: keeping it, and reading it again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::error::{NOT_WRITTEN, PartFileError, at, damaged};
use super::identity::Identity;
use super::manifest::{PartManifest, RowsFile};
use super::shard::Share;
use crate::outcome::{Part, Tallies, TallyError, TallyShape, WorldSegment, WorldTable};
use crate::report::folder::{PART as NAME, is_of_part, stands_at};
use crate::report::manifest::WrittenFile;
use crate::report::{PartPaths, rfc3339, write_world_rows};

/// The folder of a part that grows while its study runs. Nobody else may write into it meanwhile.
#[derive(Debug)]
pub struct PartFolder {
    pub(super) path: PathBuf,
    pub(super) identity: Identity,
    /// Which worlds it is to have, where it is a shard's.
    share: Option<Share>,
    /// What stands there.
    pub(super) kept: Option<PartManifest>,
    /// Every path, where paths are saved.
    pub(super) paths: Option<PartPaths>,
    /// Rows of worlds that are there and not in memory, whether what stands there lists them yet or not.
    away: Vec<RowsFile>,
    /// The folder itself, held open from when it is written or read, so that no other one of its name is taken for it.
    held: Option<File>,
}

impl PartFolder {
    /// A folder in which no part stands that is of any use.
    pub fn new(path: PathBuf, identity: Identity) -> Self {
        Self { path, identity, share: None, kept: None, paths: None, away: Vec::new(), held: None }
    }

    /// The same, of a shard: from the next time that it is kept, the part says so.
    pub fn of_share(self, share: Share) -> Self {
        Self { share: Some(share), ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where paths go, where they are saved.
    pub fn paths(&self) -> Option<&PartPaths> {
        self.paths.as_ref()
    }

    /// What stands there; its worlds are no longer lost when the run is.
    pub fn kept(&self) -> Option<&PartManifest> {
        self.kept.as_ref()
    }

    /// Makes the folder where it was not there from the first. One that has vanished since is not made again: what was kept
    /// in it has vanished too.
    pub(super) fn hold(&mut self) -> Result<(), PartFileError> {
        if let Some(held) = &self.held {
            let stands = stands_at(held, &self.path);
            return if stands { Ok(()) } else { Err(PartFileError::Vanished { path: self.path.clone() }) };
        }
        match fs::create_dir(&self.path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(at(&self.path)(error)),
            _ => {}
        }
        // Not every system opens folders.
        self.held = File::open(&self.path).ok();
        Ok(())
    }

    /// Reads the part that stands there.
    ///
    /// # Errors
    /// There is none, it is of another study or form, or any of its files is not what was written.
    pub fn read(path: PathBuf, identity: Identity, shape: TallyShape) -> Result<(Self, Part), PartFileError> {
        let held = File::open(&path).ok();
        let manifest = PartManifest::read(&path)?;
        manifest.identity.expect(&identity, &path)?;
        let refused = |name: &str, error: TallyError| damaged(&path.join(name), error);
        let name = &manifest.tallies.name;
        let bytes = read_file(&path, &manifest.tallies)?;
        let tallies = Tallies::from_bytes(&bytes, &shape).map_err(|error| refused(name, error))?;
        let mut rows = WorldTable::new(shape.cells, manifest.first_world);
        for of_rows in &manifest.rows {
            rows.put_away(Arc::new(of_rows.open(&path, shape.cells)?));
        }
        let part = Part { worlds: manifest.first_world..manifest.end_world, tallies, rows };
        let (share, away) = (manifest.share.clone(), manifest.rows.clone());
        Ok((Self { path, identity, share, kept: Some(manifest), paths: None, away, held }, part))
    }

    /// What is wrong with the files of the part that stands there, each by itself; none of it is kept in memory.
    pub fn faults(path: &Path, manifest: &PartManifest) -> Vec<PartFileError> {
        manifest.files().filter_map(|file| compare(path, file).err()).collect()
    }

    /// Puts the rows in memory of a part on disk, and from then on they are there alone. No part is kept by that, and what
    /// is kept stays.
    ///
    /// # Errors
    /// The file system refuses; the rows are in memory still.
    pub fn put_away(&mut self, part: &mut Part) -> Result<(), PartFileError> {
        if part.rows.last().worlds().is_empty() {
            return Ok(());
        }
        self.hold()?;
        let mut written = Vec::new();
        let done = self.write_rows(part.rows.last(), part.rows.cells, &mut written).and_then(|rows| {
            let segment = rows.open(&self.path, part.rows.cells)?;
            Ok((rows, segment))
        });
        match done {
            Ok((rows, segment)) => {
                part.rows.put_away(Arc::new(segment));
                self.away.push(rows);
                Ok(())
            }
            Err(error) => {
                remove(&written);
                Err(error)
            }
        }
    }

    /// Keeps a part that has grown since the last time, its rows in memory too. When this fails, what stood there before
    /// still does.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn keep(&mut self, part: &Part) -> Result<(), PartFileError> {
        let mut written = Vec::new();
        let done = self.write(part, &mut written);
        if done.is_err() {
            // What was not finished takes no room on a disk that has none.
            remove(&written);
        }
        done
    }

    fn write(&mut self, part: &Part, written: &mut Vec<PathBuf>) -> Result<(), PartFileError> {
        self.hold()?;
        let refused = |error: TallyError| damaged(&self.path, error);
        let Range { start: first, end } = part.worlds;
        let segments = part.rows.segments();
        let rows: Vec<RowsFile> =
            segments.map(|rows| self.write_rows(rows, part.rows.cells, written)).collect::<Result<_, _>>()?;
        let before = self.kept.as_ref().filter(|kept| kept.worlds() == part.worlds);
        let tallies = match before {
            Some(kept) => kept.tallies.clone(),
            None => {
                let bytes = part.tallies.to_bytes().map_err(refused)?;
                self.write_file(format!("tallies-{end:010}"), &bytes, written)?
            }
        };
        let paths = self.write_paths(end, written)?;
        let whose = (self.identity.clone(), self.share.clone());
        let manifest = PartManifest::new(whose, first..end, tallies, (rows, paths), rfc3339(SystemTime::now()));
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

    /// Writes rows of worlds that no file here has.
    fn write_rows(
        &self,
        rows: &dyn WorldSegment,
        cells: usize,
        written: &mut Vec<PathBuf>,
    ) -> Result<RowsFile, PartFileError> {
        let worlds = rows.worlds();
        let known = self.away.iter().chain(self.kept.iter().flat_map(|kept| &kept.rows));
        if let Some(file) = known.into_iter().find(|file| (file.first_world..file.end_world) == worlds) {
            return Ok(file.clone());
        }
        let Range { start, end } = worlds;
        let mut bytes = Vec::new();
        write_world_rows(rows, cells, &mut bytes).map_err(|error| damaged(&self.path, error))?;
        let file = self.write_file(format!("worlds-{start:010}-{end:010}.parquet"), &bytes, written)?;
        Ok(RowsFile { first_world: start, end_world: end, file })
    }

    pub(super) fn write_file(
        &self,
        name: String,
        bytes: &[u8],
        written: &mut Vec<PathBuf>,
    ) -> Result<WrittenFile, PartFileError> {
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

/// Removes what was not finished.
fn remove(written: &[PathBuf]) {
    written.iter().for_each(|path| drop(fs::remove_file(path)));
}

/// The bytes of a file, if they are what was written.
pub(super) fn read_file(folder: &Path, written: &WrittenFile) -> Result<Vec<u8>, PartFileError> {
    let path = folder.join(&written.name);
    let mut bytes = Vec::new();
    // One byte more than there ought to be tells a longer file from the right one.
    let file = File::open(&path).map_err(at(&path))?;
    file.take(written.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(at(&path))?;
    if bytes.len() as u64 != written.bytes || blake3::hash(&bytes).to_hex().as_str() != written.blake3 {
        return Err(damaged(&path, NOT_WRITTEN));
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
        return Err(damaged(&path, NOT_WRITTEN));
    }
    Ok(())
}

/// Makes names survive a power cut, where folders can be flushed.
fn sync(folder: &Path) -> Result<(), PartFileError> {
    if cfg!(unix) { File::open(folder).and_then(|file| file.sync_all()).map_err(at(folder)) } else { Ok(()) }
}
