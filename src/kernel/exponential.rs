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

/// e^x: x = k·ln 2 + r with |r| ≤ ½ ln 2, a Taylor polynomial of degree 12 in r (remainder below 2·10⁻¹⁶), scaled by 2ᵏ.
/// Infinite above 709, 0 below −708.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let shifted = x * LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0));
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5_040.0));
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0))
        + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r4 * (1.0 / 479_001_600.0);
    let mantissa = low + r4 * (middle + r4 * high);
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    let value = mantissa * scale;
    if x > LARGEST {
        f64::INFINITY
    } else if x < SMALLEST {
        0.0
    } else {
        value
    }
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
        assert!(worst < 5e-16, "{worst}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(-800.0), 0.0);
    }
}
