//! The family helps once, equation (62) (METHOD.md §5, step 7).

use crate::household::HouseholdMonth;
use crate::outcome::{Event, Flow, Notes};

/// What a family would still give.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FamilyHelpState {
    /// The sum, currency units; 0 once it was given.
    pub help: f64,
}

impl FamilyHelpState {
    /// The first time a payment falls short the family gives its sum. What it pays of `short`; the rest of the sum is cash.
    pub fn help(&mut self, household: &mut HouseholdMonth<'_, impl Notes>, short: f64) -> f64 {
        let help = self.help;
        if short <= 0.0 || help <= 0.0 {
            return 0.0;
        }
        self.help = 0.0;
        household.post(Flow::FamilyHelp, help);
        household.event(Event::FamilyHelped);
        let paid = if help < short { help } else { short };
        household.post(Flow::Saved, help - paid);
        paid
    }
}
