//! e^x in plain operations, for lanes.

const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts (Cody and Waite): the first has trailing zeros, so that k·LN2_HIGH is exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5·2⁵²: adding it rounds to an integer, which then sits in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Beyond these e^x leaves the range of normal numbers.
const LARGEST: f64 = 709.0;
const SMALLEST: f64 = -708.0;

/// (e^r − 1 − r)/r² on |r| ≤ ½ ln 2, near-minimax (Chebyshev) of degree 7.
const REST: [f64; 8] = [
    0.499_999_999_999_550_7,
    0.166_666_666_666_625_83,
    0.041_666_666_786_337_556,
    0.008_333_333_344_209_506,
    0.001_388_883_909_064_138,
    0.000_198_412_245_815_441_05,
    2.486_788_345_352_180_2e-5,
    2.761_757_684_835_413e-6,
];

/// e^x to a relative 8·10⁻¹⁴, exactly 1 at 0: x = k·ln 2 + r with |r| ≤ ½ ln 2, e^r = 1 + r + r²·P(r), scaled by 2ᵏ. Beyond
/// ±708 it stays where it is, far outside of what can be money.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let x = if x < LARGEST { x } else { LARGEST };
    let x = if x > SMALLEST { x } else { SMALLEST };
    let shifted = x * LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (REST[0] + r * REST[1]) + r2 * (REST[2] + r * REST[3]);
    let high = (REST[4] + r * REST[5]) + r2 * (REST[6] + r * REST[7]);
    let mantissa = (1.0 + r) + r2 * (low + r4 * high);
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    mantissa * scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_library() {
        let mut worst = 0.0_f64;
        for step in -70_000..=70_000 {
            let x = f64::from(step) * 0.01 + 0.001_234;
            let error = (exp(x) / libm::exp(x) - 1.0).abs();
            if error > worst {
                worst = error;
            }
        }
        assert!(worst < 8e-14, "{worst}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(800.0), exp(709.0));
        assert_eq!(exp(-800.0), exp(-708.0));
    }
}
