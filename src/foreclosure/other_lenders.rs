//! Lenders of a household's other homes share what is taken of it after its home is gone, equation (221).

use crate::household::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::{Event, Flow, Notes};

/// At settlement of a home that has not paid its debt, homes with loans of their own are realised, which leaves `net` when these
/// are paid. What is left of it is the household's cash; what is lacking is an unsecured debt, which takes its part of the cash
/// where cash is seized. The home's lender has the share that is returned of what is taken.
pub(super) fn realise(
    net: Option<f64>,
    deficiency: f64,
    seizes_cash: bool,
    household: &mut HouseholdMonth<'_, impl Notes>,
) -> f64 {
    let Some(net) = net else { return 1.0 };
    household.event(Event::OtherHomesRealised);
    if net >= 0.0 {
        household.post(Flow::OtherHomesProceeds, net);
        return 1.0;
    }
    let owed = deficiency - net;
    let share = deficiency / owed;
    if seizes_cash {
        let cash = household.position.cash;
        let taken = if cash < owed { cash } else { owed };
        household.post(Flow::OtherHomesProceeds, to_grain(share * taken) - taken);
    }
    share
}

/// The home's lender's share of what is taken of an income.
pub(super) fn share_of(share: f64, taken: f64) -> f64 {
    if share < 1.0 { to_grain(share * taken) } else { taken }
}
