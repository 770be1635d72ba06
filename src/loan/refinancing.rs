//! Loans replaced by others, equations (211) to (213): at what rate, up to what debt, at what cost. What the household does is
//! `household/refinancing.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Another lender, or the same, replaces the loan of a household that pays at the market's rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refinancing {
    /// Share of the households that would gain, and whose debt the market lends on, that ask for a new loan in a month, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub probability_monthly: f64,
    /// Least gain for which anybody asks: contract rate less the market's, a year, 0 to 1.
    #[serde(default = "half_a_point")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub minimum_gain_annual: f64,
    /// Spread over the policy rate at which new loans are granted, from each of these months on; the first is month 0.
    #[schemars(extend("minItems" = 1))]
    pub market_spread_annual: Vec<SpreadFrom>,
    /// Largest new loan ÷ value of the month, above 0, at most 10: 1.4 is a loan of 140% of the home.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub maximum_ltv: f64,
    /// Largest share of the month's income for the new instalment and other debts, above 0, at most 10.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub maximum_dsti: f64,
    /// Cost as a share of the new loan, paid from cash, 0 to 0.2; the fee of `prepayment.fee_frac` on the old one comes on top.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 0.2))]
    pub cost_frac: f64,
    /// Cash-out: debt ÷ value up to which the new loan is raised where it is less, above 0, at most 10, not above `maximum_ltv`; absent: none.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    pub cash_out_ltv: Option<f64>,
    /// How often a household refinances at most, 1 to 20.
    #[serde(default = "once")]
    #[schemars(extend("minimum" = 1, "maximum" = 20))]
    pub maximum_times: u32,
}

/// A spread from a month on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpreadFrom {
    /// The first month with it, 0 to 1200.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Spread over the policy rate a year, -0.2 to 1.
    #[schemars(extend("minimum" = -0.2, "maximum" = 1))]
    pub spread_annual: f64,
}

fn half_a_point() -> f64 {
    0.005
}

fn once() -> u32 {
    1
}

/// What a gain may be less than asked for and still be it: rates are sums.
const GAIN_ROUNDED: f64 = 1e-9;

impl Refinancing {
    /// Spread over the policy rate of loans that are granted in a month.
    pub fn spread_in(&self, month: u32) -> f64 {
        let after = self.market_spread_annual.partition_point(|knot| knot.month <= month);
        self.market_spread_annual[after.saturating_sub(1)].spread_annual
    }

    /// Equation (212): hazard of asking in a month in which one would gain.
    pub fn hazard(&self) -> f64 {
        -libm::log1p(-self.probability_monthly)
    }

    /// Whether a new rate is so much lower that anybody asks for it.
    pub fn gains(&self, rate_annual: f64, new_rate_annual: f64) -> bool {
        rate_annual - new_rate_annual >= self.minimum_gain_annual - GAIN_ROUNDED
    }
}

/// What a loan runs on that replaced another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewRate {
    /// Month whose policy rate its rate was made of.
    pub reference_month: u32,
    /// Spread over the policy rate, a year.
    pub spread_annual: f64,
}
