//! A file of results as the manifest lists it, and how one can differ from that.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Version of the files' layout: raised when a column is renamed, removed or changes its unit.
pub const SCHEMA_VERSION: u32 = 1;

/// A file written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Name in the folder.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// BLAKE3 of its bytes, hexadecimal.
    pub blake3: String,
}

/// A listed file that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub name: String,
    /// Whether there is none at all.
    pub is_missing: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.is_missing { "is missing" } else { "is not what was written there" };
        write!(f, "{} {how}", self.name)
    }
}
