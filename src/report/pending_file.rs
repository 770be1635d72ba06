//! A file that gets its name when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::ReportError;
use super::error::at;
use super::manifest::WrittenFile;

/// Beginning of the names of unfinished files.
pub(super) const TEMPORARY: &str = ".underwater-";

/// A file being written under a temporary name in its folder; counts and hashes its bytes as they pass. Dropped before
/// it is whole, it leaves nothing behind.
#[derive(Debug)]
pub struct PendingFile {
    name: String,
    file: BufWriter<NamedTempFile>,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl PendingFile {
    pub(super) fn new(folder: &Path, name: &str) -> Result<Self, ReportError> {
        let file = builder().tempfile_in(folder).map_err(at(folder))?;
        Ok(Self { name: name.to_owned(), file: BufWriter::new(file), bytes: 0, hasher: blake3::Hasher::new() })
    }

    /// Flushes to the disk and gives the file its name.
    pub(super) fn commit(self, folder: &Path) -> Result<WrittenFile, ReportError> {
        let path = folder.join(&self.name);
        let file = self.file.into_inner().map_err(|error| at(&path)(error.into_error()))?;
        file.as_file().sync_all().map_err(at(&path))?;
        file.persist(&path).map_err(|error| at(&path)(error.error))?;
        sync_folder(folder).map_err(at(folder))?;
        Ok(WrittenFile { name: self.name, bytes: self.bytes, blake3: self.hasher.finalize().to_hex().to_string() })
    }
}

impl Write for PendingFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.bytes += written as u64;
        self.hasher.update(buffer.get(..written).unwrap_or(buffer));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Temporary files are private by default; results are for whoever may read the folder.
#[cfg(unix)]
fn builder() -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY).permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    builder
}

/// Makes the new name itself survive a crash, where folders can be flushed.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
