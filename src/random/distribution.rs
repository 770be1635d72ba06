//! The laws a config can name, sampled by inversion where the inverse is cheap.

use std::sync::Arc;

use rand_distr::Distribution as _;

use super::generator::PhiloxGenerator;
use super::normal::quantile;
use super::philox::Words;
use super::truncated_normal::TruncatedNormal;
use super::uniform::Uniforms;

/// A law with checked parameters. `sample` turns the words of one call into one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same value.
    Constant(f64),
    /// Uniform on [min, max].
    Uniform {
        /// Lower end.
        min: f64,
        /// Upper end.
        max: f64,
    },
    /// median·e^{σZ}.
    Lognormal {
        /// Median, positive.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Triangular on [min, max] with its peak at `mode`.
    Triangular {
        /// Lower end.
        min: f64,
        /// Peak.
        mode: f64,
        /// Upper end.
        max: f64,
    },
    /// Normal, truncated to [min, max].
    Normal {
        /// Mean before truncation.
        mean: f64,
        /// Standard deviation before truncation.
        sd: f64,
        /// Lower end.
        min: f64,
        /// Upper end.
        max: f64,
    },
    /// Each of the values with the same probability; all cells hold them once.
    Empirical(Arc<[f64]>),
    /// The values with probabilities in proportion to the weights.
    Discrete {
        /// Values.
        values: Vec<f64>,
        /// Cumulative weights, the last one the total.
        cumulative_weights: Vec<f64>,
    },
    /// Beta(α, β) stretched to [min, max]; no cheap inverse, drawn by `rand_distr`.
    Beta {
        /// Law on (0, 1).
        law: rand_distr::Beta<f64>,
        /// α.
        alpha: f64,
        /// β.
        beta: f64,
        /// Lower end.
        min: f64,
        /// Upper end.
        max: f64,
    },
}

impl Distribution {
    /// One value from the words of one call.
    pub fn sample(&self, words: Words) -> f64 {
        self.sample_at(Uniforms::from_words(words).first, words)
    }

    /// The value at u in (0, 1) of the law's inverse; `words` serve the one law that has none.
    pub fn sample_at(&self, u: f64, words: Words) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform { min, max } => min + (max - min) * u,
            Self::Lognormal { median, sigma } => median * libm::exp(sigma * quantile(u)),
            Self::Triangular { min, mode, max } => {
                let (width, left, right) = (max - min, mode - min, max - mode);
                if width <= 0.0 {
                    *min
                } else if u * width < left {
                    min + (u * width * left).sqrt()
                } else {
                    max - ((1.0 - u) * width * right).sqrt()
                }
            }
            Self::Normal { mean, sd, min, max } => {
                if *sd <= 0.0 {
                    return *mean;
                }
                let value = TruncatedNormal::new(*mean, *sd, *min, *max).at(u);
                // Rounding at the very ends must not leave the interval the user gave.
                if value < *min {
                    *min
                } else if value > *max {
                    *max
                } else {
                    value
                }
            }
            Self::Empirical(values) => {
                let last = values.len() - 1;
                let at = (u * values.len() as f64) as usize;
                values[if at < last { at } else { last }]
            }
            Self::Discrete { values, cumulative_weights } => {
                let last = values.len() - 1;
                let target = u * cumulative_weights[last];
                let at = cumulative_weights.partition_point(|weight| *weight <= target);
                values[if at < last { at } else { last }]
            }
            Self::Beta { law, min, max, .. } => min + (max - min) * law.sample(&mut PhiloxGenerator::new(words)),
        }
    }

    /// The value that a share `p`, in (0, 1), of all draws stays under; of a beta law, which has no cheap inverse, the end of
    /// its interval on that side of the middle.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Beta { min, max, .. } => {
                if p < 0.5 {
                    *min
                } else {
                    *max
                }
            }
            Self::Empirical(values) => {
                let mut sorted = values.to_vec();
                sorted.sort_by(f64::total_cmp);
                Self::Empirical(sorted.into()).sample_at(p, [0; 4])
            }
            Self::Discrete { values, cumulative_weights } => {
                let mut before = 0.0;
                let mut weighted: Vec<(f64, f64)> = values
                    .iter()
                    .zip(cumulative_weights)
                    .map(|(value, upto)| (*value, upto - std::mem::replace(&mut before, *upto)))
                    .collect();
                weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut left = p * before;
                let reached = weighted.iter().find(|(_, weight)| {
                    left -= weight;
                    left < 0.0
                });
                reached.or(weighted.last()).map_or(f64::NAN, |(value, _)| *value)
            }
            _ => self.sample_at(p, [0; 4]),
        }
    }

    /// Expected value.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform { min, max } => 0.5 * (min + max),
            Self::Lognormal { median, sigma } => median * libm::exp(0.5 * sigma * sigma),
            Self::Triangular { min, mode, max } => (min + mode + max) / 3.0,
            Self::Normal { mean, sd, min, max } => {
                if *sd <= 0.0 {
                    return *mean;
                }
                TruncatedNormal::new(*mean, *sd, *min, *max).expected()
            }
            Self::Empirical(values) => values.iter().sum::<f64>() / values.len() as f64,
            Self::Discrete { values, cumulative_weights } => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (value, upto) in values.iter().zip(cumulative_weights) {
                    sum += value * (upto - before);
                    before = *upto;
                }
                sum / before
            }
            Self::Beta { alpha, beta, min, max, .. } => min + (max - min) * alpha / (alpha + beta),
        }
    }

    /// The value that half of all draws stay under; of a beta law, which has no inverse here, the mean.
    pub fn median(&self) -> f64 {
        if let Self::Beta { .. } = self { self.mean() } else { self.quantile(0.5) }
    }

    /// The value, where it is always the same.
    pub fn constant(&self) -> Option<f64> {
        if let Self::Constant(value) = self { Some(*value) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values listed or read in any order are put in order first.
    #[test]
    fn quantiles_of_unordered_values() {
        let empirical = Distribution::Empirical([9.0, 1.0, 5.0, 3.0, 7.0].into());
        assert_eq!([0.1, 0.5, 0.9].map(|p| empirical.quantile(p)), [1.0, 5.0, 9.0]);
        // 8 with weight 1, 2 with 3, 4 with 0: three quarters of all draws are 2.
        let discrete = Distribution::Discrete { values: vec![8.0, 2.0, 4.0], cumulative_weights: vec![1.0, 4.0, 4.0] };
        assert_eq!([0.01, 0.5, 0.74, 0.76, 0.999].map(|p| discrete.quantile(p)), [2.0, 2.0, 2.0, 8.0, 8.0]);
        assert_eq!((empirical.median(), discrete.median()), (5.0, 2.0));
        let wide = Distribution::Lognormal { median: 3.0, sigma: 0.5 };
        assert!((wide.quantile(0.975) - 3.0 * libm::exp(0.5 * 1.959_963_984_540_054)).abs() < 1e-9);
        assert_eq!(wide.median(), 3.0);
    }
}
