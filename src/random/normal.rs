//! Standard normal numbers by inversion: monthly noise in single precision, equation (2), and Φ, Φ⁻¹ in double.

/// Words below this have −ln(4p(1 − p)) over 5.
const TAIL_WORDS: u32 = 7247043;

/// z ÷ (1 − 2p) as a polynomial in w − 2.5, w = −ln(4p(1 − p)) in [0, 5]; relative error 9·10⁻⁸.
/// Form after Giles (2010), "Approximating the erfinv function"; coefficients fitted anew to 4·10⁻¹⁰ < 2p < 1.
const CENTRAL: [f32; 9] = [
    2.1233137,
    0.34880266,
    -0.005908171,
    -0.0017730101,
    0.0003091502,
    -6.217988e-6,
    -4.990561e-6,
    4.861035e-7,
    4.0354287e-8,
];
/// z as a polynomial in √w − 3.4, w in [5, 22]; relative error 1.2·10⁻⁷.
const TAIL: [f32; 8] =
    [4.5746536, 1.4237542, 0.0051655993, -0.002794512, 0.0010246927, -0.0002884977, 1.17653035e-5, 1.9874542e-5];

#[inline(always)]
fn polynomial<const N: usize>(coefficients: &[f32; N], x: f32) -> f32 {
    let mut sum = coefficients[N - 1];
    let mut n = N - 1;
    while n > 0 {
        n -= 1;
        sum = sum * x + coefficients[n];
    }
    sum
}

/// Natural logarithm of a positive normal number, single precision, branch-free (relative error about 10⁻⁷ of the larger
/// of 1 and |ln x|): ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)) with m in [√½, √2).
#[inline(always)]
fn ln_f32(x: f32) -> f32 {
    const SQRT_HALF: u32 = 0x3f35_04f3;
    let bits = x.to_bits().wrapping_sub(SQRT_HALF);
    let exponent = (bits as i32) >> 23;
    let mantissa = f32::from_bits((bits & 0x007f_ffff).wrapping_add(SQRT_HALF));
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let s2 = s * s;
    let series = 2.0 + s2 * (0.666_666_7 + s2 * (0.4 + s2 * (0.285_714_3 + s2 * 0.222_222_2)));
    exponent as f32 * std::f32::consts::LN_2 + s * series
}

/// Equation (2): one word to one standard normal number. The top bit is the sign, the other 31 the tail probability
/// p = (k + ½)/2³².
#[inline(always)]
pub fn standard_normal(word: u32) -> f32 {
    if is_in_tail(word) { tail_normal(word) } else { central_normal(word) }
}

/// Whether a word's tail probability is under 0.0017, where [`tail_normal`] holds and not [`central_normal`].
#[inline(always)]
pub fn is_in_tail(word: u32) -> bool {
    word & 0x7fff_ffff < TAIL_WORDS
}

/// w = −ln(4p(1 − p)) of a word.
#[inline(always)]
fn log_odds(k: i32) -> f32 {
    let p = (k as f32 + 0.5) * (1.0 / 4_294_967_296.0);
    let w = -ln_f32(4.0 * p * (1.0 - p));
    // Rounding can make w −0.0000001 where p is ½.
    if w > 0.0 { w } else { 0.0 }
}

/// The standard normal number of a word that is not in the tail.
#[inline(always)]
pub fn central_normal(word: u32) -> f32 {
    let k = (word & 0x7fff_ffff) as i32;
    let x = ((i32::MAX - k) as f32 + 0.5) * (1.0 / 2_147_483_648.0);
    let z = x * polynomial(&CENTRAL, log_odds(k) - 2.5);
    f32::from_bits(z.to_bits() ^ (word & 0x8000_0000))
}

/// The standard normal number of a word in the tail.
#[inline(always)]
pub fn tail_normal(word: u32) -> f32 {
    let k = (word & 0x7fff_ffff) as i32;
    let z = polynomial(&TAIL, log_odds(k).sqrt() - 3.4);
    f32::from_bits(z.to_bits() ^ (word & 0x8000_0000))
}

/// The standard normal distribution function, Φ(x) = ½·erfc(−x/√2).
pub fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Quantile of the standard normal distribution, Φ⁻¹(p) for p in (0, 1): a rational start (Acklam 2003, relative
/// error 1.2·10⁻⁹) and one step of Halley's method.
pub fn quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 5] =
        [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 4] = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
    const LOW: f64 = 0.02425;

    let tail = |q: f64| {
        let numerator = ((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5];
        numerator / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    let start = if p < LOW {
        tail((-2.0 * libm::log(p)).sqrt())
    } else if p > 1.0 - LOW {
        -tail((-2.0 * libm::log1p(-p)).sqrt())
    } else {
        let q = p - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    };
    let error = cumulative(start) - p;
    let step = error * (2.0 * std::f64::consts::PI).sqrt() * libm::exp(0.5 * start * start);
    start - step / (1.0 + 0.5 * start * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Single precision against double over the whole range of tail probabilities, both signs.
    #[test]
    fn inversion_is_accurate_to_a_millionth() {
        for step in 0..200_000_u64 {
            let k = (step * step * 53 + step) % (1 << 31);
            for sign in [0, 0x8000_0000] {
                let z = f64::from(standard_normal(k as u32 | sign));
                let exact = -quantile((k as f64 + 0.5) / 4_294_967_296.0) * if sign == 0 { 1.0 } else { -1.0 };
                assert!((z / exact - 1.0).abs() < 1e-6, "k {k}: {z} instead of {exact}");
            }
        }
        for k in [0, 1, 2, i32::MAX - 1, i32::MAX] {
            let exact = -quantile((f64::from(k) + 0.5) / 4_294_967_296.0);
            assert!((f64::from(standard_normal(k as u32)) / exact - 1.0).abs() < 1e-6, "k {k}");
        }
    }

    /// Values of Φ⁻¹ from Wichura's AS 241 tables and symmetry.
    #[test]
    fn quantile_inverts_cumulative() {
        assert!((quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((quantile(0.5)).abs() < 1e-15);
        assert!((quantile(1e-10) + 6.361_340_902_404_056).abs() < 1e-9);
        for p in [0.001, 0.02, 0.3, 0.7, 0.99] {
            assert!((cumulative(quantile(p)) - p).abs() < 1e-14);
        }
    }
}
