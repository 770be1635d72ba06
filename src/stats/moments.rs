//! Mean and variance in two exact passes.

/// Mean and sample variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Values that went in, at least one.
    pub count: usize,
    /// m = Σx ÷ n.
    pub mean: f64,
    /// s² = Σ(x − m)² ÷ (n − 1); `None` for a single value.
    pub variance: Option<f64>,
}

impl Moments {
    /// Mean and variance of values in the order given; `None` without values.
    ///
    /// Two passes: the mean first, then the squares about it, so that a large mean does not cancel a small spread.
    ///
    /// ```
    /// # use underwater::stats::moments::Moments;
    /// let moments = Moments::of(&[1.0, 2.0, 6.0]).unwrap();
    /// assert_eq!((moments.mean, moments.variance), (3.0, Some(7.0)));
    /// ```
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let count = values.len();
        let mean = values.iter().sum::<f64>() / count as f64;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let variance = (count > 1).then(|| squares / (count - 1) as f64);
        Some(Self { count, mean, variance })
    }

    /// Standard deviation, s.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance.map(f64::sqrt)
    }

    /// Standard error of the mean of independent values, s ÷ √n.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance.map(|variance| (variance / self.count as f64).sqrt())
    }
}
