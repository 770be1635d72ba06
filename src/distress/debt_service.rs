//! Debt service of a household in trouble (METHOD.md §5, step 7): penalty, what falls due, what is paid of it.

use super::Distress;
use super::family_help::FamilyHelpState;
use crate::household::HouseholdMonth;
use crate::household::budget::serve;
use crate::loan::MonthDue;
use crate::loan::instalment::Instalment;
use crate::outcome::{Event, Flow, Notes};

impl Distress {
    /// Penalty of the month on what is overdue and, once the balance is accelerated, on all of it.
    pub fn accrue_penalty(&self, household: &mut HouseholdMonth<'_, impl Notes>, is_accelerated: bool) {
        let position = &mut *household.position;
        let rate_monthly = self.penalty_multiple * position.contract.rate_monthly;
        let balance = if is_accelerated { position.contract.balance } else { 0.0 };
        let accrued = position.arrears.accrue_penalty(rate_monthly, balance);
        household.post(Flow::PenaltyAccrued, accrued);
    }
}

/// The month's instalment becomes overdue until it is paid; of an accelerated loan only its principal. What is due in all.
pub fn fall_due(household: &mut HouseholdMonth<'_, impl Notes>, due: MonthDue, is_accelerated: bool) {
    let Instalment { principal, due: whole } = due.instalment;
    let (interest, whole) = if is_accelerated { (0.0, principal) } else { (due.interest, whole) };
    household.scheduled_falls_due(&MonthDue { interest, ..due });
    let position = &mut *household.position;
    position.due = position.arrears.total() + whole;
    // A holiday's interest has become balance: it does not fall due.
    position.arrears.fall_due(household.clock.month, whole - principal, principal);
}

/// What is due is paid from the margin, cash above its minimum, the credit line and the family, as far as they go. What is
/// left of the margin.
pub fn pay_due(household: &mut HouseholdMonth<'_, impl Notes>, margin: f64, family: &mut FamilyHelpState) -> f64 {
    let position = &*household.position;
    let due = position.due;
    let service = serve(due, margin, position.cash, position.cash_minimum, position.free_credit());
    household.post(Flow::Withdrawn, service.from_cash);
    household.draw_line(service.from_line);
    let short = service.short - family.help(household, service.short);
    let paid = due - short;
    if paid > 0.0 || short <= 0.0 {
        let position = &mut *household.position;
        let used = if short > 0.0 { position.arrears.pay(paid) } else { position.arrears.clear() };
        position.penalty_and_costs_paid += used.penalty;
        position.instalments_paid += paid - used.penalty;
        household.post(Flow::Paid, paid);
        household.receive(paid);
    }
    if short > 0.0 {
        household.event(if paid > 0.0 { Event::PaidInPart } else { Event::Missed });
    }
    margin - service.from_margin
}
