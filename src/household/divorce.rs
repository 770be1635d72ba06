//! A couple that parts: one wage leaves, spending and cash are split, home and loan stay with the first earner (METHOD.md §5,
//! step 6, equations (195) and (196)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::{Flow, Notes};

/// A couple that parts: the second earner leaves with its wage and its share of spending and cash; absent: nobody parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Divorce {
    /// Probability that a couple parts in a month, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub probability_monthly: f64,
    /// Share of essential and discretionary spending that stays with the home from that month on, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub spending_kept_frac: f64,
    /// Share of cash that stays with the home, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub cash_kept_frac: f64,
}

impl Divorce {
    /// Step 6, equation (196): in the month in which the couple parts the one who leaves takes its share of cash.
    pub fn divide_cash(&self, household: &mut HouseholdMonth<'_, impl Notes>) {
        let cash = household.position.cash;
        household.post(Flow::Divided, cash - to_grain(self.cash_kept_frac * cash));
    }
}
