//! Student's distribution, far into its tails.

/// Degrees of freedom beyond which the distribution is taken as it is there: next to the normal one, and no thinner.
const MOST_DEGREES: f64 = 10_000.0;

/// Chance that a variate of Student's distribution with `degrees_of_freedom` (whole or not, above 0) lies at least as far
/// from 0 as `t`, on either side: I_x(ν/2, ½) with x = ν ÷ (ν + t²), I the regularised incomplete beta function
/// (Abramowitz and Stegun 1964, 26.7.1 and 26.5.8).
///
/// ```
/// # use underwater::stats::student::two_sided;
/// // With two degrees of freedom it is 1 − t ÷ √(2 + t²).
/// assert!((two_sided(4.0, 2.0) - (1.0 - 4.0 / 18_f64.sqrt())).abs() < 1e-12);
/// assert_eq!(two_sided(0.0, 7.0), 1.0);
/// ```
pub fn two_sided(t: f64, degrees_of_freedom: f64) -> f64 {
    let degrees = if degrees_of_freedom > MOST_DEGREES { MOST_DEGREES } else { degrees_of_freedom };
    let square = t * t;
    if square == 0.0 {
        return 1.0;
    }
    // Both shares by themselves: neither loses digits where the other is near 1.
    let (x, rest) = (degrees / (degrees + square), square / (degrees + square));
    regularised_beta(degrees / 2.0, 0.5, x, rest)
}

/// I_x(a, b), `rest` = 1 − x.
fn regularised_beta(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let log_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log(rest);
    let front = libm::exp(log_front);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(a, b, x) / a
    } else {
        1.0 - front * continued_fraction(b, a, rest) / b
    }
}

/// The continued fraction of I_x(a, b) by Lentz's method (Press et al. 2007, *Numerical Recipes*, §6.4); it converges
/// within about √max(a, b) steps where x < (a + 1) ÷ (a + b + 2).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const STEPS: u32 = 1_000;
    const LEAST: f64 = 1e-300;
    const CLOSE: f64 = 1e-15;
    let not_nothing = |value: f64| if value.abs() < LEAST { LEAST } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / not_nothing(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / not_nothing(1.0 + coefficient * d);
            c = not_nothing(1.0 + coefficient / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < CLOSE {
            break;
        }
    }
    fraction
}
