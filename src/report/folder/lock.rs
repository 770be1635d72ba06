//! One writer a folder: a lock of the operating system, which goes with its process however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::LOCK;
use crate::report::error::at;
use crate::report::{ReportError, rfc3339};

/// Longest description of a holder that is read.
const LONGEST: u64 = 2000;

/// How often, and after what time, the description of a holder is looked for.
const MOMENTS: u32 = 10;
const MOMENT: Duration = Duration::from_millis(10);

/// The right to write into a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct FolderLock {
    file: File,
    path: PathBuf,
    /// Whether the file system has locks at all.
    guards: bool,
}

impl FolderLock {
    /// Takes the lock, and says in it who has it: the command, the process, the machine, since when.
    ///
    /// # Errors
    /// Somebody else has it, who is named; the file system refuses.
    pub fn take(folder: &Path, command: &str) -> Result<Self, ReportError> {
        let path = folder.join(LOCK);
        loop {
            let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = open.map_err(at(&path))?;
            let guards = match file.try_lock() {
                Ok(()) => true,
                Err(TryLockError::WouldBlock) => {
                    return Err(ReportError::InUse { path: folder.to_owned(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => false,
                Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
            };
            // Whoever had it before may have removed the file between its opening and its locking here: then this is a
            // lock on nothing, and the next one would get another.
            if guards && !stands_at(&file, &path) {
                continue;
            }
            write_holder(&mut file, command).map_err(at(&path))?;
            return Ok(Self { file, path, guards });
        }
    }

    /// Whether the file system has locks at all; where it has none, nobody can be kept out.
    pub fn guards(&self) -> bool {
        self.guards
    }

    /// Whether the folder still has this lock: it has not once somebody removed or renamed it, and another may have its name.
    pub fn stands(&self) -> bool {
        !self.guards || stands_at(&self.file, &self.path)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Removed while it is held, so that nobody's lock but this one goes. Where a file cannot be told from its
        // successor, it stays.
        if cfg!(unix) && self.stands() {
            let _ = std::fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

fn write_holder(file: &mut File, command: &str) -> io::Result<()> {
    let (process, host) = (std::process::id(), host());
    let since = rfc3339(SystemTime::now());
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "`{command}`, process {process} on {host}, since {since}")
}

/// Who has the lock. A writer that has only just taken it may not have said so yet: it is given a moment.
fn holder(file: &mut File) -> String {
    for _ in 0..MOMENTS {
        let mut bytes = Vec::new();
        let _ = file.rewind().and_then(|()| file.take(LONGEST).read_to_end(&mut bytes));
        let text: String = String::from_utf8_lossy(&bytes).chars().filter(|letter| !letter.is_control()).collect();
        if !text.is_empty() {
            return text;
        }
        thread::sleep(MOMENT);
    }
    "another process".to_owned()
}

/// Whether an open file or folder is the one that has this name.
#[cfg(unix)]
pub fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::io::Result<std::fs::Metadata>| metadata.ok().map(|file| (file.dev(), file.ino()));
    identity(file.metadata()).is_some_and(|held| identity(std::fs::metadata(path)) == Some(held))
}

/// Whether an open file or folder is the one that has this name; where that cannot be told, it is.
#[cfg(not(unix))]
pub fn stands_at(_: &File, _: &Path) -> bool {
    true
}

/// The name of this machine, for people.
fn host() -> String {
    sysinfo::System::host_name().filter(|name| !name.is_empty()).unwrap_or_else(|| "this machine".to_owned())
}
