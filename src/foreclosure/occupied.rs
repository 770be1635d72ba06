//! Homes that are still lived in when they are auctioned, equation (87) (METHOD.md §5, step 13).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Law;
use crate::household::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::Notes;
use crate::random::Purpose;

/// What an occupied home is worth to a bidder; off while `price_loss_frac` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Occupied {
    /// Share of the value an occupied home loses, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub price_loss_frac: f64,
    /// Probability that the home has been vacated by the judgment, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub vacated_probability: f64,
}

impl Occupied {
    /// Whether it makes a difference.
    pub fn is_on(&self) -> bool {
        self.price_loss_frac > 0.0
    }

    /// What the market gives for a home of `value`; `u` in (0, 1).
    pub fn market(&self, value: f64, u: f64) -> f64 {
        if u < self.vacated_probability { value } else { to_grain(value * (1.0 - self.price_loss_frac)) }
    }
}

impl Law<'_> {
    /// What the home is worth to a bidder, and to the court's appraiser, equations (87) and (108).
    pub(super) fn market_value(&self, household: &HouseholdMonth<'_, impl Notes>, ordinal: u16) -> f64 {
        let (value, occupied) = (household.clock.value(), self.foreclosure.occupied);
        if !occupied.is_on() || !self.auction_losses {
            return value;
        }
        occupied.market(value, household.draws.uniform(Purpose::Occupation, 0, ordinal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_points() {
        let rule = Occupied { price_loss_frac: 0.2, vacated_probability: 0.3 };
        assert_eq!((rule.market(100.0, 0.29), rule.market(100.0, 0.31)), (100.0, 80.0));
    }
}
