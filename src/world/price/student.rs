//! Innovations with heavy tails, equation (44): a normal one over the root of a chi-square of its own, scaled to unit
//! variance.

/// Student's t with ν degrees of freedom, scaled to variance 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentT {
    /// ν, above 2.
    pub degrees_of_freedom: f64,
}

impl StudentT {
    /// z_t·√((ν − 2)/χ²_t) from month 1 on, χ²_t the quantile of the month's uniform. The start, month 0, is a sum of
    /// many innovations and stays normal.
    ///
    /// Labour market and policy rate take z_t itself: their correlations with it hold exactly, and the matrix needs to
    /// be positive definite and nothing else.
    pub(super) fn innovations(&self, z: &[f64], mixing: &[f64]) -> Vec<f64> {
        let nu = self.degrees_of_freedom;
        let mut innovations: Vec<f64> =
            z.iter().zip(mixing).map(|(z, u)| z * ((nu - 2.0) / chi_square_quantile(nu, *u)).sqrt()).collect();
        innovations[0] = z[0];
        innovations
    }
}

/// The x at which the chi-square distribution with ν > 2 degrees of freedom has reached probability p in (0, 1).
///
/// Newton's method with Halley's correction on the regularised incomplete gamma function P(ν/2, x/2), kept inside an
/// interval that holds the root.
fn chi_square_quantile(nu: f64, p: f64) -> f64 {
    const STEPS: usize = 100;
    let a = 0.5 * nu;
    let log_gamma = libm::lgamma(a);
    let (mut low, mut high) = (0.0, f64::INFINITY);
    // P(a, x) ≤ xᵃ/Γ(a + 1), so this start lies below the root; it is close to it for small p.
    let mut x = libm::exp((libm::log(p) + log_gamma + libm::log(a)) / a);
    if x > a - 1.0 {
        x = a;
    }
    for _ in 0..STEPS {
        let error = lower_gamma(a, x, log_gamma) - p;
        if error < 0.0 {
            low = x
        } else {
            high = x
        }
        let density = libm::exp((a - 1.0) * libm::log(x) - x - log_gamma);
        let newton = error / density;
        let bend = newton * ((a - 1.0) / x - 1.0);
        let step = newton / (1.0 - 0.5 * if bend < 1.0 { bend } else { 1.0 });
        let next = x - step;
        // Convergence is cubic: after a step of 10⁻⁸ nothing is left to correct.
        if step.abs() <= 1e-8 * x {
            x = next;
            break;
        }
        x = if low < next && next < high {
            next
        } else if high < f64::INFINITY {
            // Also where the density has underflown and the step is no number.
            0.5 * (low + high)
        } else {
            2.0 * x
        };
    }
    2.0 * x
}

/// Regularised lower incomplete gamma function P(a, x), a > 1, x > 0: its series below a + 1, Legendre's continued
/// fraction of the other side above (Press et al. 2007, §6.2).
fn lower_gamma(a: f64, x: f64, log_gamma: f64) -> f64 {
    const EPSILON: f64 = 1e-16;
    const TERMS: usize = 10_000;
    let front = libm::exp(a * libm::log(x) - x - log_gamma);
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..TERMS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < EPSILON * sum {
                break;
            }
        }
        front * sum
    } else {
        const TINY: f64 = 1e-300;
        let mut b = x + 1.0 - a;
        let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
        let mut fraction = d;
        for n in 1..=TERMS {
            let n = n as f64;
            let factor = n * (a - n);
            b += 2.0;
            d = 1.0 / (factor * d + b);
            c = b + factor / c;
            let change = c * d;
            fraction *= change;
            if (change - 1.0).abs() <= 4.0 * EPSILON {
                break;
            }
        }
        1.0 - front * fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    /// Against the distribution function of another library, from the far lower tail to the far upper one.
    #[test]
    fn quantiles_invert_the_distribution_function() {
        for nu in [2.000_001, 2.1, 3.0, 4.5, 8.0, 20.0, 61.7, 200.0] {
            let chi_squared = ChiSquared::new(nu).expect("degrees of freedom");
            for p in [1e-15, 1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 1.0 - 1e-9, 1.0 - 1e-15] {
                let x = chi_square_quantile(nu, p);
                let found = chi_squared.cdf(x);
                let tail = if p < 0.5 { p } else { 1.0 - p };
                assert!((found - p).abs() < 1e-9 * tail + 3e-16, "ν {nu}, p {p}: {x}, {found}");
            }
        }
    }
}
