//! Illness: extra spending for some months, and an earner who brings less home, equation (56).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::Distribution;

/// Illness: extra spending for some months, and less pay if so configured; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Illness {
    /// Probability of falling ill in a month, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub probability_monthly: f64,
    /// Months an illness lasts, rounded, at least 1, at most 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub duration_months: Distribution,
    /// Extra spending in each of its months as a share of income at origination, 0 to 100.
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub extra_spending_frac: Distribution,
    /// Share of the first earner's pay lost while it lasts, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub income_loss_frac: f64,
}

/// Months until a clock of constant hazard rings: the first k ≥ 1 with k·hazard ≥ `length`, length = −ln u. Later than any
/// study where the hazard is 0.
pub fn months_until(hazard: f64, length: f64) -> u32 {
    let months = (length / hazard).ceil();
    // A float cast saturates, and a quarter of the range leaves room to add months.
    if months > 1.0 { (months as u32).min(u32::MAX / 4) } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_ring_in_the_first_month_that_suffices() {
        assert_eq!(months_until(0.5, 0.2), 1);
        assert_eq!(months_until(0.5, 0.5), 1);
        assert_eq!(months_until(0.5, 0.6), 2);
        assert_eq!(months_until(0.0, 0.6), u32::MAX / 4);
        assert_eq!(months_until(1.0, 0.0), 1);
    }
}
