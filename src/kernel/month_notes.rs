//! What is told of a household's month, beside what its steps tell.

use super::cell_month::{CellHousehold, CellMonth};
use crate::household::origination::buying_costs;
use crate::household::{HouseholdMonth, OriginationDraws};
use crate::loan::ContractRate;
use crate::outcome::{Event, Notes};

/// Before anything happens in it: the month, its value and rate, what life brought.
pub(super) fn begin(
    of_cell: &CellMonth<'_>,
    of_household: &CellHousehold<'_>,
    household: &mut HouseholdMonth<'_, impl Notes>,
) {
    let (clock, rate_monthly) = (household.clock, household.position.contract.rate_monthly);
    household.notes.tell(|record| {
        record.month = clock.month;
        record.value = clock.value();
        record.rate_monthly = rate_monthly;
        of_household.life.events(clock.month).for_each(|event| record.events.add(event));
    });
    if clock.month == 1 && of_cell.cell.loan.buying_costs.is_some() {
        note_buying_costs(of_cell, household);
    }
    if clock.month == 1 && of_cell.cell.loan.on_book.is_some() {
        household.event(Event::OnBook);
    }
    let cover = of_household.origination.cover;
    if clock.month == 1 && cover.insured_frac > 0.0 {
        household.notes.tell(|record| record.premium_at_purchase = cover.paid_at_purchase);
        household.event(Event::Insured);
    }
    note_new_rate(of_cell, of_household, household);
    note_principal(household);
    note_held_value(household);
}

/// What was paid at the purchase, by parts (METHOD.md §3, equation (171)); told in the first month.
fn note_buying_costs(of_cell: &CellMonth<'_>, household: &mut HouseholdMonth<'_, impl Notes>) {
    let (streams, who) = household.draws.source();
    let draws = &mut OriginationDraws::new(streams, who);
    let means = of_cell.cell.household.means(draws);
    let parts = buying_costs(&of_cell.cell.loan, &means, draws);
    household.notes.tell(|record| {
        record.deed_tax = parts.deed_tax;
        record.vat = parts.vat;
        record.agency = parts.agency;
        record.fixed_costs = parts.fixed;
    });
    household.event(Event::CostsPaid);
}

/// Where it leaves the household.
pub(super) fn end(household: &mut HouseholdMonth<'_, impl Notes>, days_past_due: u32) {
    let position = &*household.position;
    household.notes.tell(|record| {
        record.days_past_due = days_past_due;
        record.due = position.due;
        record.cash = position.cash;
        record.line_balance = position.line;
        record.balance = position.contract.balance;
        record.overdue = position.arrears.instalments();
        record.overdue_principal = position.arrears.principal();
        record.penalty = position.arrears.penalty();
        record.costs_owed = position.costs_owed;
        record.late_interest_owed = position.late_interest;
        record.home_debt = position.debt();
        record.other_balance = position.others.iter().map(|loan| loan.contract.balance).sum();
        record.other_overdue = position.others.iter().map(|loan| loan.arrears.instalments()).sum();
        record.other_penalty = position.others.iter().map(|loan| loan.arrears.penalty()).sum();
    });
}

/// Whether the home's value is held, and what it would be (METHOD.md §5b, equation (105)).
fn note_held_value(household: &mut HouseholdMonth<'_, impl Notes>) {
    let unheld = household.clock.home.value_unheld();
    if household.clock.value() > unheld {
        household.notes.tell(|record| record.value_unheld = unheld);
        household.event(Event::ValueHeld);
    }
}

/// Whether a phase of the repayment begins, or the loan ends with a balloon (METHOD.md §4, equations (193) and (194)).
fn note_principal(household: &mut HouseholdMonth<'_, impl Notes>) {
    let (repayment, month) = (household.repayment, household.clock.month);
    if repayment.interest_only_months > 0 && month == repayment.interest_only_months + 1 {
        household.event(Event::PrincipalBegins);
    }
    if repayment.balloon_frac > 0.0 && month == household.last_month_of_loan() {
        household.event(Event::BalloonDue);
    }
}

/// What a new contract rate is made of, and whether it is held (METHOD.md §4, equations (190) to (192), and §5b, (107)).
fn note_new_rate(
    of_cell: &CellMonth<'_>,
    of_household: &CellHousehold<'_>,
    household: &mut HouseholdMonth<'_, impl Notes>,
) {
    let (cell, month) = (of_cell.cell, of_cell.month);
    let ContractRate::Floating(rate) = &cell.repayment.rate else { return };
    if !rate.is_set_in(month) || household.position.contract.refinanced.is_some() {
        return;
    }
    let policy_rate_annual = &of_household.world.policy_rate_annual;
    let free = cell.rate_unheld_annual_in(month, |model, month| policy_rate_annual[model][month]);
    let held = free / 12.0 > household.position.contract.rate_monthly;
    for (event, happens) in [
        (Event::FixedMonthsOver, month == rate.fixed_months() + 1),
        (Event::SpreadChanged, rate.spread_changes_in(month)),
        (Event::RateAtFloor, !held && rate.floor_annual() > 0.0 && free <= rate.floor_annual()),
        (Event::RateAtCap, !held && rate.cap_annual().is_some_and(|cap| free >= cap)),
        (Event::RateHeld, held && !cell.counterfactual.rate_rises),
    ] {
        if happens {
            household.event(event);
        }
    }
}
