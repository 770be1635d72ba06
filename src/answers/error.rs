use crate::aggregate::AggregateError;
use crate::config::Faults;
use crate::told::Told;

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// What is asked cannot be asked of this study.
    #[error("{0}")]
    Asked(String),
    /// The study has no such design point.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// A table was not made.
    #[error(transparent)]
    Aggregate(#[from] AggregateError),
    /// A study was not run to its end.
    #[error("{}", why.english())]
    Stopped {
        /// What stopped it.
        why: Told,
        /// Whether that is what was asked for: more than there is memory for.
        is_input: bool,
    },
}
