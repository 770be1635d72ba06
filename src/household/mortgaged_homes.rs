//! Other homes with loans of their own, equations (217) to (219) (METHOD.md §5a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::origination_draws::{Attribute, OriginationDraws};
use crate::loan::instalment::unit_present_value;
use crate::loan::to_grain;
use crate::random::Distribution;
use crate::random::distribution::one;

/// Other homes that are mortgaged, all alike and each with a level loan at a fixed rate; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MortgagedHomes {
    /// How many, 1 to 20.
    #[schemars(extend("minimum" = 1, "maximum" = 20))]
    pub count: u32,
    /// Value of each on the day of purchase, divided by the price of the home, 0 to 10.
    #[serde(default = "one")]
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub value_frac: Distribution,
    /// Balance of each loan on the day of purchase, divided by the value, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub ltv: Distribution,
    /// Rate of each loan per year, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub rate_annual: f64,
    /// Instalments that are left of each loan, 1 to 600.
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub remaining_months: u32,
    /// Rent less all costs but the loan's, per year, divided by the value on the day of purchase, -1 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub rent_yield_annual: f64,
}

/// The mortgaged homes of one household together. Money in currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnedMortgaged {
    /// Value on the day of purchase.
    pub value: f64,
    /// Owed on the day of purchase.
    pub debt: f64,
    /// Interest, a fraction a month.
    pub rate_monthly: f64,
    /// Month of the last instalment.
    pub last_month: u32,
    /// Instalment a month.
    pub instalment: f64,
    /// Rent a month.
    pub rent: f64,
}

impl MortgagedHomes {
    /// Instalments less rent a month where every draw is the median of its distribution.
    pub fn median_outgo(&self, home_price: f64) -> f64 {
        let value = f64::from(self.count) * home_price * self.value_frac.median();
        let unit_instalment = 1.0 / unit_present_value(self.rate_annual / 12.0, self.remaining_months);
        value * (self.ltv.median() * unit_instalment - self.rent_yield_annual / 12.0)
    }

    /// Equation (217).
    pub(super) fn drawn(&self, home_price: f64, draws: &mut OriginationDraws<'_>) -> OwnedMortgaged {
        let each = home_price * draws.draw(&self.value_frac, Attribute::MortgagedValue);
        let value = to_grain(f64::from(self.count) * each);
        let debt = to_grain(value * draws.draw(&self.ltv, Attribute::MortgagedLtv));
        let rate_monthly = self.rate_annual / 12.0;
        OwnedMortgaged {
            value,
            debt,
            rate_monthly,
            last_month: self.remaining_months,
            instalment: to_grain(debt / unit_present_value(rate_monthly, self.remaining_months)),
            rent: to_grain(value * self.rent_yield_annual / 12.0),
        }
    }
}

impl OwnedMortgaged {
    /// Equation (218): what is owed after the instalment of `month`.
    pub fn debt_after(&self, month: u32) -> f64 {
        if month >= self.last_month {
            return 0.0;
        }
        (0..month).fold(self.debt, |debt, _| debt + to_grain(debt * self.rate_monthly) - self.instalment)
    }

    /// Equation (219): what a sale in `month` brings when all loans are paid, at an index and a cost of selling; negative where
    /// they are more than the price.
    pub fn net(&self, month: u32, index: f64, selling_cost_frac: f64) -> f64 {
        to_grain(to_grain(self.value * index) * (1.0 - selling_cost_frac)) - self.debt_after(month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(rate_annual: f64) -> OwnedMortgaged {
        let (debt, rate_monthly) = (1_400_000.0, rate_annual / 12.0);
        let instalment = to_grain(debt / unit_present_value(rate_monthly, 240));
        OwnedMortgaged { value: 2_000_000.0, debt, rate_monthly, last_month: 240, instalment, rent: 0.0 }
    }

    /// The balance of a level loan in closed form, to within what rounding to the grain leaves.
    #[test]
    fn balance_is_that_of_a_level_loan() {
        for rate_annual in [0.0, 0.035] {
            let loan = owned(rate_annual);
            for month in [1_u32, 60, 239] {
                let left = unit_present_value(loan.rate_monthly, 240 - month);
                let exact = loan.debt * left / unit_present_value(loan.rate_monthly, 240);
                assert!((loan.debt_after(month) - exact).abs() < 0.01, "{month}: {}", loan.debt_after(month));
            }
            assert_eq!([loan.debt_after(0), loan.debt_after(240), loan.debt_after(600)], [loan.debt, 0.0, 0.0]);
        }
    }

    #[test]
    fn net_by_hand() {
        let loan = owned(0.0);
        // 2 000 000 at 80%, less 2%, less half of 1 400 000.
        assert!((loan.net(120, 0.8, 0.02) - (1_568_000.0 - 700_000.0)).abs() < 0.01);
        assert!((loan.net(0, 0.6, 0.02) - (1_176_000.0 - 1_400_000.0)).abs() < 0.01);
    }
}
