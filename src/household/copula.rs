//! Correlated draws: Gaussian copulas of uniforms, equations (51) and (58).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::correlation::Factor;
use crate::random::normal::{cumulative, quantile};

/// Correlations between the normal scores of draws at origination; their matrix must be positive definite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OriginationCorrelation {
    /// Between the draws of price and of income (or price-to-income), -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_income: f64,
    /// Between the draws of price and of cash (months, amount or savings), -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_cash: f64,
    /// Between the draws of income (or price-to-income) and of cash, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub income_cash: f64,
}

impl OriginationCorrelation {
    /// Whether anything is correlated.
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// u of the income and of the cash draw from the uniforms of price, income and cash.
    pub fn joined(&self, price: f64, income: f64, cash: f64) -> (f64, f64) {
        let scores = [quantile(price), quantile(income), quantile(cash)];
        let factor = Factor::new(self.price_income, self.price_cash, self.income_cash);
        // Of a checked config the matrix is positive definite.
        factor.map_or((f64::NAN, f64::NAN), |factor| (uniform(factor.second(scores)), uniform(factor.third(scores))))
    }
}

/// u of the second earner's spell: Φ(ρ·Φ⁻¹(u of the first's) + √(1 − ρ²)·Φ⁻¹(its own)).
pub fn joined(correlation: f64, first: f64, own: f64) -> f64 {
    let own_loading = ((1.0 - correlation) * (1.0 + correlation)).sqrt();
    uniform(correlation * quantile(first) + own_loading * quantile(own))
}

/// Φ of a score, kept inside (0, 1), where inverses live: Φ of a score beyond 8.2 rounds to 1.
fn uniform(score: f64) -> f64 {
    const LARGEST: f64 = 1.0 - f64::EPSILON / 2.0;
    cumulative(score).clamp(f64::MIN_POSITIVE, LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_correlated_changes_nothing() {
        for u in [1e-15, 0.2, 0.7, 1.0 - 1e-15] {
            let (income, cash) = OriginationCorrelation::default().joined(0.4, u, u);
            assert!((income - u).abs() < 1e-15 && (cash - u).abs() < 1e-15);
            assert!((joined(0.0, 0.3, u) - u).abs() < 1e-15);
        }
        assert!(joined(0.9, 1.0 - 1e-16, 1.0 - 1e-16) < 1.0);
    }
}
