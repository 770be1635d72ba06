//! The normal distribution between two ends.
//!
//! Far above the mean, and between ends close together, Φ(b) − Φ(a) keeps no digit. What lies above the mean is therefore
//! read from the mirrored tail, and ends close together bound a uniform distribution.

use super::normal::{cumulative, quantile};

/// Ends nearer to each other than this many standard deviations bound a uniform distribution: what that leaves out,
/// and what rounding takes where it is not done, are both about a millionth of their distance.
const NARROW: f64 = 1e-5;

/// A normal distribution, sd above 0, truncated to [min, max].
#[derive(Clone, Copy, Debug)]
pub(super) struct TruncatedNormal {
    mean: f64,
    sd: f64,
    /// Standardised ends, mirrored where all lies above the mean: `low` is 0 or less.
    low: f64,
    high: f64,
    /// −1 where mirrored.
    sign: f64,
}

impl TruncatedNormal {
    pub fn new(mean: f64, sd: f64, min: f64, max: f64) -> Self {
        let (low, high) = ((min - mean) / sd, (max - mean) / sd);
        if low > 0.0 {
            Self { mean, sd, low: -high, high: -low, sign: -1.0 }
        } else {
            Self { mean, sd, low, high, sign: 1.0 }
        }
    }

    /// The value below which the share u in (0, 1) lies: mean + sd·Φ⁻¹(Φ(a) + u(Φ(b) − Φ(a))).
    pub fn at(&self, u: f64) -> f64 {
        let (low, high) = (self.low, self.high);
        let between = |least: f64, most: f64| {
            if self.sign < 0.0 { most - u * (most - least) } else { least + u * (most - least) }
        };
        let score =
            if high - low < NARROW { between(low, high) } else { quantile(between(cumulative(low), cumulative(high))) };
        self.mean + self.sd * (self.sign * score)
    }

    /// Expected value: mean + sd·(φ(a) − φ(b))/(Φ(b) − Φ(a)).
    pub fn expected(&self) -> f64 {
        let (low, high) = (self.low, self.high);
        let density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
        let score = if high - low < NARROW {
            0.5 * (low + high)
        } else {
            // φ(a) − φ(b), taken from the larger of the two.
            let exponent = 0.5 * (high - low) * (high + low);
            let difference = if exponent < 0.0 {
                density(high) * libm::expm1(exponent)
            } else {
                -density(low) * libm::expm1(-exponent)
            };
            difference / (cumulative(high) - cumulative(low))
        };
        self.mean + self.sd * (self.sign * score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parameters, values at u = 0.001, 0.5 and 0.999, and mean: Φ, its inverse by bisection, and φ in Python's mpmath 1.3
    /// with 60 digits.
    const KNOWN: [([f64; 4], [f64; 4]); 7] = [
        ([0.0, 1.0, 8.0, 9.0], [8.000123170289083, 8.084888899018166, 8.791963586618891, 8.121188992979796]),
        ([0.0, 1.0, -9.0, -8.0], [-8.791963586618891, -8.084888899018166, -8.000123170289083, -8.121188992979796]),
        ([0.0, 1.0, -1.0, 40.0], [-0.9965289721932095, 0.20017368616689094, 3.1411793572531836, 0.2875999709391784]),
        ([0.0, 1.0, 0.5, 0.5001], [0.5000000999975024, 0.5000499993749375, 0.5000998999975022, 0.5000499995832917]),
        ([0.0, 1e3, 2.0, 2.00001], [2.00000001, 2.000005, 2.00000999, 2.000005]),
        ([0.3, 0.05, 0.5, 0.9], [0.5000118382232281, 0.5080552139298941, 0.5704549677919191, 0.5112803572244735]),
        ([0.3, 0.05, 0.05, 0.2], [0.09626482097288959, 0.18611999840153665, 0.1999789229210055, 0.1813409957523431]),
    ];

    #[test]
    fn tails_and_narrow_intervals_keep_their_digits() {
        for ([mean, sd, min, max], [first, middle, last, expected]) in KNOWN {
            let normal = TruncatedNormal::new(mean, sd, min, max);
            let named =
                [("0.001", normal.at(0.001), first), ("½", normal.at(0.5), middle), ("0.999", normal.at(0.999), last)];
            for (what, found, exact) in named.into_iter().chain([("mean", normal.expected(), expected)]) {
                let error = (found - exact).abs();
                assert!(error <= 1e-6 * (max - min), "{mean} {sd} [{min}, {max}] at {what}: {found}, not {exact}");
            }
        }
    }
}
