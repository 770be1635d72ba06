//! A loan that is up for renewal (METHOD.md §5, step 7).

use crate::household::HouseholdMonth;
use crate::loan::instalment::Instalment;
use crate::loan::{MonthDue, Rollover};
use crate::outcome::{Event, Notes};
use crate::random::Purpose;

/// What falls due in the month. Of a loan that is up for renewal, equation (232), it is the interest and what the renewal costs
/// where it is renewed, else all of it, and the loan ends with the month. `may_renew`: of a household that keeps to its loan.
pub fn month_due(household: &mut HouseholdMonth<'_, impl Notes>, may_renew: bool) -> MonthDue {
    let due = household.month_due();
    let Some((terms, ordinal)) = household.renewal() else { return due };
    if may_renew && renews(household, &terms, ordinal) {
        household.event(Event::Renewed);
        let cost = terms.cost(household.position.contract.balance);
        let instalment = Instalment { due: due.instalment.due + cost, ..due.instalment };
        return MonthDue { interest: due.interest + cost, instalment, ..due };
    }
    household.event(Event::NotRenewed);
    let (repayment, month) = (household.repayment, household.clock.month);
    household.position.contract.end_with(repayment, month);
    household.month_due()
}

/// Nothing is overdue, the home is worth enough, and the lender is willing.
fn renews(household: &HouseholdMonth<'_, impl Notes>, terms: &Rollover, ordinal: u32) -> bool {
    let position = &*household.position;
    let log_ltv = position.log_debt() - household.clock.home.log_value();
    position.arrears.instalments() <= 0.0
        && terms.allows(log_ltv)
        && household.draws.uniform(Purpose::Rollover, 0, ordinal as u16) < terms.probability
}
