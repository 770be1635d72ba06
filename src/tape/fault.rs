//! What is wrong with a tape, and where.

use crate::told::Told;

/// One fault of a tape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TapeFault {
    /// Line of the file, or row of a Parquet file, from 1; 0: the file as a whole.
    pub line: usize,
    /// Place of the column among those of the file; those of none come first.
    pub(super) place: usize,
    /// Column, as the file calls it; empty where it is none's.
    pub column: String,
    /// What was given and what is allowed; follows the column in a sentence.
    pub message: Told,
    /// What was probably meant.
    pub hint: Option<Told>,
}

impl TapeFault {
    /// Of the file as a whole.
    pub fn of_file(message: Told) -> Self {
        Self { line: 0, place: 0, column: String::new(), message, hint: None }
    }

    /// The same with what was probably meant.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Option<Told>>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Faults as they are found: as many as are told, and how many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    most: usize,
    told: Vec<TapeFault>,
    /// How many there are.
    pub count: u64,
}

impl Found {
    /// None yet; so many are told.
    pub fn telling(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    pub fn push(&mut self, fault: TapeFault) {
        self.count += 1;
        // Those of later lines may be found first: twice as many are kept, and the last of them forgotten from time to time.
        self.told.push(fault);
        if self.told.len() > 2 * self.most + 64 {
            self.told.sort();
            self.told.truncate(self.most);
        }
    }

    /// Those that are told, in the order of the file.
    pub fn told(mut self) -> Vec<TapeFault> {
        self.told.sort();
        self.told.truncate(self.most);
        self.told
    }
}
