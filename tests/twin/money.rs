//! METHOD §1, (160): money as whole numbers of 2⁻²⁰ currency units.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

const GRAINS_A_UNIT: f64 = 1_048_576.0;

/// Grains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i128);

pub const NONE: Money = Money(0);
/// The smallest price there is.
pub const LEAST: Money = Money(1);

impl Money {
    /// The nearest whole number of grains; of two equally near the even one.
    pub fn of(units: f64) -> Money {
        let grains = units * GRAINS_A_UNIT;
        let below = grains.floor();
        let rest = grains - below;
        let below = below as i128;
        let goes_up = rest > 0.5 || rest == 0.5 && below % 2 != 0;
        Money(if goes_up { below + 1 } else { below })
    }

    pub fn units(self) -> f64 {
        self.0 as f64 / GRAINS_A_UNIT
    }

    /// So much of it, or so many times it.
    pub fn times(self, factor: f64) -> Money {
        Money::of(self.units() * factor)
    }

    /// What it has above nothing.
    pub fn or_nothing(self) -> Money {
        self.max(NONE)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(NONE, Add::add)
    }
}
