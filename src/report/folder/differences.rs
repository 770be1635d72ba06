//! Whether files are what was written: their sizes and digests against those of the manifest.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::ownership::is_plain;
use crate::report::written_file::{Difference, WrittenFile};

/// The files of a list that are missing, or differ from what was written by size or digest.
///
/// Without `reads_all` their sizes alone are compared.
pub fn differences(folder: &Path, listed: &[WrittenFile], reads_all: bool) -> Vec<Difference> {
    let is_as_written = if reads_all { is_whole } else { has_size };
    let differs = |file: &WrittenFile| {
        let is_missing = matches!(folder.join(&file.name).symlink_metadata(),
            Err(error) if error.kind() == io::ErrorKind::NotFound);
        (is_missing || !is_as_written(folder, file)).then(|| Difference { name: file.name.clone(), is_missing })
    };
    listed.iter().filter_map(differs).collect()
}

/// Whether a file is there, byte for byte.
pub(super) fn is_whole(folder: &Path, file: &WrittenFile) -> bool {
    // The size first: it is free, and a pipe or a device is never opened.
    has_size(folder, file) && digest(&folder.join(&file.name)).is_ok_and(|digest| digest == file.blake3)
}

/// Whether a file is there with as many bytes as were written.
fn has_size(folder: &Path, file: &WrittenFile) -> bool {
    let there = || fs::metadata(folder.join(&file.name));
    is_plain(&file.name) && there().is_ok_and(|there| there.is_file() && there.len() == file.bytes)
}

fn digest(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    // The hasher is fastest on pieces of this size and more.
    let mut reader = io::BufReader::with_capacity(1 << 17, File::open(path)?);
    io::copy(&mut reader, &mut hasher)?;
    Ok(hasher.finalize().to_hex().to_string())
}
