//! Default values shared by several tables.

use super::Distribution;

/// The constant 0.
pub fn zero() -> Distribution {
    Distribution::Constant(0.0)
}

/// The constant 1.
pub fn one() -> Distribution {
    Distribution::Constant(1.0)
}

/// The number 1.
pub fn unit() -> f64 {
    1.0
}
