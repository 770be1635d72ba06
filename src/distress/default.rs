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

/// The first default goes on record with every lender whom the home secures (cross default, METHOD.md §5, step 11); later ones leave it.
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
        ead: position.main_debt(),
        rate_monthly: position.contract.rate_monthly,
    });
    for loan in position.others.iter_mut().filter(|loan| loan.rank.is_secured()) {
        loan.go_into_default(household.clock.month, trigger, (value - debt) / value);
    }
    household.event(Event::Defaulted);
}

/// Loans that the home does not secure and that are so far behind go into default, to the horizon.
pub fn record_unsecured_defaults(household: &mut HouseholdMonth<'_, impl Notes>, default_dpd: u32) {
    let (position, clock) = (&mut *household.position, &household.clock);
    if position.others.is_empty() || clock.month > clock.horizon {
        return;
    }
    let (debt, value) = (position.debt(), clock.value());
    for loan in position.others.iter_mut().filter(|loan| !loan.rank.is_secured()) {
        if loan.arrears.days_past_due(clock.month) >= default_dpd {
            loan.go_into_default(clock.month, DefaultTrigger::Arrears, (value - debt) / value);
        }
    }
}
