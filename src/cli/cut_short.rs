//! What a run that was cut short has kept in the folder of its results, in words.

use std::ops::Range;
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
    let number = |number: u32| with_separators(&number.to_string());
    let minute: String = checkpoint.saved.replace('T', " ").chars().take(16).collect();
    let (done, all) = match &checkpoint.share {
        None => (checkpoint.end_world, number(checkpoint.identity.worlds)),
        Some(share) => {
            let all = number(share.end_world - share.first_world);
            (checkpoint.end_world - checkpoint.first_world, format!("{all} of {}", share.shard))
        }
    };
    format!("world {} of {all}, saved {minute} UTC", number(done))
}

/// Worlds by their numbers.
pub(super) fn numbered(worlds: &Range<u32>) -> String {
    let number = |number: u32| with_separators(&number.to_string());
    match worlds.end.saturating_sub(worlds.start) {
        0 => "no world".to_owned(),
        1 => format!("world {}", number(worlds.start)),
        _ => format!("worlds {} to {}", number(worlds.start), number(worlds.end - 1)),
    }
}

/// What is said of a folder that holds the part of a shard, and what is to be done with it.
pub(super) fn told_of_part(part: &PartManifest) -> String {
    match &part.share {
        Some(share) if part.is_whole() => format!(
            "{} ({} of {}); `underwater merge` makes results of all parts",
            share.shard,
            numbered(&share.worlds()),
            with_separators(&part.identity.worlds.to_string())
        ),
        Some(_) => format!("cut short, or still at work, at {}; the same command goes on", reached(part)),
        None => format!("what a run has kept of itself, at {}", reached(part)),
    }
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
