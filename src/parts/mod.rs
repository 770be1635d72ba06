//! A part of a run on disk: tallies and world rows of consecutive worlds, and a small manifest that says of which study
//! they are and what their bytes must be. A run keeps one of itself, so that it can go on where it was cut short.
//!
//! The manifest is written last and takes its place in one move, so that a part is whole or is the one before it. World
//! rows are written once and never again: each time a part is kept, a file of the worlds since the last time joins it.
//!
//! Where paths are saved, they are in one more file, which grows: what counts of it, and the rows that fill no row group of
//! it yet, the manifest says.
//!
//! The part of a shard is the same, and says also which worlds it is to have and what results of the whole study are made
//! of beside its worlds.

mod error;
mod folder;
mod identity;
mod manifest;
mod paths;
mod shard;

pub use error::PartFileError;
pub use folder::PartFolder;
pub use identity::Identity;
pub use manifest::PartManifest;
pub use shard::{Shard, Share};
