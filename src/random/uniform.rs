//! Uniform numbers from words, equation (1).

use super::philox::Words;

/// Two independent uniforms, each strictly inside (0, 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniforms {
    /// From the first two words.
    pub first: f64,
    /// From the last two words.
    pub second: f64,
}

impl Uniforms {
    /// Equation (1): 52 bits and a half: the half is exact, so that neither 0 nor 1 occurs.
    #[inline]
    pub fn from_words([a, b, c, d]: Words) -> Self {
        Self { first: unit(a, b), second: unit(c, d) }
    }
}

#[inline]
fn unit(low: u32, high: u32) -> f64 {
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
    (bits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_open() {
        assert_eq!(unit(0, 0), 0.5 / 4_503_599_627_370_496.0);
        assert!(unit(u32::MAX, u32::MAX) < 1.0);
        assert_eq!(unit(0, 0x8000_0000), 0.5 + 0.5 / 4_503_599_627_370_496.0);
    }
}
