//! A home bought off-plan that is never delivered, equations (90) to (93): the developer fails, courts cancel both
//! contracts, and the buyer owes the bank nothing (judicial interpretation on sales of commercial housing, art. 20 and 21).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::distribution::zero;
use crate::random::{Distribution, Purpose, Streams, Who, hazard, whole_months};

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

impl OffPlan {
    /// Whether any home can fail to be delivered.
    pub fn is_on(&self) -> bool {
        self.off_plan_frac > 0.0 && self.failure_probability_monthly > 0.0
    }

    /// When the developer of a household's home fails: in the first month in which the hazard so far reaches −ln u, before
    /// the month of delivery. `None` where the home is delivered, or was built when it was bought.
    pub fn failure(&self, streams: &Streams, who: Who) -> Option<Failure> {
        let u = |slot| streams.uniforms(who, Purpose::Delivery, slot, 0).first;
        if !self.is_on() || u(slot::OFF_PLAN) >= self.off_plan_frac {
            return None;
        }
        let drawn = |distribution: &Distribution, slot| match distribution.constant() {
            Some(value) => value,
            None => distribution.sample(streams.words(who, Purpose::Delivery, slot, 0)),
        };
        let month = first_month(-libm::log(u(slot::FAILURE)), hazard(self.failure_probability_monthly));
        let delivery = whole_months(drawn(&self.delivery_month, slot::DELIVERY));
        let lag = whole_months(drawn(&self.months_to_rescission, slot::RESCISSION));
        (month < f64::from(delivery)).then(|| Failure { month: month as u32, rescission: month as u32 + lag })
    }

    /// What the buyer gets back of the price paid from its own means and of the instalments.
    pub fn to_buyer(&self, paid: f64) -> f64 {
        self.buyer_recovery_frac * paid
    }

    /// What the bank gets of the principal that is left.
    pub fn to_bank(&self, principal: f64) -> f64 {
        self.bank_recovery_frac * principal
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
            if let Some(failure) = plan.failure(&streams, Who { household, world: 0 }) {
                assert!((1..25).contains(&failure.month) && failure.rescission == failure.month + 12);
                failed += 1;
            }
        }
        let expected = 0.8 * (1.0 - 0.97_f64.powi(24));
        let error = (expected * (1.0 - expected) / paths as f64).sqrt();
        assert!((failed as f64 / paths as f64 - expected).abs() < 4.0 * error, "{failed} of {paths}, {expected}");
        assert_eq!(OffPlan { off_plan_frac: 0.0, ..plan }.failure(&streams, Who { household: 1, world: 0 }), None);
    }
}
