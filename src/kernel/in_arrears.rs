//! A loan of a tape that is in arrears on the first day, equation (240): it begins out of rest.

use super::driver::Driver;
use super::household_path::{HouseholdPath, Stage};
use super::resting::RestingHousehold;
use super::states::state_past_due;
use crate::outcome::Recorder;
use crate::outcome::loan_class::LoanClass;

impl<R: Recorder> Driver<'_, R> {
    /// Each unpaid instalment is one like the next.
    pub fn begin_in_arrears(&mut self, path: &mut HouseholdPath, household: &RestingHousehold<'_>) {
        let cell = household.of.months.cell;
        let unpaid = cell.known.map_or(0, |known| known.unpaid_instalments);
        if unpaid == 0 {
            return;
        }
        let bought = household.bought;
        let mut case = self.spare.pop().unwrap_or_default();
        case.open(&bought.origination, 0);
        case.take_up(&path.standing, bought, household.schedule, bought.collectable_wage);
        let next = case.position.contract.next_due(&cell.repayment, 0);
        case.position.arrears.fell_due(unpaid, next.interest, next.instalment.principal);
        case.state = Some(state_past_due(30 * unpaid));
        let class = case.state.and_then(LoanClass::of_state);
        if let (Some(note), Some(class), true) =
            (path.bands.first_mut(), class, household.of.months.study.probation_months().is_some())
        {
            *note = class.noted();
        }
        path.case = Some(case);
        path.stage = Stage::OutOfRest;
    }
}
