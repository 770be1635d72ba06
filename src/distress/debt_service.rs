//! Debt service of a household in trouble (METHOD.md §5, step 7): penalty, what falls due, what is paid of it.

use super::Distress;
use super::family_help::FamilyHelpState;
use crate::household::OfLoans;
use crate::household::budget::serve;
use crate::household::{HouseholdMonth, OtherLoan};
use crate::loan::instalment::Instalment;
use crate::loan::{Arrears, Contract, MonthDue};
use crate::outcome::{Event, Flow, Notes};

impl Distress {
    /// Penalty of the month on what is overdue and, once the balance is accelerated, on all of it.
    pub fn accrue_penalty(&self, household: &mut HouseholdMonth<'_, impl Notes>, is_accelerated: bool) {
        let accrue = |arrears: &mut Arrears, contract: &Contract, is_accelerated| {
            let balance = if is_accelerated { contract.balance } else { 0.0 };
            arrears.accrue_penalty(self.penalty_multiple * contract.rate_monthly, balance)
        };
        let position = &mut *household.position;
        let accrued = accrue(&mut position.arrears, &position.contract, is_accelerated);
        household.post(Flow::PenaltyAccrued, accrued);
        let position = &mut *household.position;
        if position.others.is_empty() {
            return;
        }
        let of_others = position.others.iter_mut().map(|OtherLoan { rank, contract, arrears, .. }| {
            accrue(arrears, contract, is_accelerated && rank.is_secured())
        });
        let accrued_on_others = of_others.sum();
        household.post(Flow::OtherPenaltyAccrued, accrued_on_others);
    }
}

/// The month's instalments become overdue until they are paid; of an accelerated loan only its principal.
/// A renewal costs what `costs` says, due with the month's interest.
pub fn fall_due(
    household: &mut HouseholdMonth<'_, impl Notes>,
    due: MonthDue,
    costs: &OfLoans<f64>,
    is_accelerated: bool,
) {
    let due = due.with_cost(costs[0]);
    let Instalment { principal, due: whole } = due.instalment;
    let (interest, whole) = if is_accelerated { (0.0, principal) } else { (due.interest, whole) };
    household.scheduled_falls_due(&MonthDue { interest, ..due });
    let month = household.clock.month;
    let position = &mut *household.position;
    position.due = position.arrears.total() + whole;
    // A holiday's interest has become balance: it does not fall due.
    position.arrears.fall_due(month, whole - principal, principal);
    if position.others.is_empty() {
        return;
    }
    let mut dues = household.other_dues();
    for (due, cost) in dues.iter_mut().zip(&costs[1..]) {
        *due = due.with_cost(*cost);
    }
    let position = &mut *household.position;
    for (due, OtherLoan { rank, arrears, .. }) in dues.iter_mut().zip(&mut position.others) {
        let Instalment { principal, due: whole } = &mut due.instalment;
        if is_accelerated && rank.is_secured() {
            (due.interest, *whole) = (0.0, *principal);
        }
        position.due += arrears.total() + *whole;
        arrears.fall_due(month, *whole - *principal, *principal);
    }
    household.others_fall_due(&dues);
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
        if position.others.is_empty() {
            let used = if short > 0.0 { position.arrears.pay(paid) } else { position.arrears.clear() };
            position.penalty_and_costs_paid += used.penalty;
            position.instalments_paid += paid - used.penalty;
            household.post(Flow::Paid, paid);
            household.receive(paid);
        } else {
            pay_all_lenders(household, paid, short <= 0.0);
        }
    }
    if short > 0.0 {
        household.event(if paid > 0.0 { Event::PaidInPart } else { Event::Missed });
    }
    margin - service.from_margin
}

/// The same where there are loans beside the main one, equation (228).
#[inline(never)]
fn pay_all_lenders(household: &mut HouseholdMonth<'_, impl Notes>, paid: f64, is_all: bool) {
    let position = &mut *household.position;
    let used = if is_all { position.clear_arrears(|_| true) } else { position.pay_in_order(paid) };
    let penalty: f64 = used.iter().map(|used| used.penalty).sum();
    position.penalty_and_costs_paid += penalty;
    position.instalments_paid += paid - penalty;
    let on_others = household.others_receive(&used);
    household.post(Flow::Paid, paid - on_others);
    household.post(Flow::OthersPaid, on_others);
    household.receive(paid - on_others);
}
