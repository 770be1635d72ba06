//! Repaying a part of the loan from cash (METHOD.md §5, step 12b): what a household has beyond its buffer goes to its lender.

use super::{Closing, HouseholdMonth, LeavingState};
use crate::loan::PartialPrepayment;
use crate::loan::curtailment::{Curtailment, Lowers};
use crate::outcome::{Event, FinalState, Flow, Notes};

impl PartialPrepayment {
    /// Equation (205): what a household of such a need pays, of which nothing is overdue, with so much on its credit line;
    /// `u` is its draw of (205).
    pub fn curtailment(
        &self,
        (cash, line): (f64, f64),
        (need, balance): (f64, f64),
        fee_frac: f64,
        u: f64,
    ) -> Option<Curtailment> {
        if u < self.share && line == 0.0 { self.amount(cash, need, balance, fee_frac) } else { None }
    }
}

/// Step 12b in a month in which cash is looked at, for a household that may repay. Where all of it is repaid the path ends.
pub fn curtail(
    state: &mut LeavingState,
    household: &mut HouseholdMonth<'_, impl Notes>,
    terms: &PartialPrepayment,
    (need, fee_frac): (f64, f64),
    u: f64,
) -> Option<Closing> {
    let position = &*household.position;
    let (purse, balance) = ((position.cash, position.line), position.contract.balance);
    let Curtailment { principal, fee } = terms.curtailment(purse, (need, balance), fee_frac, u)?;
    household.receive(principal);
    household.post(Flow::PrepaidInPart, principal);
    household.post(Flow::PartialFee, fee);
    household.position.instalments_paid += principal;
    household.position.penalty_and_costs_paid += fee;
    state.in_part += principal;
    state.fee += fee;
    if principal == balance {
        household.event(Event::PrepaidFromCash);
        let value = household.clock.value();
        return Some(household.closing(FinalState::Prepaid, value, value));
    }
    let (month, repayment) = (household.clock.month, household.repayment);
    household.position.contract.curtail(repayment, month, terms.lowers);
    household.event(match terms.lowers {
        Lowers::Instalment => Event::InstalmentLowered,
        Lowers::Term => Event::TermShortened,
    });
    None
}
