//! Starting over after the last round has failed, equation (86) (METHOD.md §5, step 13).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Law;
use super::proceeding::Judged;
use crate::household::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::{Event, Notes};
use crate::random::distribution::zero;
use crate::random::{Distribution, Purpose};

/// Slots of the stream.
mod slot {
    pub const RATIO: u8 = 0;
    pub const MONTHS: u8 = 1;
}

/// Ordinals of loops kept free for each default.
const LOOPS_PER_DEFAULT: u16 = 256;

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

impl Law<'_> {
    /// The home is appraised anew, at its market value, in the month of the last round's failure; months to the new first
    /// round.
    pub(super) fn reappraise(
        &self,
        judged: &mut Judged,
        household: &mut HouseholdMonth<'_, impl Notes>,
        ordinal: u16,
        market: f64,
    ) -> u32 {
        let times = (judged.rounds / self.foreclosure.rounds.len()) as u16;
        let index = ordinal.wrapping_mul(LOOPS_PER_DEFAULT).wrapping_add(times);
        let ratio = self.appraisal_ratio(household, Purpose::Reappraisal, slot::RATIO, index);
        judged.appraisal = to_grain(market * ratio);
        judged.base = judged.appraisal;
        household.event(Event::Reappraised);
        household.draws.months(&self.foreclosure.reappraisal.months, Purpose::Reappraisal, slot::MONTHS, index)
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
