//! What is told of a household's month, beside what its steps tell.

use super::cell_month::{CellHousehold, CellMonth};
use crate::household::origination::buying_costs;
use crate::household::{HouseholdMonth, OriginationDraws};
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
    note_what_is_held(of_cell, of_household, household);
}

/// What was paid at the purchase, by parts (METHOD.md §3, equation (171)); told in the first month.
fn note_buying_costs(of_cell: &CellMonth<'_>, household: &mut HouseholdMonth<'_, impl Notes>) {
    let (streams, who) = household.draws.source();
    let draws = &mut OriginationDraws::new(streams, who);
    let means = of_cell.cell.household.means(draws);
    let parts = buying_costs(household.loan, &means, draws);
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
    });
}

/// Whether the home's value or the month's new contract rate is held, and what the value would be
/// (METHOD.md §5b, equations (105) and (107)).
fn note_what_is_held(
    of_cell: &CellMonth<'_>,
    of_household: &CellHousehold<'_>,
    household: &mut HouseholdMonth<'_, impl Notes>,
) {
    let cell = of_cell.cell;
    let unheld = household.clock.home.value_unheld();
    if household.clock.value() > unheld {
        household.notes.tell(|record| record.value_unheld = unheld);
        household.event(Event::ValueHeld);
    }
    if cell.loan.reprices(of_cell.month) && !cell.counterfactual.rate_rises {
        let policy_rate_annual = &of_household.world.policy_rate_annual;
        let free = cell.rate_annual(|model| policy_rate_annual[model][of_cell.month as usize - 1]);
        if free / 12.0 > household.position.contract.rate_monthly {
            household.event(Event::RateHeld);
        }
    }
}
