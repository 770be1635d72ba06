//! What the authors of a config call an assumption.

use std::collections::HashSet;

use crate::config::{Loaded, notes};

/// Values of a config whose comment says that they are an assumption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// Keys whose value is a number, in some cell at least, in the order of the config.
    pub keys: Vec<String>,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

/// An assumption that is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its dotted key.
    pub key: String,
    /// Why it cannot be moved up and down; follows the key in a sentence.
    pub why: String,
}

/// Whether a comment has the word *assumption*, whole and in any case, or its Chinese one.
///
/// ```
/// # use underwater::answers::sensitivity::says_assumption;
/// assert!(says_assumption("Assumption: half of it") && says_assumption("假设"));
/// assert!(!says_assumption("no assumptions") && !says_assumption("PBC 2024, table 3"));
/// ```
pub fn says_assumption(comment: &str) -> bool {
    let mut words = comment.split(|letter: char| !letter.is_alphanumeric());
    comment.contains("假设") || words.any(|word| word.eq_ignore_ascii_case("assumption"))
}

/// The values of a config and of those it extends whose comment has the word *assumption*, or 假设. Swept keys are no
/// assumptions: the cells have their values.
pub fn assumptions(loaded: &Loaded) -> Assumptions {
    let (mut found, mut known) = (Assumptions::default(), HashSet::new());
    for note in notes::notes(loaded) {
        if !says_assumption(&note.comment) || !known.insert(note.key.clone()) {
            continue;
        }
        match why_not(loaded, &note.key) {
            None => found.keys.push(note.key),
            Some(why) => found.left_out.push(LeftOut { key: note.key, why }),
        }
    }
    found
}

/// Why a key has a number in no cell.
fn why_not(loaded: &Loaded, key: &str) -> Option<String> {
    if key.starts_with("study.") {
        return Some("is the same for every cell".to_owned());
    }
    let mut first = None;
    for cell in 0..loaded.cells.len() {
        match loaded.number_in(cell, key) {
            Ok(_) => return None,
            Err(fault) => first = first.or(Some(fault)),
        }
    }
    first.map(|fault| match fault.hint {
        Some(hint) => format!("{}; {}", fault.message.english(), hint.english()),
        None => fault.message.english().to_owned(),
    })
}
