//! The auction of a household's only home comes later, equation (88) (METHOD.md §5, step 13).

use super::Foreclosure;
use crate::household::HouseholdMonth;
use crate::outcome::{Event, Notes};
use crate::random::Purpose;

/// Months by which the auction comes later, as the court sees it in the month of judgment: an investor lives elsewhere, and
/// an owner of other homes has them until the month after their sale.
pub(super) fn delay_months(
    foreclosure: &Foreclosure,
    household: &mut HouseholdMonth<'_, impl Notes>,
    ordinal: u16,
    lives_elsewhere: bool,
) -> u32 {
    let delay_months = &foreclosure.sole_home_delay_months;
    if delay_months.constant() == Some(0.0) || lives_elsewhere {
        return 0;
    }
    let months = household.draws.months(delay_months, Purpose::SoleHome, 0, ordinal);
    if months > 0 {
        household.event(Event::SoleHomeDelay);
    }
    months
}
