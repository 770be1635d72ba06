//! A lender sells what is left of its claim, equation (170). On the mainland it may not: the pilot under which banks transfer
//! non-performing loans of persons one by one or in lots covers unsecured loans, not mortgages (assumption), so that a study that
//! sells claims there is counterfactual.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::household::Position;
use crate::loan::to_grain;
use crate::outcome::{Event, Flow, Notes};

/// The lender sells what is left of a claim; the household owes it to the buyer on the same terms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimSale {
    /// Months from settlement to the sale, 0 to 600; not beyond the collection.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub months: u32,
    /// Price ÷ what is owed then, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub price_frac: f64,
}

impl ClaimSale {
    /// Price of a claim of so much, currency units.
    pub fn price(&self, owed: f64) -> f64 {
        to_grain(self.price_frac * owed)
    }

    /// At the end of `month`, after what was taken of the household in it: the claim is sold if it was settled so many months
    /// before and anything is owed.
    pub fn step(&self, position: &mut Position, settlement: u32, month: u32, owed: f64, notes: &mut impl Notes) {
        if month != settlement + self.months || owed <= 0.0 {
            return;
        }
        let price = self.price(owed);
        notes.flow(Flow::ClaimSold, price);
        notes.event(Event::ClaimSold);
        let passed_on = position.sell_claims(month, price);
        notes.flow(Flow::PassedOn, passed_on);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let sale = ClaimSale { months: 12, price_frac: 0.05 };
        assert_eq!(sale.price(800_000.0), 40_000.0);
    }
}
