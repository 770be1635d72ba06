//! Choosing not to pay, equation (22) (METHOD.md §5, step 5).

use crate::household::HouseholdMonth;
use crate::measure::log_units::log_units;
use crate::outcome::{Event, Notes};

/// (debt − V)/V − collectable/V > θ.
#[inline(always)]
pub fn walks_away(debt: f64, collectable: f64, value: f64, threshold: f64) -> bool {
    debt - value - collectable > threshold * value
}

/// ln (debt ÷ V), in whole units, above which a household may walk away: since nothing that could be collected is below 0,
/// debt ÷ V > 1 + θ is needed. Some units below it, for what rounding does.
pub fn log_ltv_to_walk(threshold: f64) -> i32 {
    const ROUNDING: i32 = 16;
    if threshold.is_infinite() {
        i32::MAX
    } else if threshold <= -1.0 {
        i32::MIN
    } else {
        log_units(1.0 + threshold) - ROUNDING
    }
}

/// Whether a household in its month, in which it walks above `threshold`, decides to pay no more: step 5. `cash_weight` is 1 where cash counts as collectable.
pub fn decides_to_walk(household: &mut HouseholdMonth<'_, impl Notes>, threshold: f64, cash_weight: f64) -> bool {
    let position = &*household.position;
    let collectable = cash_weight * position.cash + position.collectable_wage;
    let walks = walks_away(position.debt(), collectable, household.clock.value(), threshold);
    if walks {
        household.event(Event::WalkedAway);
    }
    walks
}
