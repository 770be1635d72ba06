//! What a format of the results is. Each is declared in the file that writes it.

use super::language::Language;
use super::question::Question;
use super::results::Results;
use super::{ReportError, StudyFolder};
use crate::aggregate::Extent;
use crate::told::Words;

/// Writes the files of results that answer a question into a folder; gives their names.
type Writer = fn(&Question, &Results, Language, &mut StudyFolder) -> Result<Vec<String>, ReportError>;

/// A form in which results can be had.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Name, as it is asked for.
    pub name: &'static str,
    /// What it is, in a few words.
    pub holds: Words,
    /// Whether it holds words, so that each language has files of its own.
    pub has_words: bool,
    /// Every file it may write. A figure or table that the study has nothing for is not written.
    pub files: fn(&Question, Language) -> Vec<String>,
    /// Whether they can be written here, which is asked before anything is computed.
    pub ready: fn(Language) -> Result<(), ReportError>,
    /// Writes them into a folder; gives the names of those written.
    pub write: Writer,
    /// About how many bytes they come to for a run, fitted to files of the studies of this repository.
    pub bytes: fn(&Extent) -> f64,
}

/// What needs nothing but this program.
pub(super) fn always(_: Language) -> Result<(), ReportError> {
    Ok(())
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// How many digits a share has: with a hundred paths most of them are short, 0.01 or 0. Powers of ten beyond a hundred.
pub(super) fn detail(extent: &Extent) -> f64 {
    (libm::log10(extent.paths) - 2.0).clamp(-1.0, 2.0)
}

/// Cells that a figure shows at most.
const CELLS_DRAWN: f64 = 12.0;

/// Cells that figures show.
pub(super) fn cells_drawn(extent: &Extent) -> f64 {
    if extent.cells < CELLS_DRAWN { extent.cells } else { CELLS_DRAWN }
}

/// Share of the fields that are filled: one world has no errors, and half of the columns are empty.
pub(super) fn filled_frac(extent: &Extent) -> f64 {
    if extent.worlds > 1.0 { 1.0 } else { 0.6 }
}

/// Writes a text as a file of a folder; gives its name.
pub(super) fn write_text(folder: &mut StudyFolder, name: String, text: &str) -> Result<Vec<String>, ReportError> {
    folder.write(&name, |file| file.write_all(text.as_bytes()).map_err(super::error::of_writer))?;
    Ok(vec![name])
}
