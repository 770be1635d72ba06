//! Debt service of a household in trouble (METHOD.md §5, step 7): penalty, what falls due, what is paid of it.

use super::Distress;
use super::family_help::FamilyHelpState;
use crate::household::HouseholdMonth;
use crate::household::budget::serve;
use crate::loan::MonthDue;
use crate::outcome::{Event, Flow, Notes};

impl Distress {
    /// Penalty of the month on what is overdue and, once the balance is accelerated, on all of it.
    pub fn accrue_penalty(&self, household: &mut HouseholdMonth<'_, impl Notes>, is_accelerated: bool) {
        let position = &mut *household.position;
        let rate_monthly = self.penalty_multiple * position.contract.rate_monthly;
        let before = position.arrears.penalty();
        position.arrears.accrue_penalty(rate_monthly, if is_accelerated { position.contract.balance } else { 0.0 });
        let accrued = position.arrears.penalty() - before;
        household.post(Flow::PenaltyAccrued, accrued);
    }
}

/// The month's instalment becomes overdue until it is paid; of an accelerated loan only its principal. What is due in all.
pub fn fall_due(household: &mut HouseholdMonth<'_, impl Notes>, due: MonthDue, is_accelerated: bool) {
    let MonthDue { interest, instalment } = due;
    let (interest_due, interest) =
        if is_accelerated { (0.0, 0.0) } else { (instalment.due - instalment.principal, interest) };
    let overdue_before = household.position.arrears.total();
    household.post(Flow::InterestDue, interest);
    household.post(Flow::PrincipalDue, instalment.principal);
    household.position.arrears.fall_due(household.clock.month, interest_due, instalment.principal);
    household.position.due = if is_accelerated {
        overdue_before + instalment.principal
    } else if overdue_before > 0.0 {
        overdue_before + instalment.due
    } else {
        // Nothing was overdue: the instalment as a quiet lane knows it, to the last bit.
        instalment.due
    };
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
    let position = &mut *household.position;
    let used = if short > 0.0 { position.arrears.pay(paid) } else { position.arrears.clear() };
    position.penalty_and_costs_paid += used.penalty;
    position.instalments_paid += paid - used.penalty;
    household.post(Flow::Paid, paid);
    if short > 0.0 {
        household.event(if paid > 0.0 { Event::PaidInPart } else { Event::Missed });
    }
    household.receive(paid);
    margin - service.from_margin
}
