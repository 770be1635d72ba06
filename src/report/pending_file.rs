//! A file that is prepared beside those in place.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::ReportError;
use super::error::at;
use super::manifest::WrittenFile;

/// A file being written beside the folder's own; counts and hashes its bytes as they pass.
#[derive(Debug)]
pub struct PendingFile {
    name: String,
    /// Where it is going to stand: what faults name.
    place: PathBuf,
    file: BufWriter<File>,
    bytes: u64,
    hasher: blake3::Hasher,
    /// What the file system said, where it refused; whoever writes through a library gets other words for it.
    refusal: Option<io::Error>,
}

impl PendingFile {
    pub(super) fn new(staging: &Path, folder: &Path, name: &str) -> Result<Self, ReportError> {
        let place = folder.join(name);
        let file = File::create(staging.join(name)).map_err(at(&place))?;
        Ok(Self {
            name: name.to_owned(),
            place,
            file: BufWriter::new(file),
            bytes: 0,
            hasher: blake3::Hasher::new(),
            refusal: None,
        })
    }

    /// Flushes to the disk.
    pub(super) fn finish(self) -> Result<WrittenFile, ReportError> {
        let file = self.file.into_inner().map_err(|error| at(&self.place)(error.into_error()))?;
        file.sync_all().map_err(at(&self.place))?;
        Ok(WrittenFile { name: self.name, bytes: self.bytes, blake3: self.hasher.finalize().to_hex().to_string() })
    }

    /// The fault that names this file, where the file system refused to take more of it.
    pub fn refusal(&mut self) -> Option<ReportError> {
        self.refusal.take().map(at(&self.place))
    }

    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| {
            let same = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.refusal = Some(same);
        })
    }
}

impl Write for PendingFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let done = self.file.write(buffer);
        let written = self.noted(done)?;
        self.bytes += written as u64;
        self.hasher.update(buffer.get(..written).unwrap_or(buffer));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.noted(done)
    }
}
