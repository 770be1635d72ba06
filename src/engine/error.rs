//! Why a run ends without a result.

use crate::outcome::{PartError, TallyError};

/// Why a run ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Somebody asked the run to stop.
    #[error("interrupted")]
    Interrupted,
    /// Paths could not be handed over.
    #[error("writing paths: {0}")]
    Paths(String),
    /// The system gave no threads.
    #[error("starting threads: {0}")]
    Threads(String),
    /// Sums that do not fit, or parts of other worlds than asked for.
    #[error(transparent)]
    Part(#[from] PartError),
}

impl From<TallyError> for EngineError {
    fn from(error: TallyError) -> Self {
        Self::Part(error.into())
    }
}
