//! A file that a run adds to, and another run after it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::error::at;
use super::super::written_file::WrittenFile;
use crate::report::ReportError;

/// Bytes that are read at a time.
const PORTION: usize = 1 << 20;

/// How far a file has come.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub bytes: u64,
    hasher: blake3::Hasher,
}

impl Place {
    fn start() -> Self {
        Self { bytes: 0, hasher: blake3::Hasher::new() }
    }

    pub fn blake3(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

/// A file that grows. Copies of this are the same file: one writes, another looks how far it has come.
#[derive(Clone)]
pub(super) struct GrowingFile(Arc<Mutex<Inner>>);

struct Inner {
    path: PathBuf,
    file: BufWriter<File>,
    /// What is written up to here stands there already, and is compared by its digest.
    standing: u64,
    place: Place,
    /// What the file system said, where it refused.
    refusal: Option<io::Error>,
}

impl Inner {
    /// Remembers what the file system refused.
    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| {
            let same = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.refusal = Some(same);
        })
    }
}

impl GrowingFile {
    /// A new file. One that stood there may have another name too, and is left to it.
    pub fn create(path: &Path) -> Result<Self, ReportError> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(path)(error)),
            _ => {}
        }
        let file = File::create_new(path).map_err(at(path))?;
        Ok(Self::of(path, file, 0))
    }

    /// A file of which the first `standing` bytes count: who goes on writes them first, and they are not written again.
    pub fn reopen(path: &Path, standing: u64) -> Result<Self, ReportError> {
        let mut file = OpenOptions::new().write(true).open(path).map_err(at(path))?;
        let cut = file.set_len(standing).and_then(|()| file.seek(SeekFrom::End(0)));
        cut.map_err(at(path))?;
        Ok(Self::of(path, file, standing))
    }

    fn of(path: &Path, file: File, standing: u64) -> Self {
        let file = BufWriter::with_capacity(PORTION, file);
        let inner = Inner { path: path.to_owned(), file, standing, place: Place::start(), refusal: None };
        Self(Arc::new(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it has come.
    pub fn place(&self) -> Place {
        self.inner().place.clone()
    }

    /// The fault that names this file, where the file system refused to take more of it; any other as it is.
    pub fn named(&self, error: ReportError) -> ReportError {
        let mut inner = self.inner();
        inner.refusal.take().map_or(error, |refusal| at(&inner.path)(refusal))
    }

    /// Puts everything written on the disk.
    pub fn sync(&self) -> Result<(), ReportError> {
        let mut inner = self.inner();
        let done = inner.file.flush().and_then(|()| inner.file.get_ref().sync_all());
        done.map_err(at(&inner.path))
    }
}

impl Write for GrowingFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let inner = &mut *self.inner();
        let left = inner.standing.saturating_sub(inner.place.bytes);
        let written = if left > 0 {
            buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX))
        } else {
            let done = inner.file.write(buffer);
            inner.noted(done)?
        };
        inner.place.hasher.update(&buffer[..written]);
        inner.place.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let inner = &mut *self.inner();
        let done = inner.file.flush();
        inner.noted(done)
    }
}

/// Whether a file has as many bytes.
pub(super) fn is_all_of(path: &Path, expected: &WrittenFile) -> Result<bool, ReportError> {
    Ok(std::fs::metadata(path).map_err(at(path))?.len() == expected.bytes)
}

/// Whether a file begins with these bytes.
pub(super) fn begins_with(path: &Path, expected: &WrittenFile) -> Result<bool, ReportError> {
    let mut file = File::open(path).map_err(at(path))?;
    let mut hasher = blake3::Hasher::new();
    let mut left = expected.bytes;
    let mut portion = vec![0; PORTION];
    while left > 0 {
        let most = portion.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = file.read(&mut portion[..most]).map_err(at(path))?;
        if read == 0 {
            return Ok(false);
        }
        hasher.update(&portion[..read]);
        left -= read as u64;
    }
    Ok(hasher.finalize().to_hex().as_str() == expected.blake3)
}
