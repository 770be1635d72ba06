//! Lenders that draw back, equations (324) and (325): by how much they lend less in a month.

use crate::measure::log_units::{MOST_LEVEL, units};

/// How much lenders have drawn back in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tightening {
    /// What caps and probabilities of lending are multiplied by, above 0, at most 1.
    pub factor: f64,
    /// Its log, in whole units, at most 0: what is added to the log of a largest debt ÷ value.
    pub log_factor: i32,
}

impl Tightening {
    /// They lend as ever.
    pub const NONE: Self = Self { factor: 1.0, log_factor: 0 };

    /// Caps and probabilities have such a log less.
    pub fn of(log_factor: f64) -> Self {
        if log_factor == 0.0 {
            return Self::NONE;
        }
        Self { factor: libm::exp(log_factor), log_factor: units(log_factor, MOST_LEVEL) }
    }

    /// Such a log of debt ÷ value, in whole units, against caps as they ever were.
    pub fn against_caps(&self, log_ltv: i32) -> i32 {
        log_ltv.saturating_sub(self.log_factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::log_units::log_units;

    /// Caps that are lower by a tenth of the log: 0.7 becomes 0.7·e^-0.1 = 0.633.
    #[test]
    fn caps_are_lower_by_the_factor() {
        let tight = Tightening::of(-0.1);
        assert_eq!(tight.factor, libm::exp(-0.1));
        let (cap, lower) = (log_units(0.7), log_units(0.7 * libm::exp(-0.1)));
        for (log_ltv, allowed) in [(lower - 2, true), (lower + 2, false), (cap, false)] {
            assert_eq!(tight.against_caps(log_ltv) <= cap, allowed);
            assert_eq!(Tightening::NONE.against_caps(log_ltv), log_ltv);
        }
        assert_eq!(Tightening::of(0.0), Tightening::NONE);
        assert_eq!(tight.against_caps(i32::MAX), i32::MAX);
    }
}
