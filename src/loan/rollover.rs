//! A loan of interest alone that is granted for short and renewed, equation (232): when it is up for renewal, and on what terms.
//! What the household does is `distress/rollover.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Tightening, to_grain};
use crate::measure::log_units::log_units;

/// Renewal of a loan of interest alone; absent: it runs to its term.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollover {
    /// Months from one renewal to the next, 1 to 599, below the term.
    #[schemars(extend("minimum" = 1, "maximum" = 599))]
    pub every_months: u32,
    /// Probability that the lender renews a loan of which nothing is overdue and that is not above `maximum_ltv`, 0 to 1.
    #[serde(default = "certain")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// Highest debt of the home ÷ value at which the lender renews, above 0, at most 10; of a secured loan; absent: it does not look at the value.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub maximum_ltv: Option<f64>,
    /// What a renewal costs (money bridged from the day the old loan is repaid to that of the new one, fees) as a share of the loan, 0 to 0.2; due with the month's interest.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 0.2))]
    pub bridging_cost_frac: f64,
}

fn certain() -> f64 {
    1.0
}

impl Rollover {
    /// Number of the renewal that `month` brings, from 0.
    pub fn ordinal(&self, month: u32) -> Option<u32> {
        month.is_multiple_of(self.every_months).then(|| month / self.every_months - 1)
    }

    /// The first month after `month` that brings a renewal.
    pub fn next_after(&self, month: u32) -> u32 {
        (month / self.every_months + 1) * self.every_months
    }

    /// Whether the lender renews at such a log of debt ÷ value, in whole units.
    pub fn allows(&self, log_ltv: i32, tightening: &Tightening) -> bool {
        self.maximum_ltv.is_none_or(|maximum| tightening.against_caps(log_ltv) <= log_units(maximum))
    }

    /// What a renewal costs.
    pub fn cost(&self, balance: f64) -> f64 {
        to_grain(self.bridging_cost_frac * balance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let terms = Rollover { every_months: 12, probability: 0.9, maximum_ltv: Some(0.7), bridging_cost_frac: 0.01 };
        assert_eq!([11, 12, 24, 25].map(|month| terms.ordinal(month)), [None, Some(0), Some(1), None]);
        assert_eq!([0, 11, 12, 13].map(|month| terms.next_after(month)), [12, 12, 24, 24]);
        let edge = log_units(0.7);
        assert_eq!([edge, edge + 1].map(|log_ltv| terms.allows(log_ltv, &Tightening::NONE)), [true, false]);
        assert!(Rollover { maximum_ltv: None, ..terms }.allows(i32::MAX, &Tightening::NONE));
        assert!(!terms.allows(edge, &Tightening::of(-0.01)));
        assert_eq!(terms.cost(1_234_567.0), to_grain(12_345.67));
    }
}
