//! What a run that was cut short has kept in the folder of its results, in words.

use std::path::Path;

use crate::parts::{PartFileError, PartManifest};
use crate::report::folder::checkpoint_of;
use crate::report::with_separators;

/// The checkpoint in a folder, as its manifest tells of it: none is no fault.
pub(super) fn checkpoint(folder: &Path) -> Option<Result<PartManifest, PartFileError>> {
    match PartManifest::read(&checkpoint_of(folder)) {
        Err(PartFileError::Missing { .. }) => None,
        read => Some(read),
    }
}

/// Up to which world, and when.
pub(super) fn reached(checkpoint: &PartManifest) -> String {
    let worlds = |number: u32| with_separators(&number.to_string());
    let minute: String = checkpoint.saved.replace('T', " ").chars().take(16).collect();
    format!("world {} of {}, saved {minute} UTC", worlds(checkpoint.end_world), worlds(checkpoint.identity.worlds))
}

/// What is said of a folder that holds a checkpoint in place of whole results; nothing where it holds none.
pub(super) fn told(folder: &Path) -> String {
    match checkpoint(folder) {
        Some(Ok(checkpoint)) => {
            format!("a run was cut short, or is still at work, at {}; the same command goes on", reached(&checkpoint))
        }
        Some(Err(error)) => format!("a run was cut short, and what it kept cannot be read: {error}"),
        None => String::new(),
    }
}
