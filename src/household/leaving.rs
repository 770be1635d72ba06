//! Repaying the loan before its time (METHOD.md §5, step 12b): a household prepays, from means raised elsewhere, or moves and
//! sells.

use super::{Closing, HouseholdMonth};
use crate::loan::{Prepayment, to_grain};
use crate::outcome::{Event, FinalState, Flow, Notes};

/// What of a month leaving depends on, beside the household.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeavingMonth {
    /// Contract rate a year of the loans that it is told of.
    pub rate_annual: f64,
    /// Hazard of prepaying, equation (201).
    pub prepayment_hazard: f64,
    /// ln of the highest debt ÷ value at which it can, in whole units.
    pub most_log_ltv_to_prepay: i32,
    /// Hazard of moving, equation (203).
    pub moving_hazard: f64,
    /// ln of the highest debt ÷ value at which it can, in whole units.
    pub most_log_ltv_to_move: i32,
}

impl LeavingMonth {
    /// A month of loans at such rates, where the index grew by `trend` (log, twelve months).
    pub fn of(
        terms: &Prepayment,
        month: u32,
        (rate_annual, market_rate_annual): (f64, f64),
        trend: f64,
        selling_cost_frac: f64,
    ) -> Self {
        Self {
            rate_annual,
            prepayment_hazard: terms.hazard(rate_annual, market_rate_annual, month),
            most_log_ltv_to_prepay: terms.most_log_ltv(month, 0.0),
            moving_hazard: terms.moving_hazard(trend),
            most_log_ltv_to_move: terms.most_log_ltv(month, selling_cost_frac),
        }
    }
}

/// Exposure at which a household leaves, −ln u.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeavingThresholds {
    /// It prepays.
    pub prepayment: f64,
    /// It moves.
    pub moving: f64,
    /// Its draw of whether it repays in part, equation (205).
    pub in_part: f64,
}

/// How a household leaves its loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    /// It prepays, and keeps its home.
    Prepays,
    /// It moves, and sells.
    Moves,
}

/// Exposure to each way out so far, in units of −ln u.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// To prepayment.
    pub prepayment: f64,
    /// To a move.
    pub moving: f64,
    /// To asking for a new loan.
    pub refinancing: f64,
}

/// How far a household has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeavingState {
    /// Exposure to each way out.
    pub exposure: Exposure,
    /// Fees paid, currency units.
    pub fee: f64,
    /// Principal repaid in part, currency units.
    pub in_part: f64,
    /// How often the loan was replaced.
    pub refinanced: u32,
    /// Month in which it first was.
    pub refinanced_month: Option<u32>,
    /// Cash taken out of new loans, currency units.
    pub cash_out: f64,
}

impl Exposure {
    /// A month at whose end nothing is overdue, with such a ln of debt ÷ value: exposure grows where the loan can be repaid.
    #[inline(always)]
    pub fn add(&mut self, month: &LeavingMonth, log_ltv: i32, thresholds: LeavingThresholds) -> Option<Leaves> {
        if log_ltv <= month.most_log_ltv_to_prepay {
            self.prepayment += month.prepayment_hazard;
            if self.prepayment >= thresholds.prepayment {
                return Some(Leaves::Prepays);
            }
        }
        if log_ltv <= month.most_log_ltv_to_move {
            self.moving += month.moving_hazard;
            if self.moving >= thresholds.moving {
                return Some(Leaves::Moves);
            }
        }
        None
    }
}

/// Step 12b, for a household that may leave.
pub fn leave(
    state: &mut LeavingState,
    household: &mut HouseholdMonth<'_, impl Notes>,
    month: &LeavingMonth,
    thresholds: LeavingThresholds,
    (fee_frac, selling_cost_frac): (f64, f64),
) -> Option<Closing> {
    let log_ltv = household.position.log_debt(household.clock.home.price) - household.clock.home.log_value();
    let leaves = state.exposure.add(month, log_ltv, thresholds)?;
    let (owed, value) = (household.position.claim(), household.clock.value());
    let fee = to_grain(fee_frac * owed);
    state.fee += fee;
    household.post(Flow::PrepaymentFee, fee);
    Some(match leaves {
        Leaves::Prepays => {
            let on_unsecured = household.position.unsecured_debt();
            let on_others = household.repay_others();
            let all = owed + on_unsecured;
            household.receive(all - on_others);
            household.post(Flow::OthersJoined, on_others);
            household.post(Flow::LenderShare, all);
            household.post(Flow::Raised, all + fee);
            household.event(Event::Prepaid);
            household.closing(FinalState::Prepaid, value, value - (all + fee))
        }
        Leaves::Moves => {
            let proceeds = to_grain(value * (1.0 - selling_cost_frac));
            household.post(Flow::Proceeds, proceeds);
            let net = household.settle_sale(proceeds, fee);
            household.event(Event::Moved);
            household.closing(FinalState::Moved, value, net)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Under water nothing is added; above, the first of both thresholds that is reached decides, prepayment before a move.
    #[test]
    fn exposure_grows_where_the_loan_can_be_repaid() {
        let month = LeavingMonth {
            rate_annual: 0.04,
            prepayment_hazard: 0.25,
            most_log_ltv_to_prepay: 0,
            moving_hazard: 0.5,
            most_log_ltv_to_move: -10,
        };
        let thresholds = LeavingThresholds { prepayment: 0.75, moving: 1.0, in_part: 0.5 };
        let mut state = Exposure::default();
        assert_eq!(state.add(&month, 1, thresholds), None);
        assert_eq!((state.prepayment, state.moving), (0.0, 0.0));
        assert_eq!(state.add(&month, 0, thresholds), None);
        assert_eq!((state.prepayment, state.moving), (0.25, 0.0));
        assert_eq!(state.add(&month, -10, thresholds), None);
        let mut other = state;
        assert_eq!(other.add(&month, -10, thresholds), Some(Leaves::Prepays));
        state.prepayment = 0.0;
        assert_eq!(state.add(&month, -10, thresholds), Some(Leaves::Moves));
    }
}
