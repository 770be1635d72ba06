//! What a cause turned off keeps from a household, for those who read its months (METHOD.md §5b, equations (105), (107)).

use super::cell_month::CellMonth;
use crate::household::HouseholdMonth;
use crate::outcome::{Event, Notes};

/// Whether the home's value or the month's new contract rate is held, and what the value would be.
pub(super) fn note_what_is_held(
    of_cell: &CellMonth<'_>,
    lane: usize,
    inverse_price: f64,
    household: &mut HouseholdMonth<'_, impl Notes>,
) {
    let (cell, inverse_unheld) = (of_cell.cell, of_cell.inverse_value_unheld(lane, inverse_price));
    if household.clock.inverse_value < inverse_unheld {
        household.notes.tell(|record| record.value_unheld = 1.0 / inverse_unheld);
        household.event(Event::ValueHeld);
    }
    if cell.loan.reprices(of_cell.month) && !cell.counterfactual.rate_rises {
        let policy_rate_annual = &of_cell.world(lane).policy_rate_annual;
        let free = cell.rate_annual(|model| policy_rate_annual[model][of_cell.month as usize - 1]);
        if free / 12.0 > household.position.contract.rate_monthly {
            household.event(Event::RateHeld);
        }
    }
}
