//! What a cause turned off keeps from a household, for those who read its months (METHOD.md §5b, equations (105), (107)).

use super::record::Event;
use super::trouble::TroubledMonth;

impl TroubledMonth<'_> {
    /// Whether the home's value or the month's new contract rate is held, and what the value would be.
    pub(super) fn note_what_is_held(&mut self) {
        let (around, cell) = (self.around, self.around.cell);
        if around.inverse_value < around.inverse_value_unheld {
            self.record.value_unheld = 1.0 / around.inverse_value_unheld;
            self.record.events.add(Event::ValueHeld);
        }
        if cell.loan.reprices(around.month) && !cell.counterfactual.rate_rises {
            let policy_rate_annual = &around.world.policy_rate_annual;
            let free = cell.rate_annual(|model| policy_rate_annual[model][around.month as usize - 1]);
            if free / 12.0 > self.lanes.rate_monthly[self.lane] {
                self.record.events.add(Event::RateHeld);
            }
        }
    }
}
