//! Choosing not to pay, equation (22) (METHOD.md §5, step 5).

use crate::household::{HouseholdMonth, Origination};
use crate::outcome::{Event, Notes};

/// (debt − V)/V − collectable/V > θ.
#[inline(always)]
pub fn walks_away(debt: f64, collectable: f64, inverse_value: f64, threshold: f64) -> bool {
    (debt - collectable) * inverse_value - 1.0 > threshold
}

/// Whether a household in its month decides to pay no more: step 5. `cash_weight` is 1 where cash counts as collectable.
pub fn decides_to_walk(
    household: &mut HouseholdMonth<'_, impl Notes>,
    origination: &Origination,
    cash_weight: f64,
) -> bool {
    let position = &*household.position;
    let collectable = cash_weight * position.cash + position.collectable_wage;
    let threshold = origination.walk_away_threshold;
    let walks = walks_away(position.debt(), collectable, household.clock.inverse_value, threshold);
    if walks {
        household.event(Event::WalkedAway);
    }
    walks
}
