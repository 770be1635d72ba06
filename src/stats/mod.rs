//! Estimates and their Monte Carlo standard errors. Pure functions over numbers in a fixed order.
//!
//! Every function is serial and uses plain operators and `sqrt` only, so that the same numbers give the same bits on
//! every machine. What cannot be estimated is `None`, never 0 and never a number that is not finite.
//!
//! Households of one world share its prices and its labour market. The world is therefore the unit of every error:
//! more households a world do not repair too few worlds. How many worlds an error rests on in effect is counted
//! ([`effective`]): too few, and there is no error; few, and it is wider.

pub mod binned;
pub mod clustered;
pub mod effective;
pub mod holm;
pub mod irb;
pub mod moments;
pub mod paired;
pub mod quantile;
pub mod ratio;
pub mod rule_of_three;
pub mod sample;
pub mod student;
pub mod systematic;
pub mod tail;
pub mod variance_based;

/// An estimate and its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The estimate; `None` when there is nothing to estimate it from.
    pub value: Option<f64>,
    /// Its Monte Carlo standard error; `None` when it cannot be told.
    pub mcse: Option<f64>,
}

impl Estimate {
    /// The same estimate in another unit.
    pub fn scaled(self, factor: f64) -> Self {
        Self { value: self.value.map(|value| value * factor), mcse: self.mcse.map(|mcse| mcse * factor) }
    }
}

/// A probability in thousandths, 0 to 1000: whole, so that "95% of 100" is 95 and not a rounding error more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerMille(u32);

impl PerMille {
    /// A probability in thousandths; what exceeds 1000 counts as 1000.
    pub const fn new(per_mille: u32) -> Self {
        Self(if per_mille > 1000 { 1000 } else { per_mille })
    }

    /// The whole number of thousandths.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// As a fraction, 0 to 1.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}
