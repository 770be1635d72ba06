//! Relief agreed with the lender, equation (80): arrears are added to the balance, the next months may be free, the term
//! may be longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Relief agreed with the lender; off while `probability` or `max_times` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Forbearance {
    /// Probability that a request is granted, 0 to 1; a household in arrears asks once until it has caught up.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// How often it is granted to a household at most, 0 to 20.
    #[schemars(extend("minimum" = 0, "maximum" = 20))]
    pub max_times: u32,
    /// Months in which nothing falls due, their interest added to the balance, 0 to 60.
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub holiday_months: u32,
    /// Months added to the term each time, 0 to 360.
    #[schemars(extend("minimum" = 0, "maximum" = 360))]
    pub extension_months: u32,
}

impl Forbearance {
    /// Whether anybody asks for it.
    pub fn is_on(&self) -> bool {
        self.probability > 0.0 && self.max_times > 0
    }

    /// Last month without an instalment, of a request granted in `month`: before the last month of the loan, in which
    /// the balance falls due. `month` itself where there is no holiday.
    pub fn last_free_month(&self, month: u32, last_month_of_loan: u32) -> u32 {
        let last = month + self.holiday_months;
        if last < last_month_of_loan { last } else { last_month_of_loan - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holiday_ends_before_the_loan() {
        let relief = Forbearance { probability: 1.0, max_times: 1, holiday_months: 6, extension_months: 0 };
        assert_eq!(relief.last_free_month(10, 360), 16);
        assert_eq!(relief.last_free_month(357, 360), 359);
        assert_eq!(Forbearance { holiday_months: 0, ..relief }.last_free_month(10, 360), 10);
    }
}
