//! What has been simulated of some consecutive worlds of a study, and how such parts become one.

use std::fmt;
use std::ops::Range;

use thiserror::Error;

use super::{Tallies, TallyError, TallyShape, WorldTable};

/// Tallies and world rows of consecutive worlds. Where a run was cut does not show in what its parts add up to.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// The worlds: the first, and the one after the last.
    pub worlds: Range<u32>,
    /// What was added up over them.
    pub tallies: Tallies,
    /// Their rows, of the same worlds.
    pub rows: WorldTable,
}

/// Which worlds, and a digest of what was added up: all of it would be megabytes.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = self.tallies.to_bytes().map(|bytes| blake3::hash(&bytes).to_hex());
        f.debug_struct("Part").field("worlds", &self.worlds).field("tallies", &digest).finish_non_exhaustive()
    }
}

/// Why parts are not one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PartError {
    /// There are none.
    #[error("there are no parts")]
    None,
    /// No part has these worlds.
    #[error("no part has worlds {} to {}", worlds.start, worlds.end - 1)]
    Gap {
        /// Those between two parts.
        worlds: Range<u32>,
    },
    /// Two parts have these worlds.
    #[error("two parts have worlds {} to {}", worlds.start, worlds.end - 1)]
    Twice {
        /// Those that both have.
        worlds: Range<u32>,
    },
    /// They are not of one study, or a sum leaves its range.
    #[error(transparent)]
    Tallies(#[from] TallyError),
}

impl Part {
    /// Of no world; what is appended begins with world `first`.
    pub fn none(shape: TallyShape, first: u32) -> Self {
        Self { worlds: first..first, tallies: Tallies::new(shape), rows: WorldTable::new(shape.cells, first) }
    }

    /// Number of worlds.
    pub fn count(&self) -> u32 {
        self.worlds.end - self.worlds.start
    }

    /// Adds the part that begins where this one ends, without copying its rows; one without worlds fits anywhere.
    ///
    /// # Errors
    /// It begins elsewhere; it is of another study; a sum leaves its range: this part is then good for nothing.
    pub fn append(&mut self, next: Part) -> Result<(), PartError> {
        let (end, begin) = (self.worlds.end, next.worlds.start);
        if next.worlds.is_empty() {
            return Ok(next.tallies.shape().expect(&self.tallies.shape())?);
        }
        if begin > end {
            return Err(PartError::Gap { worlds: end..begin });
        }
        if begin < end {
            return Err(PartError::Twice { worlds: begin..end.min(next.worlds.end) });
        }
        self.tallies.merge(&next.tallies)?;
        self.rows.append(next.rows);
        self.worlds.end = next.worlds.end;
        Ok(())
    }

    /// Makes one part of several, in whatever order they come.
    ///
    /// # Errors
    /// There are none, worlds between them are missing or are there twice, or they are not of one study.
    pub fn join(parts: impl IntoIterator<Item = Part>) -> Result<Part, PartError> {
        let mut parts: Vec<Part> = parts.into_iter().collect();
        parts.sort_by_key(|part| (part.worlds.start, part.worlds.end));
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(PartError::None)?;
        parts.try_for_each(|part| whole.append(part))?;
        Ok(whole)
    }
}
