//! Correlated draws: Gaussian copulas of uniforms, equations (51) and (58).

use crate::random::normal::{cumulative, quantile};

/// Correlations of the normal scores of price, income and cash draws: the lower Cholesky factor of their matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OriginationCopula {
    price_income: f64,
    income_own: f64,
    price_cash: f64,
    income_cash: f64,
    cash_own: f64,
}

impl OriginationCopula {
    /// `None` where the matrix is not positive definite.
    pub fn new(price_income: f64, price_cash: f64, income_cash: f64) -> Option<Self> {
        let income_variance = (1.0 - price_income) * (1.0 + price_income);
        if income_variance <= 0.0 {
            return None;
        }
        let income_own = income_variance.sqrt();
        let loading = (income_cash - price_income * price_cash) / income_own;
        let cash_variance = 1.0 - price_cash * price_cash - loading * loading;
        if cash_variance <= 0.0 {
            return None;
        }
        Some(Self { price_income, income_own, price_cash, income_cash: loading, cash_own: cash_variance.sqrt() })
    }

    /// u of the income draw, given those of price and income.
    pub fn income(&self, price: f64, income: f64) -> f64 {
        uniform(self.price_income * quantile(price) + self.income_own * quantile(income))
    }

    /// u of the cash draw, given those of price, income (before [`Self::income`]) and cash.
    pub fn cash(&self, price: f64, income: f64, cash: f64) -> f64 {
        let score = self.price_cash * quantile(price) + self.income_cash * quantile(income);
        uniform(score + self.cash_own * quantile(cash))
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
    fn only_positive_definite_matrices() {
        assert!(OriginationCopula::new(0.9, 0.9, -0.9).is_none());
        assert!(OriginationCopula::new(1.0, 0.0, 0.0).is_none());
        assert!(OriginationCopula::new(0.5, 0.5, 0.5).is_some());
    }

    #[test]
    fn nothing_correlated_changes_nothing() {
        let copula = OriginationCopula::new(0.0, 0.0, 0.0).expect("the unit matrix");
        for u in [1e-15, 0.2, 0.7, 1.0 - 1e-15] {
            assert!((copula.income(0.4, u) - u).abs() < 1e-15);
            assert!((copula.cash(0.4, 0.9, u) - u).abs() < 1e-15);
            assert!((joined(0.0, 0.3, u) - u).abs() < 1e-15);
        }
        assert!(joined(0.9, 1.0 - 1e-16, 1.0 - 1e-16) < 1.0);
    }
}
