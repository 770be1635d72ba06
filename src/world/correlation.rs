//! One correlation matrix for price, labour and policy rate innovations.

/// Lower Cholesky factor of the correlation matrix of (price, labour, policy rate).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    factor: [[f64; 3]; 3],
}

impl Correlation {
    /// Factor of [[1, a, b], [a, 1, c], [b, c, 1]] with a = price–labour, b = price–policy rate, c = labour–policy rate.
    ///
    /// `None` when the matrix is not positive definite.
    pub fn new(price_labour: f64, price_policy_rate: f64, labour_policy_rate: f64) -> Option<Self> {
        let second = (1.0 - price_labour) * (1.0 + price_labour);
        if second <= 0.0 {
            return None;
        }
        let second = second.sqrt();
        let across = (labour_policy_rate - price_labour * price_policy_rate) / second;
        let third = 1.0 - price_policy_rate * price_policy_rate - across * across;
        if third <= 0.0 {
            return None;
        }
        let factor = [[1.0, 0.0, 0.0], [price_labour, second, 0.0], [price_policy_rate, across, third.sqrt()]];
        Some(Self { factor })
    }

    /// Labour innovation of a month from the month's independent shocks.
    pub fn labour(&self, price: f64, labour: f64) -> f64 {
        self.factor[1][0] * price + self.factor[1][1] * labour
    }

    /// Policy rate innovation of a month from the month's independent shocks.
    pub fn policy_rate(&self, price: f64, labour: f64, policy_rate: f64) -> f64 {
        self.factor[2][0] * price + self.factor[2][1] * labour + self.factor[2][2] * policy_rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factor_reproduces_the_matrix() {
        let Some(c) = Correlation::new(-0.3, 0.2, -0.5) else { panic!("positive definite") };
        let f = c.factor;
        let dot = |i: usize, j: usize| (0..3).map(|k| f[i][k] * f[j][k]).sum::<f64>();
        for (i, j, expected) in [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0), (0, 1, -0.3), (0, 2, 0.2), (1, 2, -0.5)] {
            assert!((dot(i, j) - expected).abs() < 1e-15, "{i}{j}");
        }
        assert!(Correlation::new(0.9, 0.9, -0.9).is_none());
        assert!(Correlation::new(1.0, 0.0, 0.0).is_none());
    }
}
