//! Default (METHOD.md §5, step 11).

use super::Distress;
use crate::household::{DefaultRecord, HouseholdMonth};
use crate::outcome::{DefaultTrigger, Event, Notes};

/// What a month has come to, as far as default depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Occasion {
    /// Days past due at the month's end.
    pub days_past_due: u32,
    /// Whether the household chose to stop paying.
    pub is_walking: bool,
    /// Whether a margin call is overdue.
    pub call_is_overdue: bool,
    /// Whether the contracts of the home are cancelled.
    pub is_rescinded: bool,
}

impl Distress {
    /// What makes the household default this month, if anything does: arrears, an overdue margin call, or contracts that are
    /// cancelled while anything is owed. None after the horizon.
    pub fn default_trigger(
        &self,
        household: &HouseholdMonth<'_, impl Notes>,
        occasion: Occasion,
    ) -> Option<DefaultTrigger> {
        let Occasion { days_past_due, is_walking, call_is_overdue, is_rescinded } = occasion;
        let is_behind = days_past_due >= self.default_dpd;
        let loses_debt = is_rescinded && household.position.debt() > 0.0;
        let defaults = is_behind || call_is_overdue || loses_debt;
        (defaults && household.clock.month <= household.clock.horizon).then_some(match (is_walking, is_behind) {
            (true, _) => DefaultTrigger::Strategic,
            (false, true) => DefaultTrigger::Arrears,
            (false, false) if is_rescinded => DefaultTrigger::Rescission,
            (false, false) => DefaultTrigger::MarginCall,
        })
    }
}

/// The first default goes on record; later ones leave it.
pub fn record_default(household: &mut HouseholdMonth<'_, impl Notes>, trigger: DefaultTrigger) {
    let position = &mut *household.position;
    if position.book.default.is_some() {
        return;
    }
    let (debt, value) = (position.debt(), household.clock.value());
    position.book.default = Some(DefaultRecord {
        month: household.clock.month,
        trigger,
        equity_frac: (value - debt) / value,
        ead: debt,
        rate_monthly: position.contract.rate_monthly,
    });
    household.event(Event::Defaulted);
}
