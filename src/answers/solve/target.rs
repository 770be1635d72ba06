//! What is to be met: an estimate at most, or at least, so much.

use crate::aggregate::Estimator;
use crate::stats::Estimate;

/// On which side of the bound the target is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// At the bound and below it.
    AtMost,
    /// At the bound and above it.
    AtLeast,
}

impl Goal {
    /// The word of tables, and of the option.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
        }
    }

    /// The goal that a table names.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::AtMost, Self::AtLeast].into_iter().find(|goal| goal.word() == word)
    }
}

/// An estimate and where it is to lie.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The estimate.
    pub estimator: Estimator,
    /// At most or at least.
    pub goal: Goal,
    /// So much, in the estimate's unit.
    pub bound: f64,
}

impl Target {
    /// By how much a value misses the target; 0 or negative where it is met.
    pub(super) fn excess(&self, value: f64) -> f64 {
        match self.goal {
            Goal::AtMost => value - self.bound,
            Goal::AtLeast => self.bound - value,
        }
    }

    /// The excess in errors of the estimate; `None` where its error is not known.
    pub(super) fn excess_in_errors(&self, estimate: Estimate) -> Option<f64> {
        let (value, mcse) = (estimate.value?, estimate.mcse?);
        (mcse > 0.0).then(|| self.excess(value) / mcse)
    }
}
