//! How readily loans are repaid before their time, equations (200) to (203): by borrowers whom the market offers a lower rate,
//! and by those who move. What becomes of a household that does is `household/leaving.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PartialPrepayment;
use crate::measure::log_units::log_units;

/// Loans repaid before their time: prepaid in full, or with the sale of the home of a household that moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepayment {
    /// Share of the loans that prepay in a year whatever the rates, 0 or more, below 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub base_annual: f64,
    /// Most that a lower market rate adds to it, 0 or more, below 1; both together below 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub span_annual: f64,
    /// How steeply it rises with the contract rate less the market rate less the fee, per unit of the rate, 0 to 10000: at 100 one percentage point more raises the odds e times.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 10_000))]
    pub steepness: f64,
    /// Rate at which others lend, a year, 0 to 1; with `span_annual`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub market_rate_annual: Option<f64>,
    /// Spread over the policy rate at which others lend, a year, -0.2 to 1; instead of `market_rate_annual`. The market rate is never below 0.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.2, "maximum" = 1))]
    pub market_spread_annual: Option<f64>,
    /// Fee of a loan repaid before its time as a share of what is owed, 0 to 0.2.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 0.2))]
    pub fee_frac: f64,
    /// Months from origination in which the fee is asked for, 0 to 600; with `fee_frac`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub fee_months: u32,
    /// Share of the households that move in a year in a flat market and sell, 0 or more, below 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub turnover_annual: f64,
    /// How strongly twelve-month index growth moves the hazard of moving, -20 to 20.
    #[serde(default)]
    #[schemars(extend("minimum" = -20, "maximum" = 20))]
    pub turnover_trend_sensitivity: f64,
    /// Loans repaid in part, from cash; absent: none is.
    #[serde(default)]
    pub partial: Option<PartialPrepayment>,
}

impl Prepayment {
    /// The same of a loan granted so many months before month 0: fewer months have a fee.
    pub fn after(self, months: u32) -> Self {
        Self { fee_months: self.fee_months.saturating_sub(months), ..self }
    }

    /// Whether a loan ever ends by a hazard of prepaying or moving.
    pub fn ends_loans(&self) -> bool {
        self.base_annual > 0.0 || self.span_annual > 0.0 || self.turnover_annual > 0.0
    }

    /// Rate at which others lend in a month, where the policy rate of the month before was so much: never below 0.
    pub fn market_rate(&self, policy_rate_annual: impl FnOnce() -> f64) -> f64 {
        match (self.market_rate_annual, self.market_spread_annual) {
            (Some(rate), _) => rate,
            (None, Some(spread)) => {
                let rate = policy_rate_annual() + spread;
                if rate > 0.0 { rate } else { 0.0 }
            }
            (None, None) => 0.0,
        }
    }

    /// Share of the debt that is asked for as a fee in a month.
    pub fn fee_frac_in(&self, month: u32) -> f64 {
        if month <= self.fee_months { self.fee_frac } else { 0.0 }
    }

    /// Equation (200): share of loans at `rate_annual` that would prepay in a year like this month,
    /// CPR = base + span·logistic(k (r − r_market − fee)).
    pub fn conditional_rate_annual(&self, rate_annual: f64, market_rate_annual: f64, month: u32) -> f64 {
        if self.span_annual == 0.0 {
            return self.base_annual;
        }
        let gain = rate_annual - market_rate_annual - self.fee_frac_in(month);
        self.base_annual + self.span_annual / (1.0 + libm::exp(-self.steepness * gain))
    }

    /// Equation (201): hazard of a month, −ln(1 − SMM) with SMM = 1 − (1 − CPR)^{1/12}, which is −ln(1 − CPR) ÷ 12.
    pub fn hazard(&self, rate_annual: f64, market_rate_annual: f64, month: u32) -> f64 {
        -libm::log1p(-self.conditional_rate_annual(rate_annual, market_rate_annual, month)) / 12.0
    }

    /// Equation (203): hazard of moving in a month, −ln(1 − turnover) ÷ 12·e^{γ·trend}, `trend` the twelve months' log growth
    /// of the index.
    pub fn moving_hazard(&self, trend: f64) -> f64 {
        let flat = -libm::log1p(-self.turnover_annual) / 12.0;
        if self.turnover_trend_sensitivity == 0.0 {
            flat
        } else {
            flat * libm::exp(self.turnover_trend_sensitivity * trend)
        }
    }

    /// ln of the highest debt ÷ value at which a loan can be repaid in a month, in whole units, equation (202): debt and fee are
    /// not more than the value, or than what a sale brings that costs so much of it.
    pub fn most_log_ltv(&self, month: u32, selling_cost_frac: f64) -> i32 {
        log_units((1.0 - selling_cost_frac) / (1.0 + self.fee_frac_in(month)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREPAYMENT: Prepayment = Prepayment {
        base_annual: 0.04,
        span_annual: 0.2,
        steepness: 100.0,
        market_rate_annual: None,
        market_spread_annual: Some(0.01),
        fee_frac: 0.01,
        fee_months: 36,
        turnover_annual: 0.06,
        turnover_trend_sensitivity: 2.0,
        partial: None,
    };

    /// At a gain of 0 half of the span is added, at one of ln 3 ÷ k three quarters; the fee counts to month 36.
    #[test]
    fn by_hand() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} and {b}");
        near(PREPAYMENT.market_rate(|| 0.02), 0.03);
        near(PREPAYMENT.market_rate(|| -0.02), 0.0);
        near(PREPAYMENT.conditional_rate_annual(0.05, 0.04, 36), 0.04 + 0.1);
        near(PREPAYMENT.conditional_rate_annual(0.05 + 0.01 * 3.0_f64.ln(), 0.05, 37), 0.04 + 0.15);
        // Twelve months of the hazard leave 1 − CPR.
        let year = 12.0 * PREPAYMENT.hazard(0.05, 0.04, 36);
        near((-year).exp(), 1.0 - 0.14);
        near((-12.0 * PREPAYMENT.moving_hazard(0.0)).exp(), 0.94);
        near(PREPAYMENT.moving_hazard(0.1) / PREPAYMENT.moving_hazard(0.0), 0.2_f64.exp());
        assert_eq!(PREPAYMENT.most_log_ltv(37, 0.0), 0);
        assert_eq!(PREPAYMENT.most_log_ltv(36, 0.02), log_units(0.98 / 1.01));
    }
}
