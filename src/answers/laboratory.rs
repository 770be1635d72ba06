use super::AnswerError;
use crate::engine::PathWriter;
use crate::outcome::StudyResult;
use crate::study::Study;

/// Runs studies for an answer: on the user's threads, within the memory there is, telling of progress.
pub trait Laboratory {
    /// Runs a study; `paths`, where given, gets every path under all cells, in order.
    ///
    /// # Errors
    /// It does not fit into memory, or was stopped.
    fn run(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, AnswerError>;
}
