//! Starting over after the last round has failed, equation (86).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::random::distribution::zero;

/// How often a home is appraised anew and put up again before the lender takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reappraisal {
    /// How often rounds start over, 0 to 20; then the lender takes the home.
    #[schemars(extend("minimum" = 0, "maximum" = 20))]
    pub max_loops: u32,
    /// Months from the failed round to the new first one, before that round's own months, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months: Distribution,
}

impl Default for Reappraisal {
    fn default() -> Self {
        Self { max_loops: 0, months: zero() }
    }
}

impl Reappraisal {
    /// Whether rounds start over once `rounds_held` rounds, a multiple of `rounds_a_loop`, have failed.
    pub fn starts_over(&self, rounds_held: usize, rounds_a_loop: usize) -> bool {
        rounds_a_loop > 0 && rounds_held / rounds_a_loop <= self.max_loops as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_used_up() {
        let twice = Reappraisal { max_loops: 2, months: Distribution::Constant(0.0) };
        assert!(twice.starts_over(3, 3) && twice.starts_over(6, 3) && !twice.starts_over(9, 3));
        assert!(!Reappraisal { max_loops: 0, ..twice }.starts_over(3, 3));
    }
}
