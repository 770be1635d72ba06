//! Paying everything after suit and before judgment (METHOD.md §5, step 7).

use crate::household::HouseholdMonth;
use crate::loan::Rank;
use crate::outcome::{Flow, Notes};

/// An overdue margin call, which a reinstatement has to meet too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverdueCall {
    /// What brings the balance down to the target, currency units.
    pub top_up: f64,
}

/// Cash above the minimum pays everything overdue on loans that the home secures, penalty, costs and what an overdue call asks for, where it covers them all.
/// Whether it did. `meet_call` pays that call.
pub fn reinstate<N: Notes>(
    household: &mut HouseholdMonth<'_, N>,
    call: Option<OverdueCall>,
    meet_call: impl FnOnce(&mut HouseholdMonth<'_, N>, f64),
) -> bool {
    let top_up = call.map_or(0.0, |call| call.top_up);
    let position = &*household.position;
    let costs = position.costs_owed;
    let owed = position.overdue_on_home() + costs;
    if position.cash_above_minimum() < owed + top_up {
        return false;
    }
    household.post(Flow::Withdrawn, owed);
    if call.is_some() {
        meet_call(household, top_up);
        household.set_instalment(household.clock.month + 1);
    }
    let position = &mut *household.position;
    let used = position.clear_arrears(Rank::is_secured);
    position.penalty_and_costs_paid += used.iter().map(|used| used.penalty).sum::<f64>() + costs;
    position.instalments_paid += used.iter().map(|used| used.interest + used.principal).sum::<f64>();
    let on_others = household.others_receive(&used);
    household.post(Flow::Paid, owed - costs - on_others);
    household.post(Flow::OthersPaid, on_others);
    household.post(Flow::CostsPaid, costs);
    household.receive(owed + top_up - on_others);
    true
}
