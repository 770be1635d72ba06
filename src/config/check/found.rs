//! What was found wrong.

use crate::config::fault::Fault;

/// The faults of one cell.
#[derive(Debug, Default)]
pub(in crate::config) struct Found {
    /// Faults of a value by itself.
    pub values: Vec<Fault>,
    /// Faults of a combination: something missing, or values that do not go together.
    pub relations: Vec<Fault>,
}

impl Found {
    /// How many faults.
    pub(super) fn count(&self) -> usize {
        self.values.len() + self.relations.len()
    }
}
