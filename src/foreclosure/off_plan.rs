//! A home bought off-plan that is never delivered, equations (90) to (93) (METHOD.md §5, steps 3a and 12a): the developer fails, courts cancel both
//! contracts, and the buyer owes the bank nothing (judicial interpretation on sales of commercial housing, art. 20 and 21).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::household::{Closing, HouseholdMonth, Origination};
use crate::loan::to_grain;
use crate::outcome::{Event, FinalState, Flow, Notes};
use crate::random::distribution::zero;
use crate::random::{Distribution, Draws, Purpose, hazard};

/// Slots of the delivery's stream.
mod slot {
    pub const OFF_PLAN: u8 = 0;
    pub const FAILURE: u8 = 1;
    pub const DELIVERY: u8 = 2;
    pub const RESCISSION: u8 = 3;
}

/// Homes bought off-plan, which may never be delivered; off while `off_plan_frac` or `failure_probability_monthly` is 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OffPlan {
    /// Share of homes bought off-plan, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub off_plan_frac: f64,
    /// Month in which such a home is to be delivered, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub delivery_month: Distribution,
    /// Probability a month that its developer fails before delivery, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub failure_probability_monthly: f64,
    /// Months from the failure until both contracts are cancelled, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_rescission: Distribution,
    /// Part of what the buyer paid, own price and instalments, that the developer gives back, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub buyer_recovery_frac: f64,
    /// Part of the remaining principal that the developer pays the bank, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub bank_recovery_frac: f64,
}

impl Default for OffPlan {
    fn default() -> Self {
        Self {
            off_plan_frac: 0.0,
            delivery_month: zero(),
            failure_probability_monthly: 0.0,
            months_to_rescission: zero(),
            buyer_recovery_frac: 0.0,
            bank_recovery_frac: 0.0,
        }
    }
}

/// The failure of a developer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Month in which building stops for good.
    pub month: u32,
    /// Month in which both contracts are cancelled.
    pub rescission: u32,
}

/// What a household knows of its home's delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OffPlanState {
    /// When its developer fails, if it does; `None` until somebody asks, since it is drawn.
    failure: Option<Option<Failure>>,
    /// Month in which the contracts of a home that is not delivered are cancelled, once its developer has failed.
    pub rescission: Option<u32>,
}

impl OffPlanState {
    /// Whether both contracts are cancelled at the end of `month`.
    pub fn is_rescinded(&self, month: u32) -> bool {
        self.rescission.is_some_and(|rescission| month >= rescission)
    }
}

impl OffPlan {
    /// Whether any home can fail to be delivered.
    pub fn is_on(&self) -> bool {
        self.off_plan_frac > 0.0 && self.failure_probability_monthly > 0.0
    }

    /// When the developer of a household's home fails: in the first month in which the hazard so far reaches −ln u, before
    /// the month of delivery. `None` where the home is delivered, or was built when it was bought.
    pub fn failure(&self, draws: Draws<'_>) -> Option<Failure> {
        if !self.is_on() || draws.uniform(Purpose::Delivery, slot::OFF_PLAN, 0) >= self.off_plan_frac {
            return None;
        }
        let threshold = -libm::log(draws.uniform(Purpose::Delivery, slot::FAILURE, 0));
        let month = first_month(threshold, hazard(self.failure_probability_monthly));
        let delivery = draws.months(&self.delivery_month, Purpose::Delivery, slot::DELIVERY, 0);
        let lag = draws.months(&self.months_to_rescission, Purpose::Delivery, slot::RESCISSION, 0);
        (month < f64::from(delivery)).then(|| Failure { month: month as u32, rescission: month as u32 + lag })
    }

    /// Step 3a: the developer fails in its month. Whether it does.
    pub fn failure_step(&self, state: &mut OffPlanState, household: &mut HouseholdMonth<'_, impl Notes>) -> bool {
        if state.rescission.is_some() || !self.is_on() {
            return false;
        }
        let failure = *state.failure.get_or_insert_with(|| self.failure(household.draws));
        let Some(failure) = failure.filter(|failure| failure.month == household.clock.month) else { return false };
        state.rescission = Some(failure.rescission);
        household.event(Event::DeveloperFailed);
        true
    }

    /// Step 12a, equations (91) to (93): the developer owes the buyer what it paid, and the bank the principal; the buyer owes
    /// the bank nothing. `None` while the contracts stand.
    pub fn rescission_step(
        &self,
        state: &OffPlanState,
        household: &mut HouseholdMonth<'_, impl Notes>,
        origination: &Origination,
    ) -> Option<Closing> {
        let month = household.clock.month;
        if !state.is_rescinded(month) {
            return None;
        }
        let position = &*household.position;
        let own_price = origination.home_price - (origination.loan - origination.cover.financed);
        let to_buyer = self.to_buyer(own_price + position.instalments_paid);
        let to_bank = self.to_bank(position.principal_left());
        let forgiven = position.claim() - to_bank;
        household.receive(to_bank);
        household.post(Flow::Proceeds, to_buyer + to_bank);
        household.post(Flow::LenderShare, to_bank);
        household.post(Flow::CashBrought, -to_buyer);
        household.post(Flow::Forgiven, forgiven);
        household.event(Event::Rescinded);
        if forgiven > 0.0 {
            household.position.book.write_off(month);
        }
        Some(household.closing(FinalState::Rescinded, household.clock.value(), to_buyer))
    }

    /// What the buyer gets back of the price paid from its own means and of the instalments.
    pub fn to_buyer(&self, paid: f64) -> f64 {
        to_grain(self.buyer_recovery_frac * paid)
    }

    /// What the bank gets of the principal that is left.
    pub fn to_bank(&self, principal: f64) -> f64 {
        to_grain(self.bank_recovery_frac * principal)
    }
}

/// ⌈threshold ÷ hazard⌉, at least 1.
fn first_month(threshold: f64, hazard: f64) -> f64 {
    let months = libm::ceil(threshold / hazard);
    if months < 1.0 { 1.0 } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Streams, Who};

    #[test]
    fn the_first_month_that_reaches_the_threshold() {
        assert_eq!(first_month(0.1, 0.25), 1.0);
        assert_eq!(first_month(0.5, 0.25), 2.0);
        assert_eq!(first_month(0.51, 0.25), 3.0);
    }

    /// The share that fails is off_plan_frac·(1 − (1 − p)^{D − 1}).
    #[test]
    fn shares() {
        let plan = OffPlan {
            off_plan_frac: 0.8,
            delivery_month: Distribution::Constant(25.0),
            failure_probability_monthly: 0.03,
            months_to_rescission: Distribution::Constant(12.0),
            buyer_recovery_frac: 0.5,
            bank_recovery_frac: 0.3,
        };
        let streams = Streams::new(11);
        let paths = 40_000;
        let mut failed = 0;
        for household in 0..paths {
            if let Some(failure) = plan.failure(Draws::new(&streams, Who { household, world: 0 })) {
                assert!((1..25).contains(&failure.month) && failure.rescission == failure.month + 12);
                failed += 1;
            }
        }
        let expected = 0.8 * (1.0 - 0.97_f64.powi(24));
        let error = (expected * (1.0 - expected) / paths as f64).sqrt();
        assert!((failed as f64 / paths as f64 - expected).abs() < 4.0 * error, "{failed} of {paths}, {expected}");
        assert_eq!(
            OffPlan { off_plan_frac: 0.0, ..plan }.failure(Draws::new(&streams, Who { household: 1, world: 0 })),
            None
        );
    }
}
