//! Whether files are what was written: their sizes and digests against those of the manifest.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::ownership::is_plain;
use crate::report::written_file::{Difference, WrittenFile};

/// The files of a list that are missing, or differ from what was written by size or digest.
pub fn differences(folder: &Path, listed: &[WrittenFile]) -> Vec<Difference> {
    let differs = |file: &WrittenFile| {
        let is_missing = matches!(folder.join(&file.name).symlink_metadata(),
            Err(error) if error.kind() == io::ErrorKind::NotFound);
        (is_missing || !is_whole(folder, file)).then(|| Difference { name: file.name.clone(), is_missing })
    };
    listed.iter().filter_map(differs).collect()
}

/// Whether a file is there, byte for byte.
pub(super) fn is_whole(folder: &Path, file: &WrittenFile) -> bool {
    let path = folder.join(&file.name);
    // The size first: it is free, and a pipe or a device is never opened.
    let has_size = fs::metadata(&path).is_ok_and(|there| there.is_file() && there.len() == file.bytes);
    is_plain(&file.name) && has_size && digest(&path).is_ok_and(|digest| digest == file.blake3)
}

fn digest(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    // The hasher is fastest on pieces of this size and more.
    let mut reader = io::BufReader::with_capacity(1 << 17, File::open(path)?);
    io::copy(&mut reader, &mut hasher)?;
    Ok(hasher.finalize().to_hex().to_string())
}
