//! What is wrong with a config, for the person who wrote it.

use std::fmt;

use super::{
    origin::Place,
    shown::{cut, escaped},
};
use crate::tape::TapeFault;
use crate::told::Told;

/// Most faults that are written out; a person mends these and asks again.
const SHOWN: usize = 50;

/// Characters of a key that are written out.
const KEY_SHOWN: usize = 120;

/// One fault: where, what was given, what is allowed, what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// Where the value at fault was written.
    pub place: Option<Place>,
    /// Dotted key, such as `foreclosure.rounds[0].success`; empty when the fault is not a key's.
    pub key: String,
    /// What was given and what is allowed; follows the key in a sentence.
    pub message: Told,
    /// What was probably meant.
    pub hint: Option<Told>,
}

impl Fault {
    /// A fault that belongs to no key.
    pub fn of_file(place: Place, message: Told) -> Self {
        Self { place: Some(place), key: String::new(), message, hint: None }
    }

    /// The same fault with a hint, if there is one.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Option<Told>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        self.told(Told::chinese, "；")
    }

    fn told(&self, of: fn(&Told) -> &str, then: &str) -> String {
        let place = self.place.as_ref().map_or_else(String::new, |place| format!("{place}  "));
        let key = match self.key.as_str() {
            "" => String::new(),
            key => format!("{} ", escaped(&cut(key, KEY_SHOWN))),
        };
        let hint = self.hint.as_ref().map_or_else(String::new, |hint| format!("{then}{}", escaped(of(hint))));
        format!("{place}{key}{}{hint}", escaped(of(&self.message)))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Told::english, "; "))
    }
}

/// The place without its column.
fn line_of(place: Option<&Place>) -> Option<Place> {
    place.cloned().map(|place| match place {
        Place::File { file, line, .. } => Place::File { file, line, column: 0 },
        flag @ Place::Flag { .. } => flag,
    })
}

/// A fault of a tape, the file `label`.
pub fn of_tape(fault: &TapeFault, label: &str) -> Fault {
    Fault {
        place: Some(Place::File { file: label.to_owned(), line: fault.line, column: 0 }),
        key: fault.column.clone(),
        message: fault.message.clone(),
        hint: fault.hint.clone(),
    }
}

/// Every fault of a config, in the order of files and positions.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds several faults.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.0.extend(faults);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// Nothing if there is no fault, else the faults sorted.
    ///
    /// # Errors
    /// The faults themselves.
    pub fn check(mut self) -> Result<(), Self> {
        self.sort();
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// All of them in Chinese.
    pub fn chinese(&self) -> String {
        let mut lines: Vec<String> = self.0.iter().take(SHOWN).map(Fault::chinese).collect();
        if let Some(more) = self.0.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            lines.push(format!("另有 {more} 处"));
        }
        lines.join("\n")
    }

    /// Sorts by file and position and drops repetitions: the same, word for word, is wrong with several values of one line
    /// where their key is swept, and it is said of the first.
    pub fn sort(&mut self) {
        self.0.sort();
        let said = |fault: &Fault| (line_of(fault.place.as_ref()), fault.key.clone(), fault.message.clone());
        self.0.dedup_by(|later, fault| later.hint == fault.hint && said(later) == said(fault));
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate().take(SHOWN) {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}
