//! Starting over after the last round has failed, equation (86).

use crate::random::Distribution;

/// How often a home is appraised anew and put up again before the lender takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reappraisal {
    /// Times at most.
    pub max_loops: u32,
    /// Months from the failed round to the new first one, before that round's own.
    pub months: Distribution,
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
