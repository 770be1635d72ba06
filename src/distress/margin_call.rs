//! The lender's margin call, equations (81) and (82), and its call for old arrears (METHOD.md §5, steps 5a and 11a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::household::{HouseholdMonth, Origination};
use crate::loan::to_grain;
use crate::measure::log_units::log_units;
use crate::outcome::{Event, Flow, Notes};

/// The lender's margin call; off while neither `trigger_ltv` nor `call_dpd` is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MarginCall {
    /// Current debt over value above which the gap is called, above 0, at most 10; absent: negative equity never calls.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub trigger_ltv: Option<f64>,
    /// Debt over value to be back at, 0 to 10, never above the trigger; absent: that of origination.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub target_ltv: Option<f64>,
    /// Months from the call to its deadline, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub deadline_months: u32,
    /// Days past due at which a loan in default is called, a multiple of 30, 30 to 720, not below `default_dpd`; absent:
    /// suit is left to `months_to_suit`.
    #[schemars(extend("minimum" = 30, "maximum" = 720, "multipleOf" = 30))]
    pub call_dpd: Option<u32>,
}

/// Whether debt ÷ value passes the trigger, all as logs in whole units.
#[inline(always)]
pub fn is_called(log_debt: i32, log_value: i32, log_trigger_ltv: i32) -> bool {
    log_debt - log_value > log_trigger_ltv
}

impl MarginCall {
    /// Debt ÷ value at which a call is met: the target, never above the trigger, so that a call that was met is over.
    pub fn target(&self, ltv_origination: f64) -> f64 {
        let target = self.target_ltv.unwrap_or(ltv_origination);
        match self.trigger_ltv {
            Some(trigger) if trigger < target => trigger,
            _ => target,
        }
    }

    /// Money that brings the debt down to the target, at most the balance not yet due: it is paid on principal.
    pub fn top_up(&self, debt: f64, value: f64, ltv_origination: f64, balance: f64) -> f64 {
        let gap = debt - to_grain(self.target(ltv_origination) * value);
        if gap <= 0.0 {
            0.0
        } else if gap < balance {
            gap
        } else {
            balance
        }
    }

    /// Latest month of suit of a loan in default that is `days_past_due` days past due at the end of `month`.
    pub fn suit_at_the_latest(&self, month: u32, days_past_due: u32) -> Option<u32> {
        let called = self.call_dpd.is_some_and(|call_dpd| days_past_due >= call_dpd);
        called.then(|| month + if self.deadline_months > 1 { self.deadline_months } else { 1 })
    }
}

/// An open call of the lender.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MarginCallState {
    /// Deadline of a call that is not met.
    pub deadline: Option<u32>,
    /// Principal paid on calls so far, currency units.
    pub paid: f64,
}

impl MarginCallState {
    /// Whether a call is past its deadline in `month`.
    pub fn is_overdue(&self, month: u32) -> bool {
        self.deadline.is_some_and(|deadline| month >= deadline)
    }

    /// Cash of this amount, currency units, becomes principal repaid, and the call is over.
    pub fn pay(&mut self, household: &mut HouseholdMonth<'_, impl Notes>, amount: f64) {
        household.post(Flow::MarginPaid, amount);
        household.position.contract.leave_schedule();
        household.position.instalments_paid += amount;
        self.deadline = None;
        self.paid += amount;
        household.event(Event::MarginMet);
    }
}

/// Who is called, and who answers.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whether the lender may call: no default is open, and the home is to be delivered.
    pub may_be_called: bool,
    /// Whether the household would pay: it does not walk, and the balance is not accelerated.
    pub answers: bool,
}

impl MarginCall {
    /// Step 5a, equations (81) and (82): the lender calls; at its deadline, and after it until suit, a call is met as soon as
    /// cash allows.
    pub fn step(
        &self,
        state: &mut MarginCallState,
        household: &mut HouseholdMonth<'_, impl Notes>,
        origination: &Origination,
        standing: Standing,
    ) {
        let Some(trigger_ltv) = self.trigger_ltv else { return };
        let month = household.clock.month;
        let debt = household.position.debt();
        if state.deadline.is_none() {
            let may_call = standing.may_be_called && month < household.last_month_of_loan();
            let log_debt = household.position.log_debt(household.clock.home.price);
            let passes = |log_value| is_called(log_debt, log_value, log_units(trigger_ltv));
            if !may_call || !passes(household.clock.home.log_value()) {
                return;
            }
            state.deadline = Some(month + self.deadline_months);
            let gap = self.gap(household, origination, debt);
            household.notes.tell(|record| record.margin_gap = gap);
            household.event(Event::MarginCalled);
        }
        if !state.is_overdue(month) || !standing.answers {
            return;
        }
        let gap = self.gap(household, origination, debt);
        household.notes.tell(|record| record.margin_gap = gap);
        if gap <= 0.0 {
            state.deadline = None;
            household.event(Event::MarginLapsed);
        } else if household.position.cash_above_minimum() >= gap {
            state.pay(household, gap);
            household.set_instalment(month);
            household.receive(gap);
        } else {
            household.event(Event::MarginUnmet);
        }
    }

    /// What a reinstatement has to pay beside everything overdue: the gap of an overdue call, once nothing is overdue.
    pub fn overdue_top_up(
        &self,
        state: &MarginCallState,
        household: &HouseholdMonth<'_, impl Notes>,
        origination: &Origination,
    ) -> f64 {
        let is_overdue = state.is_overdue(household.clock.month);
        if !is_overdue {
            return 0.0;
        }
        let position = &*household.position;
        let balances = position.secured_others().map(|loan| loan.contract.balance);
        self.gap(household, origination, position.contract.balance + balances.sum::<f64>())
    }

    /// What brings `debt` down to the target.
    fn gap(&self, household: &HouseholdMonth<'_, impl Notes>, origination: &Origination, debt: f64) -> f64 {
        let ltv_origination = (origination.loan + origination.secured_beside) / origination.home_price;
        self.top_up(debt, household.clock.value(), ltv_origination, household.position.contract.balance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A home of 1.5 million with a loan of 1.05 million: at 1.0 million the gap to 70% is 0.35 million, and three months
    /// later, at 0.7 million, another 0.21 million.
    #[test]
    fn the_ladder() {
        let call = MarginCall { trigger_ltv: Some(0.9), ..MarginCall::default() };
        let ltv = 1.05 / 1.5;
        let first = call.top_up(1.05e6, 1e6, ltv, 1.05e6);
        assert!((first - 0.35e6).abs() < 1e-6, "{first}");
        let second = call.top_up(1.05e6 - first, 0.7e6, ltv, 1.05e6 - first);
        assert!((second - 0.21e6).abs() < 1e-6, "{second}");
        assert_eq!(call.top_up(0.5e6, 1e6, ltv, 0.5e6), 0.0);
        assert_eq!(call.top_up(1.4e6, 1e6, ltv, 0.6e6), 0.6e6);
        assert_eq!(MarginCall { target_ltv: Some(0.95), ..call }.target(ltv), 0.9);
    }

    #[test]
    fn arrears_call() {
        let call = MarginCall { call_dpd: Some(180), deadline_months: 2, ..MarginCall::default() };
        assert_eq!(call.suit_at_the_latest(10, 150), None);
        assert_eq!(call.suit_at_the_latest(10, 180), Some(12));
        assert_eq!(MarginCall { deadline_months: 0, ..call }.suit_at_the_latest(10, 210), Some(11));
    }
}
