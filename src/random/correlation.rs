//! Correlated normal scores: the one place where a matrix of correlations is factored, or is none.

/// Determinant below which a matrix of correlations counts as singular.
const SINGULAR: f64 = 1e-12;

/// Lower Cholesky factor of the correlation matrix of three scores, the first row being (1, 0, 0).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    second: [f64; 2],
    third: [f64; 3],
}

/// Of scores that are independent.
impl Default for Factor {
    fn default() -> Self {
        Self { second: [0.0, 1.0], third: [0.0, 0.0, 1.0] }
    }
}

impl Factor {
    /// Factor of [[1, a, b], [a, 1, c], [b, c, 1]] with a = `first_second`, b = `first_third`, c = `second_third`; `None`
    /// where the matrix is not positive definite.
    pub fn new(first_second: f64, first_third: f64, second_third: f64) -> Option<Self> {
        let (a, b, c) = (first_second, first_third, second_third);
        let determinant = 1.0 + 2.0 * a * b * c - a * a - b * b - c * c;
        // With all correlations inside (−1, 1) the determinant decides; what is not a number passes neither test.
        let is_inside = a.abs() < 1.0 && b.abs() < 1.0 && c.abs() < 1.0;
        if !is_inside || determinant <= SINGULAR || determinant.is_nan() {
            return None;
        }
        let own = ((1.0 - a) * (1.0 + a)).sqrt();
        let across = (c - a * b) / own;
        let rest = (1.0 - b * b - across * across).sqrt();
        Some(Self { second: [a, own], third: [b, across, rest] })
    }

    /// The second score, from independent ones.
    pub fn second(&self, [first, second, _]: [f64; 3]) -> f64 {
        self.second[0] * first + self.second[1] * second
    }

    /// The third score, from independent ones.
    pub fn third(&self, [first, second, third]: [f64; 3]) -> f64 {
        self.third[0] * first + self.third[1] * second + self.third[2] * third
    }
}

/// Lower Cholesky factor of a symmetric matrix whose rows are given up to the diagonal.
///
/// # Errors
/// The first row with which it is not positive definite.
pub fn lower_factor(rows: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, usize> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut line: Vec<f64> = Vec::with_capacity(at + 1);
        for (column, value) in row.iter().enumerate() {
            let other = factor.get(column).unwrap_or(&line);
            let rest = line.iter().zip(other).fold(*value, |rest, (a, b)| rest - a * b);
            if column == at {
                if rest <= SINGULAR || rest.is_nan() {
                    return Err(at);
                }
                line.push(rest.sqrt());
            } else {
                line.push(rest / other[column]);
            }
        }
        factor.push(line);
    }
    Ok(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factor_reproduces_the_matrix() {
        let Some(Factor { second, third }) = Factor::new(-0.3, 0.2, -0.5) else { panic!("positive definite") };
        let rows = [[1.0, 0.0, 0.0], [second[0], second[1], 0.0], third];
        let dot = |i: usize, j: usize| (0..3).map(|k| rows[i][k] * rows[j][k]).sum::<f64>();
        for (i, j, expected) in [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0), (0, 1, -0.3), (0, 2, 0.2), (1, 2, -0.5)] {
            assert!((dot(i, j) - expected).abs() < 1e-15, "{i}{j}");
        }
    }

    #[test]
    fn larger_factors_reproduce_the_matrix_too() {
        let rows = vec![vec![1.0], vec![0.5, 1.0], vec![-0.2, 0.3, 0.9], vec![0.1, 0.6, 0.25, 1.0]];
        let factor = lower_factor(&rows).expect("positive definite");
        for (i, row) in rows.iter().enumerate() {
            for (j, expected) in row.iter().enumerate() {
                let found: f64 = factor[i].iter().zip(&factor[j]).map(|(a, b)| a * b).sum();
                assert!((found - expected).abs() < 1e-15, "{i}{j}: {found}");
            }
        }
        assert_eq!(lower_factor(&[vec![1.0], vec![1.0, 1.0]]), Err(1));
        assert_eq!(lower_factor(&[vec![1.0], vec![0.9, 1.0], vec![0.9, -0.9, 1.0]]), Err(2));
        assert_eq!(lower_factor(&[vec![f64::NAN]]), Err(0));
    }

    #[test]
    fn only_positive_definite_matrices() {
        assert!(Factor::new(0.5, 0.5, 0.5).is_some());
        for (a, b, c) in [(0.9, 0.9, -0.9), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.6, 0.8, 0.0), (f64::NAN, 0.0, 0.0)] {
            assert!(Factor::new(a, b, c).is_none(), "{a} {b} {c}");
        }
    }
}
