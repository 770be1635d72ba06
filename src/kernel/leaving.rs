//! Who may repay a loan before its time in a month out of rest, and on what terms (METHOD.md §5, step 12b).

use super::case::CaseStates;
use super::cell_month::{CellHousehold, CellMonth};
use crate::household::curtailing::curtail;
use crate::household::leaving::leave;
use crate::household::{Closing, HouseholdMonth};
use crate::outcome::Notes;

/// The step of a household that pays as it should, whose home is to be delivered.
pub(super) fn step(
    of_cell: &CellMonth<'_>,
    of_household: &CellHousehold<'_>,
    household: &mut HouseholdMonth<'_, impl Notes>,
    states: &mut CaseStates,
) -> Option<Closing> {
    let terms = of_cell.cell.prepayment.as_ref()?;
    let pays = household.position.arrears.is_clear() && !states.is_walking && states.proceeding.is_none();
    let has_home = states.off_plan.rescission.is_none();
    let last = household.clock.horizon.min(household.last_month_of_loan() - 1);
    if !pays || !has_home || of_cell.month > last {
        return None;
    }
    let of_month = of_cell.leaving(terms, of_household.world, household.position.contract.rate_monthly);
    let shares = (terms.fee_frac_in(of_cell.month), of_cell.cell.distress.selling_cost_frac);
    let thresholds = of_household.leaving_thresholds();
    let left = leave(&mut states.leaving, household, &of_month, thresholds, shares);
    // Cash is kept for an open call; a holiday is given to those who lack it.
    let is_bound = states.margin_call.deadline.is_some() || states.forbearance.holiday.is_some();
    if left.is_some() || is_bound {
        return left;
    }
    let partial = terms
        .partial
        .as_ref()
        .filter(|partial| partial.decides_in(of_cell.month, of_cell.cell.loan.months_on_book()))?;
    let by = (of_household.origination.need, shares.0);
    curtail(&mut states.leaving, household, partial, by, thresholds.in_part)
}
