//! Of which study a part is.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::PartFileError;

/// Of which study a part is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Name of the study, for people: parts of one study may call it differently.
    pub study: String,
    /// Hash of config, seed, data and value version.
    pub hash: String,
    /// Version of the numbers.
    pub value_version: u32,
    /// Key of all random numbers.
    pub seed: u64,
    /// Worlds of the whole study.
    pub worlds: u32,
    /// Households a world.
    pub households: u64,
    /// Cells.
    pub cells: usize,
}

impl Identity {
    /// Refuses a part of another study than expected.
    ///
    /// # Errors
    /// What differs, the version of the numbers first, since it makes another hash too.
    pub fn expect(&self, expected: &Self, path: &Path) -> Result<(), PartFileError> {
        let told = |identity: &Self| {
            [
                ("value version", identity.value_version.to_string()),
                ("seed", identity.seed.to_string()),
                ("number of worlds", identity.worlds.to_string()),
                ("number of households", identity.households.to_string()),
                ("number of cells", identity.cells.to_string()),
                ("hash", identity.hash.clone()),
            ]
        };
        for ((what, found), (_, expected)) in told(self).into_iter().zip(told(expected)) {
            if found != expected {
                return Err(PartFileError::Foreign { path: path.to_owned(), what, found, expected });
            }
        }
        Ok(())
    }
}
